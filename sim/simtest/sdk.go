package simtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentity"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// BySDK is a door whose calls are made by the official AWS SDK for Go, unmodified but for its transport and the time that
// it signs for. What the SDK would not send, as a call without a member that must be there, a script sends itself. asked is
// told what the SDK has called.
//
// https://pkg.go.dev/github.com/aws/aws-sdk-go-v2
func BySDK(door Door, asked func(wire.Operation)) Door { return sdkClient{door, asked} }

type sdkClient struct {
	Door
	asked func(wire.Operation)
}

// Here puts the account's addresses into a line, where the door behind has others than AWS's.
func (c sdkClient) Here(line string) string {
	if moved, ok := c.Door.(Moved); ok {
		return moved.Here(line)
	}
	return line
}

// Call finds the SDK's method by the operation's name, fills its input in, and keeps the answer as it came. The SDK must
// read it as the simulator meant it: an answer as one, a refusal with its code.
func (c sdkClient) Call(op wire.Operation, input, payload []byte, keys *sigv4.Credentials) (*http.Response, bool, error) {
	if op.Auth == wire.Signed && keys == nil || op.Auth != wire.Signed && op.Auth != wire.Either && keys != nil {
		return nil, false, nil // the SDK signs what must be signed, and nothing else
	}
	tap := &tap{door: c.Door}
	method := c.client(op.Service, tap, keys).MethodByName(op.Name)
	if !method.IsValid() {
		return nil, false, fmt.Errorf("the SDK knows no %s %s", op.Service, op.Name)
	}
	in := reflect.New(method.Type().In(1).Elem())
	if err := json.Unmarshal(input, in.Interface(), json.RejectUnknownMembers(true)); err != nil {
		return nil, false, nil // of another type, or unknown: not to be said in Go
	}
	if saysMore(in.Elem(), op.Request, input) {
		return nil, false, nil
	}
	if body := in.Elem().FieldByName("Body"); body.IsValid() && payload != nil {
		body.Set(reflect.ValueOf(bytes.NewReader(payload)))
	}
	results := method.Call([]reflect.Value{reflect.ValueOf(context.Background()), in})
	err, _ := results[1].Interface().(error)
	if tap.answer == nil {
		return nil, false, nil // refused by the SDK itself
	}
	c.asked(op)
	return tap.answer, true, c.understood(op, tap, err)
}

// saysMore reports whether the SDK would send a member that the script leaves out, because Go has no way to leave out a bool.
func saysMore(in reflect.Value, request reflect.Type, input []byte) bool {
	var said map[string]jsontext.Value
	if err := json.Unmarshal(input, &said); err != nil {
		return true
	}
	for i := range in.NumField() {
		name := in.Type().Field(i).Name
		if member, ok := request.FieldByName(name); ok && member.Tag.Get("required") == "true" && in.Field(i).Kind() == reflect.Bool && said[name] == nil {
			return true
		}
	}
	return false
}

// understood compares what the SDK made of an answer with the answer.
func (c sdkClient) understood(op wire.Operation, tap *tap, err error) error {
	var refusal smithy.APIError
	switch {
	case tap.answer.StatusCode < http.StatusMultipleChoices && err != nil:
		return fmt.Errorf("the SDK cannot read the answer: %w", err)
	case tap.answer.StatusCode < http.StatusBadRequest:
		return nil
	case !errors.As(err, &refusal):
		return fmt.Errorf("the SDK takes %d for %v", tap.answer.StatusCode, err)
	}
	code, _ := op.Codec.Refusal(tap.answer.Header, tap.body)
	if code != "" && refusal.ErrorCode() != code {
		return fmt.Errorf("the SDK reads the code %s, want %s", refusal.ErrorCode(), code)
	}
	return nil
}

func (c sdkClient) client(service string, tap *tap, keys *sigv4.Credentials) reflect.Value {
	config := aws.Config{
		Region: c.Values()["region"], BaseEndpoint: aws.String(c.Endpoint(service)), HTTPClient: &http.Client{Transport: tap}, RetryMaxAttempts: 1,
		Credentials: aws.AnonymousCredentials{},
		// Scripts name checksums where they want some.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
	}
	if keys != nil {
		config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: keys.AccessKeyID, SecretAccessKey: keys.SecretKey, SessionToken: keys.Token}, nil
		})
	}
	signer := accountTime{v4.NewSigner(), c.Now}
	switch service {
	case "cognito-idp":
		return reflect.ValueOf(cognitoidentityprovider.NewFromConfig(config, func(o *cognitoidentityprovider.Options) { o.HTTPSignerV4 = signer }))
	case "cognito-identity":
		return reflect.ValueOf(cognitoidentity.NewFromConfig(config, func(o *cognitoidentity.Options) { o.HTTPSignerV4 = signer }))
	case "sts":
		return reflect.ValueOf(sts.NewFromConfig(config, func(o *sts.Options) { o.HTTPSignerV4 = signer }))
	case "iam":
		return reflect.ValueOf(iam.NewFromConfig(config, func(o *iam.Options) { o.HTTPSignerV4 = signer }))
	}
	return reflect.ValueOf(s3.NewFromConfig(config, func(o *s3.Options) { o.HTTPSignerV4 = signer }))
}

// accountTime is the SDK's signer by the account's clock, which scripts move.
type accountTime struct {
	signer *v4.Signer
	now    func() time.Time
}

func (s accountTime) SignHTTP(ctx context.Context, credentials aws.Credentials, r *http.Request, payloadHash, service, region string, _ time.Time, options ...func(*v4.SignerOptions)) error {
	return s.signer.SignHTTP(ctx, credentials, r, payloadHash, service, region, s.now(), options...)
}

// tap keeps the last answer that went through.
type tap struct {
	door   http.RoundTripper
	answer *http.Response
	body   []byte
}

func (t *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.door.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	t.body, err = io.ReadAll(answer.Body)
	if closeErr := answer.Body.Close(); err == nil {
		err = closeErr
	}
	kept := *answer
	kept.Header = answer.Header.Clone()
	kept.Body = io.NopCloser(bytes.NewReader(t.body))
	t.answer = &kept
	answer.Body = io.NopCloser(bytes.NewReader(t.body))
	return answer, err
}
