package gate

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/sim/clock"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

const appUserPolicy = `{"Version":"2012-10-17","Statement":[
 {"Sid":"OwnFolder","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*"},
 {"Sid":"NoDelete","Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"},
 {"Sid":"FromHere","Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"},"Bool":{"aws:SecureTransport":"true"}}}]}`

// newGate returns a gate of an account with one session (an hour from noon) and one user.
func newGate(t testing.TB) (*Gate, *clock.Virtual) {
	t.Helper()
	p, err := policy.Parse(policy.KindIdentity, "AppUserPolicy", []byte(appUserPolicy))
	if err != nil {
		t.Fatal(err)
	}
	store := principal.New()
	for _, err := range []error{
		store.AddRole(principal.Role{Name: "AppUser", ID: "AROAAPPUSER", ARN: "arn:aws:iam::111122223333:role/AppUser", Inline: []policy.Policy{p}}),
		store.AddUser(principal.User{Name: "alice", ID: "AIDAALICE", ARN: "arn:aws:iam::111122223333:user/alice", AccessKeyID: "AKIAALICE", SecretKey: "alice's"}),
		store.AddSession(principal.Session{
			AccessKeyID: "ASIAANA", SecretKey: "ana's", Token: "token", Issued: noon, Expires: noon.Add(time.Hour),
			RoleARN: "arn:aws:iam::111122223333:role/AppUser", RoleID: "AROAAPPUSER", Name: "CognitoIdentityCredentials",
			Context: map[string][]string{"cognito-identity.amazonaws.com:sub": {"us-east-1:7f3c"}},
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c := clock.New(clock.At(noon))
	return &Gate{Store: store, Clock: c, Region: "us-east-1", AccountID: "111122223333"}, c
}

var (
	ana   = sigv4.Credentials{AccessKeyID: "ASIAANA", SecretKey: "ana's", Token: "token"}
	alice = sigv4.Credentials{AccessKeyID: "AKIAALICE", SecretKey: "alice's"}
)

// signed is a request as a server gets it, signed for a service in a region.
func signed(t testing.TB, c sigv4.Credentials, service, region string, at time.Time) *http.Request {
	t.Helper()
	r := httptest.NewRequest("PUT", "https://photos.s3.us-east-1.amazonaws.com/cat.jpg", nil)
	if err := sigv4.Sign(r, c, service, region, at, sigv4.Hash(nil)); err != nil {
		t.Fatal(err)
	}
	return r
}

// header sets a header after the request was signed.
func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// failing is one request with the words of each protocol for what is wrong with it.
type failing struct {
	name            string
	as              sigv4.Credentials
	service, region string
	at              time.Time
	after           time.Duration // how far the account is ahead of its base clock
	change          func(*http.Request)

	reason          Reason // "" when the gate opens
	s3, json, query string // codes
}

var failings = []failing{
	{name: "a good session", as: ana},
	{name: "a good user", as: alice},
	{name: "no signature", as: ana, change: func(r *http.Request) { r.Header.Del("Authorization") },
		reason: Unsigned, s3: "AccessDenied", json: "MissingAuthenticationTokenException", query: "MissingAuthenticationToken"},
	{name: "a bearer token", as: ana, change: header("Authorization", "Bearer eyJ"),
		reason: UnknownScheme, s3: "InvalidArgument", json: "IncompleteSignatureException", query: "IncompleteSignature"},
	{name: "a signature of version 2", as: ana, change: header("Authorization", "AWS AKIAALICE:c2ln"),
		reason: OldVersion, s3: "InvalidRequest", json: "IncompleteSignatureException", query: "IncompleteSignature"},
	{name: "half a signature", as: ana, change: header("Authorization", sigv4.Algorithm+" Credential=ASIAANA/20260302/us-east-1/s3/aws4_request"),
		reason: Malformed, s3: "AuthorizationHeaderMalformed", json: "IncompleteSignatureException", query: "IncompleteSignature"},
	{name: "signed for another region", as: ana, region: "eu-west-1",
		reason: WrongRegion, s3: "AuthorizationHeaderMalformed", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "signed for another service", as: ana, service: "sqs",
		reason: WrongService, s3: "AuthorizationHeaderMalformed", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a key of nobody", as: sigv4.Credentials{AccessKeyID: "AKIANOBODY", SecretKey: "x"},
		reason: UnknownKey, s3: "InvalidAccessKeyId", json: "UnrecognizedClientException", query: "InvalidClientTokenId"},
	{name: "a temporary key without its token", as: sigv4.Credentials{AccessKeyID: "ASIAANA", SecretKey: "ana's"},
		reason: TokenMissing, s3: "InvalidAccessKeyId", json: "UnrecognizedClientException", query: "InvalidClientTokenId"},
	{name: "another session's token", as: sigv4.Credentials{AccessKeyID: "ASIAANA", SecretKey: "ana's", Token: "other"},
		reason: TokenInvalid, s3: "InvalidToken", json: "UnrecognizedClientException", query: "InvalidClientTokenId"},
	{name: "a token for a long-lived key", as: sigv4.Credentials{AccessKeyID: "AKIAALICE", SecretKey: "alice's", Token: "token"},
		reason: TokenInvalid, s3: "InvalidToken", json: "UnrecognizedClientException", query: "InvalidClientTokenId"},
	{name: "an expired session", as: ana, after: time.Hour, at: noon.Add(time.Hour),
		reason: TokenExpired, s3: "ExpiredToken", json: "ExpiredTokenException", query: "ExpiredToken"},
	{name: "the last second of a session", as: ana, after: time.Hour - time.Second, at: noon.Add(time.Hour)},
	{name: "a clock 16 minutes slow", as: alice, at: noon.Add(-16 * time.Minute),
		reason: Skewed, s3: "RequestTimeTooSkewed", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a clock 16 minutes fast", as: alice, at: noon.Add(16 * time.Minute),
		reason: Skewed, s3: "RequestTimeTooSkewed", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a clock 15 minutes slow", as: alice, at: noon.Add(-15 * time.Minute)},
	{name: "the base clock after the account moved ahead", as: alice, after: 5 * time.Hour, at: noon},
	{name: "the account's clock after it moved ahead", as: alice, after: 5 * time.Hour, at: noon.Add(5 * time.Hour)},
	{name: "between the two clocks", as: alice, after: 5 * time.Hour, at: noon.Add(time.Hour),
		reason: Skewed, s3: "RequestTimeTooSkewed", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a header that nobody vouches for", as: alice, change: header("X-Amz-Acl", "public-read"),
		reason: HeadersUnsigned, s3: "AccessDenied", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a wrong secret", as: sigv4.Credentials{AccessKeyID: "AKIAALICE", SecretKey: "guess"},
		reason: WrongSignature, s3: "SignatureDoesNotMatch", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "a request changed on its way", as: alice, change: func(r *http.Request) { r.Method = "DELETE" },
		reason: WrongSignature, s3: "SignatureDoesNotMatch", json: "InvalidSignatureException", query: "SignatureDoesNotMatch"},
	{name: "an expired session with a wrong secret is expired first", as: sigv4.Credentials{AccessKeyID: "ASIAANA", SecretKey: "guess", Token: "token"}, after: 2 * time.Hour,
		reason: TokenExpired, s3: "ExpiredToken", json: "ExpiredTokenException", query: "ExpiredToken"},
	{name: "no date", as: alice, change: func(r *http.Request) { r.Header.Del("X-Amz-Date") },
		reason: NoDate, s3: "AccessDenied", json: "IncompleteSignatureException", query: "IncompleteSignature"},
	{name: "no payload hash", as: alice, change: func(r *http.Request) { r.Header.Del("X-Amz-Content-Sha256") },
		reason: BadPayloadHash, s3: "InvalidRequest", json: "IncompleteSignatureException", query: "IncompleteSignature"},
	{name: "a payload hash of words", as: alice, change: header("X-Amz-Content-Sha256", "later"),
		reason: BadPayloadHash, s3: "InvalidArgument", json: "IncompleteSignatureException", query: "IncompleteSignature"},
}

func TestEveryReasonHasItsWords(t *testing.T) {
	for _, tt := range failings {
		g, c := newGate(t)
		c.Advance(tt.after)
		if tt.at.IsZero() {
			tt.at = noon
		}
		r := signed(t, tt.as, cmpOr(tt.service, "s3"), cmpOr(tt.region, "us-east-1"), tt.at)
		if tt.change != nil {
			tt.change(r)
		}
		caller, failure := g.Authenticate(r, "s3", nil)
		if failure == nil {
			if tt.reason != "" || caller.ARN == "" {
				t.Errorf("%s: let in as %q, want %q", tt.name, caller.ARN, tt.reason)
			}
			continue
		}
		if failure.Reason != tt.reason {
			t.Errorf("%s: %v, want %q", tt.name, failure, tt.reason)
		}
		if s3, json, query := failure.S3().Code, failure.JSON().Code, failure.Query().Code; s3 != tt.s3 || json != tt.json || query != tt.query {
			t.Errorf("%s: codes %s, %s, %s; want %s, %s, %s", tt.name, s3, json, query, tt.s3, tt.json, tt.query)
		}
		if failure.S3().Why == "" {
			t.Errorf("%s: no reason for the learner", tt.name)
		}
	}
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func TestAPresignedURLLivesByTheAccountsClock(t *testing.T) {
	for _, tt := range []struct {
		name   string
		after  time.Duration
		dated  time.Time
		reason Reason
	}{
		{"within its life", 14 * time.Minute, noon, ""},
		{"after its life", 16 * time.Minute, noon, URLExpired},
		{"dated in the future", 0, noon.Add(20 * time.Minute), URLTooEarly},
		{"dead with its credentials", time.Hour, noon.Add(55 * time.Minute), TokenExpired},
	} {
		g, c := newGate(t)
		c.Advance(tt.after)
		r := httptest.NewRequest("GET", "https://photos.s3.us-east-1.amazonaws.com/cat.jpg", nil)
		address, err := sigv4.Presign(r, ana, "s3", "us-east-1", tt.dated, 15*time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		_, failure := g.Prove(httptest.NewRequest("GET", address, nil), "s3", nil)
		if got := reasonOf(failure); got != tt.reason {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.reason)
		}
	}
}

func reasonOf(f *Failure) Reason {
	if f == nil {
		return ""
	}
	return f.Reason
}

func TestWhatS3SaysBesides(t *testing.T) {
	g, c := newGate(t)
	members := func(r *http.Request) map[string]string {
		_, failure := g.Prove(r, "s3", nil)
		out := map[string]string{}
		for _, x := range failure.S3().Extra {
			out[x.Name] = x.Value
		}
		return out
	}
	r := signed(t, ana, "s3", "us-east-1", noon)
	r.Header.Set("Authorization", "Bearer eyJ.x.y")
	if got := members(r); got["ArgumentName"] != "Authorization" || got["ArgumentValue"] != "Bearer eyJ.x.y" {
		t.Errorf("bearer token: %v", got)
	}
	if got := members(signed(t, sigv4.Credentials{AccessKeyID: "AKIAALICE", SecretKey: "guess"}, "s3", "us-east-1", noon)); got["AWSAccessKeyId"] != "AKIAALICE" ||
		!strings.HasPrefix(got["StringToSign"], "AWS4-HMAC-SHA256\n20260302T120000Z\n") || !strings.HasPrefix(got["StringToSignBytes"], "41 57 53 34 ") || !strings.HasPrefix(got["CanonicalRequest"], "PUT\n/cat.jpg\n") {
		t.Errorf("wrong secret: %v", got)
	}
	if got := members(signed(t, alice, "s3", "us-east-1", noon.Add(-time.Hour))); got["RequestTime"] != "20260302T110000Z" || got["ServerTime"] != "2026-03-02T12:00:00Z" || got["MaxAllowedSkewMilliseconds"] != "900000" {
		t.Errorf("skew: %v", got)
	}
	if got := members(signed(t, ana, "s3", "eu-west-1", noon)); got["Region"] != "us-east-1" {
		t.Errorf("region: %v", got)
	}
	c.Advance(time.Hour)
	if got := members(signed(t, ana, "s3", "us-east-1", noon)); got["Token-0"] != "token" {
		t.Errorf("expired: %v", got)
	}
}

func TestJSONServicesHashTheBody(t *testing.T) {
	g, _ := newGate(t)
	body := []byte(`{"IdentityId":"x"}`)
	r := httptest.NewRequest("POST", "https://cognito-identity.us-east-1.amazonaws.com/", bytes.NewReader(body))
	if err := sigv4.Sign(r, alice, "cognito-identity", "us-east-1", noon, sigv4.Hash(body)); err != nil {
		t.Fatal(err)
	}
	guard := g.JSON("cognito-identity")
	ctx, err := guard.Authenticate(r, body)
	if err != nil || CallerOf(ctx).UserID != "AIDAALICE" {
		t.Errorf("got %v, %v; want alice", CallerOf(ctx), err)
	}
	if _, err := guard.Authenticate(r, []byte(`{}`)); !errors.Is(err, &wire.Error{Code: "InvalidSignatureException"}) {
		t.Errorf("another body: %v", err)
	}
}

func TestAuthorize(t *testing.T) {
	g, _ := newGate(t)
	from := func(address, scheme string) context.Context {
		r := httptest.NewRequest("GET", scheme+"://photos.s3.us-east-1.amazonaws.com/", nil)
		r.RemoteAddr = address
		caller, _, _ := g.Store.Lookup("ASIAANA", g.AccountID)
		return g.Enter(r, caller)
	}
	inside := from("192.0.2.7:443", "https")
	const mine, other = "arn:aws:s3:::photos/uploads/us-east-1:7f3c/a", "arn:aws:s3:::photos/uploads/us-east-1:9999/a"
	open, err := policy.Parse(policy.KindResource, "photos", []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	const user = "User: arn:aws:sts::111122223333:assumed-role/AppUser/CognitoIdentityCredentials is not authorized to perform: "
	for _, tt := range []struct {
		name string
		ctx  context.Context
		ask  Ask
		want string // S3's message; "" when allowed
	}{
		{"the own folder is open", inside, Ask{Action: "s3:PutObject", Resource: mine}, ""},
		{"another's folder is not", inside, Ask{Action: "s3:PutObject", Resource: other},
			user + `s3:PutObject on resource: "` + other + `" because no identity-based policy allows the s3:PutObject action`},
		{"a deny is named", inside, Ask{Action: "s3:DeleteObject", Resource: mine},
			user + `s3:DeleteObject on resource: "` + mine + `" with an explicit deny in an identity-based policy`},
		{"the request's address counts", inside, Ask{Action: "s3:GetObject", Resource: mine}, ""},
		{"another address is refused", from("198.51.100.7:443", "https"), Ask{Action: "s3:GetObject", Resource: mine},
			user + `s3:GetObject on resource: "` + mine + `" because no identity-based policy allows the s3:GetObject action`},
		{"plain http is refused", from("192.0.2.7:443", "http"), Ask{Action: "s3:GetObject", Resource: mine},
			user + `s3:GetObject on resource: "` + mine + `" because no identity-based policy allows the s3:GetObject action`},
		{"the resource's policy suffices", from("198.51.100.7:443", "http"), Ask{Action: "s3:GetObject", Resource: mine, ResourcePolicy: &open}, ""},
		{"nobody is let in by the resource's policy", context.Background(), Ask{Action: "s3:GetObject", Resource: mine, ResourcePolicy: &open}, ""},
		{"nobody learns little", context.Background(), Ask{Action: "s3:GetObject", Resource: mine}, "Access Denied"},
	} {
		err := g.Authorize(tt.ctx, tt.ask)
		var denied *Denied
		got := ""
		if errors.As(err, &denied) {
			got = denied.S3().Message
			if denied.S3().Why == "" {
				t.Errorf("%s: no reason for the learner", tt.name)
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if (err == nil) != g.Passes(tt.ctx, tt.ask) {
			t.Errorf("%s: Passes and Authorize disagree", tt.name)
		}
	}
	guard := g.Query("iam")
	if err := guard.Authorize(inside, "iam:GetRole", "arn:aws:iam::111122223333:role/AppUser", nil); err == nil ||
		err.Error() != "AccessDenied: "+user+"iam:GetRole on resource: arn:aws:iam::111122223333:role/AppUser because no identity-based policy allows the iam:GetRole action" {
		t.Errorf("IAM's refusal: %v", err)
	}
	if err := g.JSON("s3").Authorize(inside, "s3:PutObject", mine, nil); err != nil {
		t.Errorf("what is allowed is refused: %v", err)
	}
}

func TestTheTraceShowsEachCheckInOrder(t *testing.T) {
	g, c := newGate(t)
	log := trace.NewLog(c.Now, func() string { return "id" }, 0)
	h := log.Record("s3", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proof, failure := g.Prove(r, "s3", nil)
		if failure != nil {
			w.WriteHeader(failure.S3().Status)
			return
		}
		if err := g.Authorize(g.Enter(r, proof.Caller), Ask{Action: "s3:PutObject", Resource: "arn:aws:s3:::photos/cat.jpg"}); err != nil {
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	for _, tt := range []struct {
		name string
		as   sigv4.Credentials
		want []bool // whether each check held
	}{
		{"form, key, token, time and signature hold, IAM says no", ana, []bool{true, true, true, true, true, false}},
		{"an unknown key is the end", sigv4.Credentials{AccessKeyID: "AKIANOBODY", SecretKey: "x"}, []bool{true, false}},
	} {
		before := log.Last()
		h.ServeHTTP(httptest.NewRecorder(), signed(t, tt.as, "s3", "us-east-1", noon))
		x := log.Since(before)[0]
		var got []bool
		for _, check := range x.Checks {
			got = append(got, check.OK)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: checks %+v", tt.name, x.Checks)
		}
		if tt.as == ana && len(x.Decisions) != 1 {
			t.Errorf("%s: %d decisions explained, want 1", tt.name, len(x.Decisions))
		}
	}
}

// Only S3 holds bodies against x-amz-content-sha256. Elsewhere the header's word must not stand for the body.
func TestASignedBodyCannotBeChanged(t *testing.T) {
	const signedBody, sentBody = `Action=GetCallerIdentity&Version=2011-06-15`, `Action=DeleteRole&RoleName=x&Version=2010-05-08`
	for _, tt := range []struct {
		name, hash, body string
		want             Reason
	}{
		{"the body that was signed", "", signedBody, ""},
		{"the body and its hash", sigv4.Hash([]byte(signedBody)), signedBody, ""},
		{"another body", "", sentBody, WrongSignature},
		{"another body behind the hash of the first", sigv4.Hash([]byte(signedBody)), sentBody, WrongSignature},
		{"a body that says it is not signed", sigv4.Unsigned, signedBody, WrongSignature},
	} {
		r := httptest.NewRequest("POST", "https://sts.us-east-1.amazonaws.com/", nil)
		hash := tt.hash
		if hash != "" {
			r.Header.Set("X-Amz-Content-Sha256", hash)
		} else {
			hash = sigv4.Hash([]byte(signedBody))
		}
		if err := sigv4.Sign(r, alice, "sts", "us-east-1", noon, hash); err != nil {
			t.Fatal(err)
		}
		g, _ := newGate(t)
		var got Reason
		if _, failure := g.Authenticate(r, "sts", []byte(tt.body)); failure != nil {
			got = failure.Reason
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
