package srp

import (
	"crypto/subtle"
	"math/big"
)

// Password is what a pool keeps of a password. Neither member gives the password away.
type Password struct {
	Salt     *big.Int
	Verifier *big.Int
}

// User says whose password it is. The password is bound to both: a record copied to another
// user or pool is worthless.
type User struct {
	Pool string // the part of the pool id after "_"
	Name string // the immutable username (USER_ID_FOR_SRP)
}

// NewPassword makes the record of a password with 16 random bytes of salt.
func NewPassword(u User, password string, salt []byte) Password {
	s := new(big.Int).SetBytes(salt)
	return Password{Salt: s, Verifier: shared().base.power(u.x(s, password))}
}

// Matches reports whether password is the one in the record.
func (p Password) Matches(u User, password string) bool {
	if p.Verifier == nil {
		return false
	}
	got := shared().base.power(u.x(p.Salt, password))
	return subtle.ConstantTimeCompare(got.Bytes(), p.Verifier.Bytes()) == 1
}

// x is H(PAD(salt) ‖ H(pool ‖ user ‖ ":" ‖ password)).
func (u User) x(salt *big.Int, password string) *big.Int {
	inner := hash([]byte(u.Pool), []byte(u.Name), []byte(":"), []byte(password))
	return new(big.Int).SetBytes(hash(pad(salt), inner))
}
