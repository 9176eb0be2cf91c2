package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentity"
	idtypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentity/types"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	idptypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/go-json-experiment/json"
)

// sdk is the official SDK, told nothing but an endpoint.
type sdk struct {
	listener
	values map[string]string
	config aws.Config
	client *http.Client
}

func newSDK(t testing.TB, l listener) sdk {
	transport := &http.Transport{MaxIdleConnsPerHost: 256}
	t.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	return sdk{listener: l, values: l.world().Values(), client: client, config: aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(l.endpoint), HTTPClient: client, RetryMaxAttempts: 1,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
	}}
}

func (s sdk) as(id, secret, token string) aws.Config {
	config := s.config.Copy()
	config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: id, SecretAccessKey: secret, SessionToken: token}, nil
	})
	return config
}

func (s sdk) admin() aws.Config {
	return s.as(s.values["adminCredentials.AccessKeyId"], s.values["adminCredentials.SecretKey"], "")
}

func (s sdk) signIn(ctx context.Context) (*idptypes.AuthenticationResultType, error) {
	out, err := cognitoidentityprovider.NewFromConfig(s.config).InitiateAuth(ctx, &cognitoidentityprovider.InitiateAuthInput{
		AuthFlow: idptypes.AuthFlowTypeUserPasswordAuth, ClientId: aws.String(s.values["clientId"]),
		AuthParameters: map[string]string{"USERNAME": s.values["username"], "PASSWORD": s.values["password"]},
	})
	if err != nil {
		return nil, err
	}
	return out.AuthenticationResult, nil
}

// trade gives an ID token to the identity pool under a login key.
func (s sdk) trade(ctx context.Context, key, idToken string) (string, *idtypes.Credentials, error) {
	client := cognitoidentity.NewFromConfig(s.config)
	logins := map[string]string{key: idToken}
	id, err := client.GetId(ctx, &cognitoidentity.GetIdInput{IdentityPoolId: aws.String(s.values["identityPoolId"]), Logins: logins})
	if err != nil {
		return "", nil, err
	}
	got, err := client.GetCredentialsForIdentity(ctx, &cognitoidentity.GetCredentialsForIdentityInput{IdentityId: id.IdentityId, Logins: logins})
	if err != nil {
		return "", nil, err
	}
	return *id.IdentityId, got.Credentials, nil
}

// desk is S3 with the credentials of an identity pool.
func (s sdk) desk(c *idtypes.Credentials) *s3.Client {
	return s3.NewFromConfig(s.as(*c.AccessKeyId, *c.SecretKey, *c.SessionToken), func(o *s3.Options) { o.UsePathStyle = true })
}

func (s sdk) put(ctx context.Context, c *idtypes.Credentials, key string, body []byte) error {
	_, err := s.desk(c).PutObject(ctx, &s3.PutObjectInput{Bucket: aws.String(s.values["bucket"]), Key: aws.String(key), Body: bytes.NewReader(body)})
	return err
}

func code(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}

func TestOfficialSDKPlaysTheUploadOnOneAddress(t *testing.T) {
	s, ctx := newSDK(t, listen(t, photoApp(t))), t.Context()
	tokens, err := s.signIn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	identity, credentials, err := s.trade(ctx, s.values["provider"], *tokens.IdToken)
	if err != nil {
		t.Fatal(err)
	}
	// Amplify derives the key from iss.
	same, _, err := s.trade(ctx, strings.TrimPrefix(s.values["issuer"], "http://"), *tokens.IdToken)
	if err != nil || same != identity {
		t.Errorf("by the issuer: got identity %s (%v), want %s", same, err, identity)
	}
	if _, _, err := s.trade(ctx, s.values["provider"], *tokens.AccessToken); code(err) != "NotAuthorizedException" {
		t.Errorf("the access token at the desk: got %v", err)
	}
	caller, err := sts.NewFromConfig(s.as(*credentials.AccessKeyId, *credentials.SecretKey, *credentials.SessionToken)).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil || *caller.Arn != "arn:aws:sts::111122223333:assumed-role/PhotoUser/CognitoIdentityCredentials" {
		t.Errorf("got caller %v, %v", caller, err)
	}
	for _, key := range []string{"photo.jpg", "ünï code+plus (1)//a.jpg", "a/../b%20c*~'.jpg", "../../tmp/poolschool-escape"} {
		key = "uploads/" + identity + "/" + key
		if err := s.put(ctx, credentials, key, []byte("a photo")); err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		got, err := s.desk(credentials).GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String(s.values["bucket"]), Key: aws.String(key)})
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		if body, err := io.ReadAll(got.Body); err != nil || string(body) != "a photo" {
			t.Errorf("%s: read back %q, %v", key, body, err)
		}
	}
	if err := s.put(ctx, credentials, "uploads/"+identity+"/../../../tmp/poolschool-escape", nil); code(err) != "InvalidURI" {
		t.Errorf("a key that leads out of the bucket: got %v", err)
	}
	s.whyForbidden(t, s.put(ctx, credentials, "uploads/somebody-else/x", nil))
	if _, err := s.advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := s.put(ctx, credentials, "uploads/"+identity+"/late", nil); code(err) != "ExpiredToken" {
		t.Errorf("an hour later: got %v", err)
	}
}

// whyForbidden asks the trace about a refusal, as a team's own test would.
func (s sdk) whyForbidden(t *testing.T, refusal error) {
	t.Helper()
	var answer *awshttp.ResponseError
	if code(refusal) != "AccessDenied" || !errors.As(refusal, &answer) {
		t.Fatalf("somebody else's folder: got %v", refusal)
	}
	resp := s.send(t, "GET", "/_poolschool/trace/"+answer.ServiceRequestID(), "")
	var e struct {
		Status    int    `json:"status"`
		Code      string `json:"code"`
		Operation string `json:"operation"`
		Checks    []struct {
			OK   bool   `json:"ok"`
			Text string `json:"text"`
		} `json:"checks"`
		Decisions []struct {
			Action, Resource, Decision, Reason string
		} `json:"decisions"`
	}
	if err := json.UnmarshalRead(resp.Body, &e, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatal(err)
	}
	if e.Status != 403 || e.Code != "AccessDenied" || e.Operation != "PutObject" || len(e.Checks) == 0 || len(e.Decisions) != 1 {
		t.Fatalf("got %+v", e)
	}
	if d := e.Decisions[0]; d.Action != "s3:PutObject" || d.Decision != "ImplicitDeny" || d.Resource != "arn:aws:s3:::photo-app-uploads/uploads/somebody-else/x" || !strings.Contains(d.Reason, "no identity-based policy allows") {
		t.Errorf("got decision %+v", d)
	}
}

func TestCreateBucketRefusesTheNamesOfOtherPaths(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t)))
	client := s3.NewFromConfig(s.admin())
	for name, want := range map[string]string{"oauth2": "BucketAlreadyExists", "login": "BucketAlreadyExists", "logout": "BucketAlreadyExists", "_poolschool": "InvalidBucketName", "us-east-1_ab3": "InvalidBucketName", "my-own": ""} {
		_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(name)}, func(o *s3.Options) { o.UsePathStyle = true })
		if name == "_poolschool" {
			if err == nil {
				t.Error("a bucket _poolschool: got none, want an error")
			}
			continue
		}
		if got := code(err); got != want {
			t.Errorf("bucket %s: got %q (%v), want %q", name, got, err, want)
		}
	}
}

func TestPresignedURLsWorkByPathAndByHost(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t)))
	for _, pathStyle := range []bool{true, false} {
		config := s.admin()
		config.BaseEndpoint = aws.String(strings.Replace(s.endpoint, "127.0.0.1", "localhost", 1))
		signer := s3.NewPresignClient(s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = pathStyle }))
		signed, err := signer.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("photo-app-uploads"), Key: aws.String("public/welcome.txt")})
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequest("GET", signed.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host, r.URL.Host = r.URL.Host, s.address // not every machine knows names below localhost
		resp, err := s.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != 200 || string(body) != "Welcome to the photo app.\n" {
			t.Errorf("host %s: got %d %q, %v", r.Host, resp.StatusCode, body, err)
		}
		_ = resp.Body.Close()
	}
}

func TestObjectsInPartsAndGuests(t *testing.T) {
	s, ctx := newSDK(t, listen(t, photoApp(t))), t.Context()
	client := s3.NewFromConfig(s.admin(), func(o *s3.Options) { o.UsePathStyle = true })
	bucket, key := aws.String("photo-app-uploads"), aws.String("big")
	opened, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	var parts []s3types.CompletedPart
	for i, body := range [][]byte{bytes.Repeat([]byte("a"), 5<<20), []byte("end")} {
		number := aws.Int32(int32(i + 1))
		out, err := client.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: opened.UploadId, PartNumber: number, Body: bytes.NewReader(body)})
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, s3types.CompletedPart{ETag: out.ETag, PartNumber: number, ChecksumCRC32: out.ChecksumCRC32})
	}
	_, err = client.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: opened.UploadId, MultipartUpload: &s3types.CompletedMultipartUpload{Parts: parts}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key, Range: aws.String("bytes=5242878-")})
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(got.Body); err != nil || string(body) != "aaend" {
		t.Errorf("across the parts: got %q, %v; want aaend", body, err)
	}
}
