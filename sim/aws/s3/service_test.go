package s3

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/gate"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// owner may do everything; ana has one folder; bob may read objects but not list them.
var (
	ownerKeys = sigv4.Credentials{AccessKeyID: "AKIAOWNER", SecretKey: "owner's"}
	anaKeys   = sigv4.Credentials{AccessKeyID: "ASIAANA", SecretKey: "ana's", Token: "ana's token"}
	bobKeys   = sigv4.Credentials{AccessKeyID: "AKIABOB", SecretKey: "bob's"}
	nobody    = sigv4.Credentials{}
)

const (
	allowAll = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`
	ownOnly  = `{"Version":"2012-10-17","Statement":[
 {"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::photos","Condition":{"StringLike":{"s3:prefix":["uploads/${cognito-identity.amazonaws.com:sub}/*"]}}},
 {"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*"}]}`
	readOnly = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`
)

// lab is a service with callers, a clock and a trace.
type lab struct {
	*Service
	t     testing.TB
	clock *clock.Virtual
	log   *trace.Log
	h     http.Handler
}

func parsed(t testing.TB, document string) policy.Policy {
	t.Helper()
	p, err := policy.Parse(policy.KindIdentity, "Policy", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// newLab returns a service with the bucket photos, at noon.
func newLab(t testing.TB) *lab { return newLabAt(t, clock.At(noon)) }

func newLabAt(t testing.TB, base func() time.Time) *lab {
	t.Helper()
	c := clock.New(base)
	store := principal.New()
	for _, err := range []error{
		store.AddUser(principal.User{Name: "owner", ID: "AIDAOWNER", ARN: "arn:aws:iam::111122223333:user/owner", AccessKeyID: "AKIAOWNER", SecretKey: "owner's", Policies: []policy.Policy{parsed(t, allowAll)}}),
		store.AddUser(principal.User{Name: "bob", ID: "AIDABOB", ARN: "arn:aws:iam::111122223333:user/bob", AccessKeyID: "AKIABOB", SecretKey: "bob's", Policies: []policy.Policy{parsed(t, readOnly)}}),
		store.AddRole(principal.Role{Name: "AppUser", ID: "AROAAPPUSER", ARN: "arn:aws:iam::111122223333:role/AppUser", Inline: []policy.Policy{parsed(t, ownOnly)}}),
		store.AddSession(principal.Session{
			AccessKeyID: "ASIAANA", SecretKey: "ana's", Token: "ana's token", Issued: c.Now(), Expires: c.Now().Add(time.Hour), RoleARN: "arn:aws:iam::111122223333:role/AppUser",
			RoleID: "AROAAPPUSER", Name: "CognitoIdentityCredentials", Context: map[string][]string{"cognito-identity.amazonaws.com:sub": {"us-east-1:7f3c"}},
		}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	luck := chance.Seeded([32]byte{1})
	g := &gate.Gate{Store: store, Clock: c, Region: "us-east-1", AccountID: "111122223333"}
	l := &lab{Service: New(Config{Region: "us-east-1", AccountID: "111122223333", Clock: c, Chance: luck, Gate: g, Taken: []string{"oauth2"}}), t: t, clock: c}
	l.log = trace.NewLog(c.Now, func() string { return chance.Text(luck, 16, chance.UpperAlnum) }, 0)
	l.h = l.log.Record("s3", l.Handler())
	if err := l.Seed([]account.Bucket{{Name: "photos"}}); err != nil {
		t.Fatal(err)
	}
	return l
}

// RoundTrip lets any HTTP client talk to the service without a socket. The request passes
// through net/http's own writer and reader, so the handler sees what a server would.
func (l *lab) RoundTrip(r *http.Request) (*http.Response, error) {
	var wire bytes.Buffer
	if err := r.Write(&wire); err != nil {
		return nil, err
	}
	got, err := readRequest(&wire)
	if err != nil {
		return nil, err
	}
	got.RemoteAddr = "192.0.2.7:443"
	if r.URL.Scheme == "https" {
		got.TLS = httptest.NewRequest("GET", "https://x/", nil).TLS
	}
	w := httptest.NewRecorder()
	l.h.ServeHTTP(w, got.WithContext(r.Context()))
	out := w.Result()
	out.Request = r
	return out, nil
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

// code is the error's code; "" for a success.
func (a answer) code() string { return a.member("Code") }

// member is a child of the error element.
func (a answer) member(name string) string {
	dec := xml.NewDecoder(strings.NewReader(a.body))
	for {
		token, err := dec.Token()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			var text string
			if dec.DecodeElement(&text, &start) != nil {
				return ""
			}
			return text
		}
	}
}

// option changes a request before it is signed.
type option func(*http.Request)

func with(name, value string) option { return func(r *http.Request) { r.Header.Set(name, value) } }

// send signs a request in virtual-hosted style and plays it. target is "bucket/key?query".
func (l *lab) send(as sigv4.Credentials, method, target, body string, options ...option) answer {
	l.t.Helper()
	r := l.request(method, target, body)
	for _, o := range options {
		o(r)
	}
	if as != nobody {
		hash := sigv4.Hash([]byte(body))
		if h := r.Header.Get("X-Amz-Content-Sha256"); h != "" {
			hash = h
		}
		if err := sigv4.Sign(r, as, "s3", "us-east-1", l.clock.Now(), hash); err != nil {
			l.t.Fatal(err)
		}
	}
	return l.play(r)
}

// request is a request that is not signed yet.
func (l *lab) request(method, target, body string) *http.Request {
	l.t.Helper()
	path, query, _ := strings.Cut(target, "?")
	bucketName, key, _ := strings.Cut(path, "/")
	u := &url.URL{Scheme: "https", Host: "s3.us-east-1.amazonaws.com", Path: "/" + key, RawQuery: query}
	if bucketName != "" {
		u.Host = bucketName + "." + u.Host
	}
	r, err := http.NewRequest(method, u.String(), strings.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

// playURL uses a presigned URL.
func (l *lab) playURL(method, address, body string) answer {
	l.t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		l.t.Fatal(err)
	}
	return l.play(r)
}

func (l *lab) play(r *http.Request) answer {
	l.t.Helper()
	w, err := l.RoundTrip(r)
	if err != nil {
		l.t.Fatal(err)
	}
	text, err := io.ReadAll(w.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return answer{w, string(text)}
}

// mustPut stores an object as the owner does.
func (l *lab) mustPut(key, body string) {
	l.t.Helper()
	if err := l.Put("photos", key, []byte(body)); err != nil {
		l.t.Fatal(err)
	}
}

// block sets Block Public Access of the bucket photos.
func (l *lab) block(b PublicAccessBlockConfiguration) {
	l.t.Helper()
	if _, err := l.PutPublicAccessBlock(l.asOwner(), PutPublicAccessBlockRequest{Bucket: "photos", PublicAccessBlockConfiguration: b}); err != nil {
		l.t.Fatal(err)
	}
}

// asOwner is a context in which the owner is calling.
func (l *lab) asOwner() context.Context {
	caller, _, _ := l.gate.Store.Lookup("AKIAOWNER", "111122223333")
	return gate.With(context.Background(), caller)
}
