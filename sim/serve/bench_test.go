package serve

import (
	"bytes"
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"poolschool/sim/keyring"
)

// BenchmarkSignInOverLoopback is a sign-in with a password by a client on the same machine. Its bound, in the same run, is a
// bare server that reads the request and makes the two signatures that no user pool can do without: at least 0.85 of it.
func BenchmarkSignInOverLoopback(b *testing.B) {
	s := newSDK(b, listen(b, photoApp(b)))
	body := []byte(`{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"` + s.values["clientId"] +
		`","AuthParameters":{"USERNAME":"` + s.values["username"] + `","PASSWORD":"` + s.values["password"] + `"}}`)
	key, err := keys.Key(keyring.UserPoolID)
	if err != nil {
		b.Fatal(err)
	}
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			b.Error(err)
		}
		digest := sha256.Sum256(sent)
		for range 2 {
			signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
			if err != nil {
				b.Error(err)
			}
			if _, err := w.Write(signature); err != nil {
				b.Error(err)
			}
		}
	}))
	defer bare.Close()
	beside(b, s.client, body, func(to string) *http.Request {
		r, err := http.NewRequest("POST", to+"/", nil)
		if err != nil {
			b.Fatal(err)
		}
		r.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		return r
	}, s.endpoint, bare.URL)
}

// BenchmarkPutObjectOverLoopback is an upload of 64 KiB by a client on the same machine, which names a CRC32 as every SDK
// does. Its bound, in the same run, is a bare server that reads the body and computes SHA-256 and MD5: at least 0.8 of it.
func BenchmarkPutObjectOverLoopback(b *testing.B) {
	s := newSDK(b, listen(b, photoApp(b)))
	body := bytes.Repeat([]byte("poolschool"), 64<<10/10+1)[:64<<10]
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sha, sum := sha256.New(), md5.New()
		if _, err := io.Copy(io.MultiWriter(sha, sum), r.Body); err != nil {
			b.Error(err)
		}
		w.Header().Set("ETag", hex.EncodeToString(sum.Sum(sha.Sum(nil))))
	}))
	defer bare.Close()
	hash := sha256.Sum256(body)
	keys := aws.Credentials{AccessKeyID: s.values["adminCredentials.AccessKeyId"], SecretAccessKey: s.values["adminCredentials.SecretKey"]}
	beside(b, s.client, body, func(to string) *http.Request {
		r, err := http.NewRequest("PUT", to+"/"+s.values["bucket"]+"/cat.jpg", nil)
		if err != nil {
			b.Fatal(err)
		}
		sent := hex.EncodeToString(hash[:])
		r.Header.Set("X-Amz-Content-Sha256", sent)
		r.Header.Set("X-Amz-Checksum-Crc32", base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))))
		if err := v4.NewSigner().SignHTTP(b.Context(), keys, r, sent, "s3", "us-east-1", time.Now()); err != nil {
			b.Fatal(err)
		}
		return r
	}, s.endpoint, bare.URL)
}

// beside sends the same request to the listener and to a bare server in turn, so that a machine that slows down slows both,
// and reports the best of each: the time without the machine's own business.
func beside(b *testing.B, client *http.Client, body []byte, request func(to string) *http.Request, listener, bare string) {
	once := func(r *http.Request) time.Duration {
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		start := time.Now()
		resp, err := client.Do(r)
		if err != nil {
			b.Fatal(err)
		}
		said, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			b.Fatalf("got %s %s, %v", resp.Status, said, err)
		}
		if err := resp.Body.Close(); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	toListener, toBare := request(listener), request(bare)
	best, bound := time.Hour, time.Hour
	for b.Loop() {
		bound = min(bound, once(toBare))
		best = min(best, once(toListener))
	}
	b.ReportMetric(float64(best.Microseconds()), "µs/call")
	b.ReportMetric(float64(bound.Microseconds()), "µs/bound")
	b.ReportMetric(bound.Seconds()/best.Seconds(), "of-bound")
}
