package sigv4

import (
	"net/http"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// Credentials are the keys to sign with. Token is empty for long-lived keys.
type Credentials struct{ AccessKeyID, SecretKey, Token string }

// Sign signs r in its headers, as the AWS SDKs do, and changes it in place. payloadHash is
// Hash of the body or one of the constants of this package; S3 also wants it as a header,
// which Sign sets.
func Sign(r *http.Request, c Credentials, service, region string, at time.Time, payloadHash string) error {
	if service == "s3" {
		r.Header.Set("X-Amz-Content-Sha256", payloadHash)
	}
	return v4.NewSigner().SignHTTP(r.Context(), sdk(c), r, payloadHash, service, region, at, rawPath(service))
}

// Presign returns a URL that anybody may use until life is over, with the signer's
// permissions. r is left alone; its headers become part of the bargain.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
func Presign(r *http.Request, c Credentials, service, region string, at time.Time, life time.Duration) (string, error) {
	r = r.Clone(r.Context())
	q := r.URL.Query()
	q.Set("X-Amz-Expires", strconv.FormatInt(int64(life/time.Second), 10))
	r.URL.RawQuery = q.Encode()
	address, _, err := v4.NewSigner().PresignHTTP(r.Context(), sdk(c), r, Unsigned, service, region, at, rawPath(service))
	return address, err
}

// Hash is the payload hash of a body that is at hand: SHA-256 in hexadecimal.
func Hash(body []byte) string { return hexSum(body) }

func sdk(c Credentials) aws.Credentials {
	return aws.Credentials{AccessKeyID: c.AccessKeyID, SecretAccessKey: c.SecretKey, SessionToken: c.Token}
}

// rawPath keeps the signer from encoding S3's path a second time.
func rawPath(service string) func(*v4.SignerOptions) {
	return func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" }
}
