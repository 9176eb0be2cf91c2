package gate

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// fails plays one request through Prove and returns its failure.
func fails(t *testing.T, g *Gate, r *http.Request) *Failure {
	t.Helper()
	_, failure := g.Prove(r, "s3", nil)
	if failure == nil {
		t.Fatal("the request was let in")
	}
	return failure
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
func TestMessagesOfJSONAndQueryServices(t *testing.T) {
	g, _ := newGate(t)
	changed := func(r *http.Request, change func(*http.Request)) *http.Request {
		change(r)
		return r
	}
	for _, tt := range []struct {
		name        string
		r           *http.Request
		json, query string
	}{
		{"no signature", httptest.NewRequest("GET", "/", nil), "Missing Authentication Token", "Request is missing Authentication Token"},
		{"an unknown key", signed(t, sigv4.Credentials{AccessKeyID: "AKIAX", SecretKey: "x"}, "s3", "us-east-1", noon),
			"The security token included in the request is invalid.", "The security token included in the request is invalid."},
		{"too old", signed(t, alice, "s3", "us-east-1", noon.Add(-time.Hour)),
			"Signature expired: 20260302T110000Z is now earlier than 20260302T114500Z (20260302T120000Z - 15 min.)", "Signature expired: 20260302T110000Z is now earlier than 20260302T114500Z (20260302T120000Z - 15 min.)"},
		{"too new", signed(t, alice, "s3", "us-east-1", noon.Add(time.Hour)),
			"Signature not yet current: 20260302T130000Z is still later than 20260302T121500Z (20260302T120000Z + 15 min.)", "Signature not yet current: 20260302T130000Z is still later than 20260302T121500Z (20260302T120000Z + 15 min.)"},
		{"another region", signed(t, alice, "s3", "eu-west-1", noon), "Credential should be scoped to a valid region. ", "Credential should be scoped to a valid region. "},
		{"another service", signed(t, alice, "sqs", "us-east-1", noon), "Credential should be scoped to correct service: 's3'. ", "Credential should be scoped to correct service: 's3'. "},
		{"a header that is not covered", changed(signed(t, alice, "s3", "us-east-1", noon), header("X-Amz-Acl", "private")),
			"'x-amz-acl' must be a 'SignedHeader' in the AWS Authorization. ", "'x-amz-acl' must be a 'SignedHeader' in the AWS Authorization. "},
		{"a wrong secret", signed(t, sigv4.Credentials{AccessKeyID: "AKIAALICE", SecretKey: "guess"}, "s3", "us-east-1", noon), mismatch, mismatch},
		{"a bearer token", changed(signed(t, alice, "s3", "us-east-1", noon), header("Authorization", "Bearer x")),
			"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=Bearer x",
			"Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=Bearer x"},
	} {
		f := fails(t, g, tt.r)
		if got := f.JSON().Message; got != tt.json {
			t.Errorf("%s, JSON: %q, want %q", tt.name, got, tt.json)
		}
		if got := f.Query().Message; got != tt.query {
			t.Errorf("%s, query: %q, want %q", tt.name, got, tt.query)
		}
		if f.Error() == "" || f.JSON().Status != 400 || f.Query().Status != 403 {
			t.Errorf("%s: %v, status %d and %d", tt.name, f, f.JSON().Status, f.Query().Status)
		}
	}
}

func TestS3SaysWhatIsWrongWithTheForm(t *testing.T) {
	g, _ := newGate(t)
	const query = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260302T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	for _, tt := range []struct {
		name, target, authorization string
		code, says                  string
	}{
		{"a URL without its credential", query + "&X-Amz-Expires=60", "", "AuthorizationQueryParametersError", "Query-string authentication version 4 requires"},
		{"a URL that would live too long", query + "&X-Amz-Expires=604801&X-Amz-Credential=AKIAALICE/20260302/us-east-1/s3/aws4_request", "", "AuthorizationQueryParametersError", "must be less than a week"},
		{"a URL of another region", query + "&X-Amz-Expires=60&X-Amz-Credential=AKIAALICE/20260302/eu-west-1/s3/aws4_request", "", "AuthorizationQueryParametersError", "the region 'eu-west-1' is wrong; expecting 'us-east-1'"},
		{"header and URL", query, "AWS4-HMAC-SHA256 Credential=x", "InvalidArgument", "Only one auth mechanism allowed"},
		{"a short credential", "/", "AWS4-HMAC-SHA256 Credential=AKIAALICE/20260302, SignedHeaders=host, Signature=x", "AuthorizationHeaderMalformed", `the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`},
	} {
		r := httptest.NewRequest("GET", "https://photos.s3.us-east-1.amazonaws.com"+tt.target, nil)
		r.Header.Set("X-Amz-Date", "20260302T120000Z")
		if tt.authorization != "" {
			r.Header.Set("Authorization", tt.authorization)
		}
		if got := fails(t, g, r).S3(); got.Code != tt.code || !strings.Contains(got.Message, tt.says) || got.Why == "" {
			t.Errorf("%s: %v because %q, want %s: … %s", tt.name, got, got.Why, tt.code, tt.says)
		}
	}
}

func TestGuardsSpeakTheirProtocol(t *testing.T) {
	g, _ := newGate(t)
	bad := func() *http.Request {
		return signed(t, sigv4.Credentials{AccessKeyID: "AKIAX", SecretKey: "x"}, "s3", "us-east-1", noon)
	}
	_, jsonErr := g.JSON("s3").Authenticate(bad(), nil)
	_, queryErr := g.Query("s3").Authenticate(bad(), nil)
	nobody := With(context.Background(), principal.Anonymous())
	for _, tt := range []struct {
		name string
		err  error
		code string
	}{
		{"JSON, who", jsonErr, "UnrecognizedClientException"},
		{"query, who", queryErr, "InvalidClientTokenId"},
		{"JSON, may they", g.JSON("s3").Authorize(nobody, "s3:GetObject", "*", nil), "AccessDeniedException"},
		{"query, may they", g.Query("s3").Authorize(nobody, "s3:GetObject", "*", nil), "AccessDenied"},
	} {
		if !errors.Is(tt.err, &wire.Error{Code: tt.code}) {
			t.Errorf("%s: %v, want %s", tt.name, tt.err, tt.code)
		}
	}
	ctx, err := g.Query("s3").Authenticate(signed(t, alice, "s3", "us-east-1", noon), nil)
	if err != nil || CallerOf(ctx).Who() != "IAM user alice" {
		t.Errorf("a good caller: %v, %v", CallerOf(ctx).Who(), err)
	}
}

func TestTheReasonNamesTheStatement(t *testing.T) {
	g, _ := newGate(t)
	deny, err := policy.Parse(policy.KindResource, "photos", []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::photos/*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	ana, _, _ := g.Store.Lookup("ASIAANA", g.AccountID)
	for _, tt := range []struct {
		name string
		ctx  context.Context
		ask  Ask
		want string
	}{
		{"a statement with a name", With(context.Background(), ana), Ask{Action: "s3:DeleteObject", Resource: "arn:aws:s3:::photos/x"}, "policy AppUserPolicy, statement NoDelete, denies s3:DeleteObject"},
		{"one without", With(context.Background(), ana), Ask{Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/x", ResourcePolicy: &deny}, "policy photos, statement number 1, denies s3:GetObject"},
		{"silence", With(context.Background(), ana), Ask{Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/x"}, "no identity-based policy of role AppUser (session CognitoIdentityCredentials) allows s3:GetObject on arn:aws:s3:::photos/x"},
		{"nobody", context.Background(), Ask{Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/x"}, "the request is not signed, and no policy of the resource lets everybody in"},
	} {
		var denied *Denied
		if err := g.Authorize(tt.ctx, tt.ask); !errors.As(err, &denied) || denied.Because() != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
