package simtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentity"
	idtypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentity/types"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	idptypes "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/clock"
)

// photoApp is the account of the course: the SDKs must find it as lessons do.
func photoApp(t *testing.T) account.Account {
	t.Helper()
	data, err := os.ReadFile("../../lessons/accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("photo-app.json", data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sdk is the official SDK, unmodified but for its transport.
type sdk struct {
	t      *testing.T
	door   Door
	values map[string]string
	config aws.Config
}

func newSDK(t *testing.T, door Door) sdk {
	return sdk{t: t, door: door, values: door.Values(), config: aws.Config{
		Region: "us-east-1", HTTPClient: &http.Client{Transport: door},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		RetryMaxAttempts:           1,
	}}
}

// as is a configuration that signs with the credentials of an identity pool.
func (s sdk) as(c *idtypes.Credentials) aws.Config {
	config := s.config.Copy()
	config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: *c.AccessKeyId, SecretAccessKey: *c.SecretKey, SessionToken: *c.SessionToken}, nil
	})
	return config
}

func (s sdk) signIn(password string) (*cognitoidentityprovider.InitiateAuthOutput, error) {
	return cognitoidentityprovider.NewFromConfig(s.config).InitiateAuth(s.t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		AuthFlow: idptypes.AuthFlowTypeUserPasswordAuth, ClientId: aws.String(s.values["clientId"]),
		AuthParameters: map[string]string{"USERNAME": "ana", "PASSWORD": password},
	})
}

func (s sdk) exchange(idToken string) (string, *idtypes.Credentials, error) {
	client := cognitoidentity.NewFromConfig(s.config)
	logins := map[string]string{s.values["provider"]: idToken}
	id, err := client.GetId(s.t.Context(), &cognitoidentity.GetIdInput{IdentityPoolId: aws.String(s.values["identityPoolId"]), Logins: logins})
	if err != nil {
		return "", nil, err
	}
	got, err := client.GetCredentialsForIdentity(s.t.Context(), &cognitoidentity.GetCredentialsForIdentityInput{IdentityId: id.IdentityId, Logins: logins})
	if err != nil {
		return "", nil, err
	}
	return *id.IdentityId, got.Credentials, nil
}

func code(err error) string {
	var e smithy.APIError
	if errors.As(err, &e) {
		return e.ErrorCode()
	}
	return ""
}

func TestOfficialSDKPlaysTheUpload(t *testing.T) {
	// SDKs sign with the machine's time, so this account's clock begins there.
	open := func() *sim.World {
		return world(t, sim.Config{Account: photoApp(t), Keys: keys, Clock: clock.New(time.Now)})
	}
	t.Run("in process", func(t *testing.T) { playUpload(t, newSDK(t, open())) })
	t.Run("behind a listener", func(t *testing.T) { playUpload(t, newSDK(t, listen(t, open()))) })
}

func playUpload(t *testing.T, s sdk) {
	var wrong *idptypes.NotAuthorizedException
	if _, err := s.signIn("wrong"); !errors.As(err, &wrong) || wrong.ErrorMessage() != "Incorrect username or password." {
		t.Fatalf("wrong password: %v", err)
	}
	signedIn, err := s.signIn("Sunny-Day-7")
	if err != nil {
		t.Fatal(err)
	}
	tokens := signedIn.AuthenticationResult
	_, _, err = s.exchange(*tokens.AccessToken)
	if code(err) != "NotAuthorizedException" || !strings.Contains(err.Error(), "Invalid login token. Missing a required claim: aud") {
		t.Errorf("access token at the identity pool: %v", err)
	}
	identity, credentials, err := s.exchange(*tokens.IdToken)
	if err != nil {
		t.Fatal(err)
	}
	if left := credentials.Expiration.Sub(s.door.Now()); left <= 59*time.Minute || left > time.Hour {
		t.Errorf("credentials are good for %v", left)
	}
	caller, err := sts.NewFromConfig(s.as(credentials)).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := *caller.Arn, "arn:aws:sts::111122223333:assumed-role/PhotoUser/CognitoIdentityCredentials"; got != want {
		t.Fatalf("caller is %s, want %s", got, want)
	}
	objects(t, s, identity, credentials)
	again, _, err := s.exchange(*tokens.IdToken)
	if err != nil || again != identity {
		t.Errorf("the same login has another identity: %s, %v", again, err)
	}
	s.door.Advance(time.Hour)
	if _, err := put(t, s, credentials, "uploads/"+identity+"/late.txt"); code(err) != "ExpiredToken" {
		t.Errorf("upload after an hour: %v", err)
	}
	if _, _, err := s.exchange(*tokens.IdToken); err == nil || !strings.Contains(err.Error(), "Invalid login token. Token expired: ") {
		t.Errorf("old ID token: %v", err)
	}
	refreshed, err := cognitoidentityprovider.NewFromConfig(s.config).InitiateAuth(t.Context(), &cognitoidentityprovider.InitiateAuthInput{
		AuthFlow: idptypes.AuthFlowTypeRefreshTokenAuth, ClientId: aws.String(s.values["clientId"]),
		AuthParameters: map[string]string{"REFRESH_TOKEN": *tokens.RefreshToken},
	})
	if err != nil {
		t.Fatal(err)
	}
	same, fresh, err := s.exchange(*refreshed.AuthenticationResult.IdToken)
	if err != nil || same != identity {
		t.Fatalf("after a refresh: identity %s, %v", same, err)
	}
	if _, err := put(t, s, fresh, "uploads/"+identity+"/late.txt"); err != nil {
		t.Errorf("upload with new credentials: %v", err)
	}
}

func put(t *testing.T, s sdk, c *idtypes.Credentials, key string) (*s3.PutObjectOutput, error) {
	return s3.NewFromConfig(s.as(c)).PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String("photo-app-uploads"), Key: aws.String(key), Body: bytes.NewReader([]byte("a photo")),
	})
}

// objects uploads, reads back, lists, and is refused in somebody else's folder.
func objects(t *testing.T, s sdk, identity string, c *idtypes.Credentials) {
	t.Helper()
	client, bucket := s3.NewFromConfig(s.as(c)), aws.String("photo-app-uploads")
	key := "uploads/" + identity + "/ünï code+plus (1).txt"
	if _, err := put(t, s, c, key); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String(key)})
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(got.Body)
	if err != nil || string(body) != "a photo" {
		t.Errorf("read back %q, %v", body, err)
	}
	listed, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: bucket, Prefix: aws.String("uploads/" + identity + "/")})
	if err != nil || len(listed.Contents) != 1 || *listed.Contents[0].Key != key {
		t.Errorf("listing: %v, %v", listed, err)
	}
	for what, f := range map[string]func() error{
		"listing everything": func() error {
			_, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: bucket})
			return err
		},
		"somebody else's folder": func() error {
			_, err := put(t, s, c, "uploads/us-east-1:99999999-aaaa-4bbb-8ccc-000000000009/x.txt")
			return err
		},
		"a key that is not there, without the right to list": func() error {
			_, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String("uploads/" + identity + "/nothing")})
			return err
		},
	} {
		if err := f(); code(err) != "AccessDenied" {
			t.Errorf("%s: %v", what, err)
		}
	}
}
