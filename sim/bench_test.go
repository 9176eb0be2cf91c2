package sim

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha512"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/keyring"
)

// BenchmarkGetCredentialsForIdentity is the whole exchange, bytes in and bytes out: the login is verified, an OpenID token
// signed, STS asked over World's door, which verifies that token. Its bound, in the same run, is the arithmetic that
// nobody can leave out: one RSA-2048 signature and two verifications. The ratio is bound/exchange.
func BenchmarkGetCredentialsForIdentity(b *testing.B) {
	const deskHost, service = "cognito-identity.us-east-1.amazonaws.com", "AWSCognitoIdentityService."
	w := newWorld(b, Config{Account: photoAccount(), TraceLimit: 1})
	var login struct{ AuthenticationResult struct{ IdToken string } }
	call(b, w, "cognito-idp.us-east-1.amazonaws.com", "AWSCognitoIdentityProviderService.InitiateAuth",
		`{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","AuthParameters":{"USERNAME":"ana","PASSWORD":"Sunny-Day-7"}}`, &login)
	logins := `"Logins":{"cognito-idp.us-east-1.amazonaws.com/` + testPool + `":"` + login.AuthenticationResult.IdToken + `"}}`
	var who struct{ IdentityId string }
	call(b, w, deskHost, service+"GetId", `{"IdentityPoolId":"`+testDesk+`",`+logins, &who)
	body := `{"IdentityId":"` + who.IdentityId + `",` + logins
	var got struct{ Credentials struct{ AccessKeyId string } }

	key, err := testKeys.Key(keyring.IdentityPool)
	if err != nil {
		b.Fatal(err)
	}
	digest := sha512.Sum512([]byte(body))
	bare := func() {
		signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA512, digest[:])
		for range 2 {
			if err == nil {
				err = rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA512, digest[:], signature)
			}
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	// One of each in turn, so that a machine that slows down slows both; the best of many is the time without the
	// machine's own business.
	bound, whole := time.Hour, time.Hour
	for b.Loop() {
		start := time.Now()
		bare()
		middle := time.Now()
		call(b, w, deskHost, service+"GetCredentialsForIdentity", body, &got)
		bound, whole = min(bound, middle.Sub(start)), min(whole, time.Since(middle))
	}
	if got.Credentials.AccessKeyId == "" {
		b.Fatal("no credentials")
	}
	b.ReportMetric(bound.Seconds()/whole.Seconds(), "of-bound")
	b.ReportMetric(float64(whole.Microseconds()), "µs/exchange")
	b.ReportMetric(float64(bound.Microseconds()), "µs/bound")
}

// call makes a JSON call and reads its answer.
func call(b *testing.B, w *World, host, operation, body string, answer any) {
	b.Helper()
	r, err := http.NewRequest(http.MethodPost, "https://"+host+"/", strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("X-Amz-Target", operation)
	resp, err := w.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d %s %v", operation, resp.StatusCode, data, err)
	}
	if err := json.Unmarshal(data, answer); err != nil {
		b.Fatal(err)
	}
}
