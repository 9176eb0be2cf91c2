package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// Key derives the signing key of one day, region and service from a secret access key.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
func Key(secret, day, region, service string) []byte {
	key := []byte("AWS4" + secret)
	for _, part := range []string{day, region, service, terminator} {
		key = mac(key, part)
	}
	return key
}

// Verify reports whether the signature is the one that key gives for the string to sign.
// It takes the same time whatever is wrong.
func Verify(s Signed, c Canonical, key []byte) bool {
	return equal(signature(key, c.StringToSign), s.Signature)
}

func signature(key []byte, text string) string { return hex.EncodeToString(mac(key, text)) }

func equal(a, b string) bool { return hmac.Equal([]byte(a), []byte(b)) }

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text)) // a hash never fails to write
	return h.Sum(nil)
}
