package userpool

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"poolschool/sim/keyring"
)

// BenchmarkSignIn is a sign-in with a password as bytes in and bytes out: JSON, the password check,
// the claims, two signatures. It reports what part of its time two bare signatures take, measured
// in the same run: the bound is 0.85.
func BenchmarkSignIn(b *testing.B) {
	d := newDesk(b, nil)
	handler := d.Handler()
	body := `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"` + testClient + `","AuthParameters":{"USERNAME":"ana","PASSWORD":"` + anaPassword + `"}}`
	signIn := func() {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
	key, err := testKeys.Key(keyring.UserPoolID)
	if err != nil {
		b.Fatal(err)
	}
	digest := sha256.Sum256([]byte(body))
	sign := func() {
		for range 2 {
			if _, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:]); err != nil {
				b.Fatal(err)
			}
		}
	}
	signIn()
	// One of each in turn, so that a machine that slows down slows both; the best of many is the time without
	// the machine's own business.
	bare, whole := time.Hour, time.Hour
	for b.Loop() {
		start := time.Now()
		sign()
		middle := time.Now()
		signIn()
		bare, whole = min(bare, middle.Sub(start)), min(whole, time.Since(middle))
	}
	b.ReportMetric(bare.Seconds()/whole.Seconds(), "of-bound")
	b.ReportMetric(float64(whole.Microseconds()), "µs/sign-in")
}

// BenchmarkSRP is both steps, with the pool's half of the arithmetic.
func BenchmarkSRP(b *testing.B) {
	d := newDesk(b, nil)
	for b.Loop() {
		c, out := d.srpStart("ana")
		d.done(d.respond(challengePassword, "", c.claim(b, anaSRP, anaPassword, out.ChallengeParameters, d.clock.Now())))
	}
}
