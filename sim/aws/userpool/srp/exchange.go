package srp

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
)

// ErrPublicValue refuses a public value that would make the shared secret known to all
// (0 mod N), or that is no number.
var ErrPublicValue = errors.New("SRP public value is not acceptable")

// keyInfo is the label that AWS gives the key derivation.
const keyInfo = "Caldera Derived Key"

// keyLength of the derived key, in bytes.
const keyLength = 16

// ParsePublic reads SRP_A or SRP_B: hexadecimal, not 0 mod N.
func ParsePublic(text string) (*big.Int, error) {
	n, ok := new(big.Int).SetString(text, 16)
	if !ok || n.Sign() <= 0 || new(big.Int).Mod(n, shared().n).Sign() == 0 {
		return nil, ErrPublicValue
	}
	return n, nil
}

// Server is the pool's half of one exchange.
type Server struct {
	Password Password
	B        *big.Int // public value, sent as SRP_B
	b        *big.Int
}

// NewServer opens the pool's half. secret is random, 32 bytes or more.
func NewServer(p Password, secret []byte) Server {
	g := shared()
	b := new(big.Int).Mod(new(big.Int).SetBytes(secret), g.n)
	kv := new(big.Int).Mul(g.k, p.Verifier)
	return Server{Password: p, b: b, B: kv.Mod(kv.Add(kv, g.base.power(b)), g.n)}
}

// Key derives the key that both halves share, from the client's public value.
func (s Server) Key(a *big.Int) ([]byte, error) {
	g := shared()
	u := scramble(a, s.B)
	if u.Sign() == 0 {
		return nil, ErrPublicValue
	}
	base := new(big.Int).Exp(s.Password.Verifier, u, g.n)
	base.Mul(base, a).Mod(base, g.n)
	return derive(base.Exp(base, s.b, g.n), u)
}

// Client is the client's half. Real clients live in SDKs; lessons and tests need one here.
type Client struct {
	A *big.Int // public value, sent as SRP_A
	a *big.Int
}

// NewClient opens the client's half. secret is random, 32 bytes or more.
func NewClient(secret []byte) Client {
	g := shared()
	a := new(big.Int).Mod(new(big.Int).SetBytes(secret), g.n)
	return Client{a: a, A: g.base.power(a)}
}

// Key derives the shared key from the pool's public value, the salt and the password.
func (c Client) Key(u User, password string, salt, b *big.Int) ([]byte, error) {
	g := shared()
	scrambled := scramble(c.A, b)
	if scrambled.Sign() == 0 {
		return nil, ErrPublicValue
	}
	x := u.x(salt, password)
	base := new(big.Int).Mul(g.k, g.base.power(x))
	base.Sub(b, base).Mod(base, g.n)
	exponent := new(big.Int).Mul(scrambled, x)
	exponent.Add(exponent, c.a)
	return derive(base.Exp(base, exponent, g.n), scrambled)
}

// Claim is the signature that proves knowledge of the password: HMAC-SHA256 over pool, user,
// secret block and timestamp.
func Claim(key []byte, u User, secretBlock []byte, timestamp string) []byte {
	mac := hmac.New(sha256.New, key)
	for _, part := range [][]byte{[]byte(u.Pool), []byte(u.Name), secretBlock, []byte(timestamp)} {
		mac.Write(part)
	}
	return mac.Sum(nil)
}

// ClaimMatches compares a claim in constant time.
func ClaimMatches(key []byte, u User, secretBlock []byte, timestamp string, claim []byte) bool {
	return subtle.ConstantTimeCompare(Claim(key, u, secretBlock, timestamp), claim) == 1
}

// Hex is a number as the protocol writes it: lowercase, no padding.
func Hex(n *big.Int) string { return n.Text(16) }

func scramble(a, b *big.Int) *big.Int {
	return new(big.Int).SetBytes(hash(pad(a), pad(b)))
}

func derive(s, u *big.Int) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, pad(s), pad(u), keyInfo, keyLength)
	if err != nil {
		return nil, fmt.Errorf("derive key: %w", err)
	}
	return key, nil
}

// ParseHex reads a number as the protocol writes it.
func ParseHex(text string) (*big.Int, error) {
	if len(text)%2 == 1 {
		text = "0" + text
	}
	b, err := hex.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("not hexadecimal: %w", err)
	}
	return new(big.Int).SetBytes(b), nil
}
