// Package chance is the luck of a simulated account: ids, codes and secrets.
// A lesson hands in a seeded source, so that a session can be replayed to the
// letter; serve hands in the machine's own randomness.
package chance

import (
	"crypto/rand"
	"encoding/hex"
	mathrand "math/rand/v2"
	"sync"
)

// Chance gives out random ids, digits and bytes. Implementations are safe for
// concurrent use.
type Chance interface {
	// ID returns a UUID, version 4: 36 characters.
	ID() string
	// Digits returns n decimal digits.
	Digits(n int) string
	// Bytes returns n bytes.
	Bytes(n int) []byte
}

// Alphabets of the ids that AWS gives out.
const (
	LowerAlnum = "abcdefghijklmnopqrstuvwxyz0123456789"
	UpperAlnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	Base32     = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	Alnum      = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	digits     = "0123456789"
)

// Text returns n characters of the alphabet, each as likely as the others.
func Text(c Chance, n int, alphabet string) string {
	// Bytes at or above the largest multiple of the alphabet's length would favour its
	// first characters, so they are thrown away.
	limit := byte(256 - 256%len(alphabet))
	out := make([]byte, 0, n)
	for len(out) < n {
		for _, b := range c.Bytes(n - len(out)) {
			if limit == 0 || b < limit {
				out = append(out, alphabet[int(b)%len(alphabet)])
			}
		}
	}
	return string(out)
}

// source turns a filler of bytes into a Chance.
type source struct {
	fill func([]byte)
}

// Seeded returns a Chance that repeats itself for the same seed (ChaCha8).
func Seeded(seed [32]byte) Chance {
	var mu sync.Mutex
	stream := mathrand.NewChaCha8(seed)
	return source{func(p []byte) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = stream.Read(p) // ChaCha8.Read is documented never to fail
	}}
}

// Crypto returns a Chance that cannot be foretold.
func Crypto() Chance {
	return source{func(p []byte) {
		_, _ = rand.Read(p) // crypto/rand.Read is documented never to fail
	}}
}

func (s source) Bytes(n int) []byte {
	p := make([]byte, n)
	s.fill(p)
	return p
}

func (s source) Digits(n int) string { return Text(s, n, digits) }

func (s source) ID() string {
	b := s.Bytes(16)
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	var out [36]byte
	hex.Encode(out[:8], b[:4])
	hex.Encode(out[9:13], b[4:6])
	hex.Encode(out[14:18], b[6:8])
	hex.Encode(out[19:23], b[8:10])
	hex.Encode(out[24:], b[10:])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}
