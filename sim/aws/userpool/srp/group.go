// Package srp is the Secure Remote Password exchange as user pools speak it: the
// client proves that it knows the password without sending it, and the pool keeps
// a salt and a verifier instead of the password.
//
// The group is RFC 3526's 3072-bit prime with generator 2, the hash is SHA-256, and
// numbers are hashed in their shortest form with a zero byte in front where the top
// bit is set. math/big is not constant in time: this is a simulator, not a vault.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
// https://www.rfc-editor.org/rfc/rfc3526 (group 15)
package srp

import (
	"crypto/sha256"
	"math/big"
	"sync"
)

const primeHex = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74" +
	"020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437" +
	"4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
	"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05" +
	"98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB" +
	"9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
	"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718" +
	"3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33" +
	"A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7" +
	"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864" +
	"D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2" +
	"08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF"

// group is what every pool shares.
type group struct {
	n, k *big.Int
	base *table
}

// shared is computed once a process: the table of powers costs 10 ms and 1.1 MB and makes
// a verifier four times as fast, which every sign-in with a password needs.
var shared = sync.OnceValue(func() group {
	n, _ := new(big.Int).SetString(primeHex, 16)
	k := new(big.Int).SetBytes(hash(pad(n), []byte{2}))
	return group{n: n, k: k, base: newTable(n)}
})

func hash(parts ...[]byte) []byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// pad is the number's shortest big-endian form, with a zero byte where the top bit is
// set. It is not padded to the length of the prime.
func pad(n *big.Int) []byte {
	b := n.Bytes()
	if len(b) == 0 || b[0]&0x80 != 0 {
		return append([]byte{0}, b...)
	}
	return b
}
