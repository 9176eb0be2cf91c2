package lessons_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsjson"
	"poolschool/sim/wire/rpc"
)

// fake is a made-up account: a sign-in desk under the user pool's name, an exchange desk under the identity pool's name that
// asks a third service, a store that looks at signatures, and an application.
type fake struct {
	start  lessons.Start
	log    *trace.Log
	hosts  map[string]http.Handler
	ops    []wire.Operation
	gate   chan struct{} // when set, sign-in waits for it
	stored func()        // when set, called when the store has read a body
	inside chan struct{} // when set, tells that sign-in has begun

	mu       sync.Mutex
	signedIn int
	objects  map[string]string
}

type (
	signInRequest struct {
		Flow     string `required:"true" enum:"PASSWORD REFRESH"`
		Username string
		Password string
		Tags     map[string]string
		Limit    int
		Device   *device
	}
	device         struct{ Name, Key string }
	signInResponse struct {
		Result tokens
	}
	tokens          struct{ IdToken, RefreshToken string }
	exchangeRequest struct {
		Token string `required:"true"`
	}
	exchangeResponse struct{ Credentials credentials }
	credentials      struct {
		AccessKeyId, SecretKey, SessionToken string
		Expiration                           awsjson.Epoch
	}
	assumeRequest  struct{ Role string }
	assumeResponse struct{ Key string }
	putRequest     struct{ Bucket, Key string }
	putResponse    struct{ ETag string }
)

var (
	errWrong   = &wire.Error{Code: "NotAuthorizedException", Message: "Incorrect username or password.", Status: 400}
	errExpired = &wire.Error{Code: "NotAuthorizedException", Message: "Token expired: %s", Status: 400}
)

func newFake(s lessons.Start) *fake {
	f := &fake{start: s, objects: map[string]string{}}
	f.log = trace.NewLog(s.Clock.Now, s.Chance.ID, 0)
	idp := awsjson.New(awsjson.Config{Service: "cognito-idp", Target: "Desk"}, rpc.Open("SignIn", f.signIn))
	identity := awsjson.New(awsjson.Config{Service: "cognito-identity", Target: "Exchange"}, rpc.Open("Exchange", f.exchange))
	sts := awsjson.New(awsjson.Config{Service: "sts", Target: "Roles"}, rpc.Open("Assume", f.assume))
	f.ops = append(append(idp.Operations(), identity.Operations()...), sts.Operations()...)
	f.ops = append(f.ops, storeOperation())
	f.hosts = map[string]http.Handler{
		"cognito-idp.test":      f.log.Record("cognito-idp", idp),
		"cognito-identity.test": f.log.Record("cognito-identity", identity),
		"sts.test":              f.log.Record("sts", sts),
		"s3.test":               f.log.Record("s3", http.HandlerFunc(f.store)),
		"app.example.com":       f.log.Record("app", http.HandlerFunc(f.app)),
	}
	return f
}

func (f *fake) signIn(ctx context.Context, in signInRequest) (signInResponse, error) {
	if f.inside != nil {
		f.inside <- struct{}{}
		<-f.gate
	}
	f.mu.Lock()
	f.signedIn++
	n := f.signedIn
	f.mu.Unlock()
	if in.Password != "Secret-1" && in.Flow == "PASSWORD" {
		trace.Failed(ctx, "password fits")
		return signInResponse{}, errWrong.Because("the password of %s is another", in.Username)
	}
	claims := fmt.Sprintf(`{"sub":"%s","cognito:username":%q,"exp":%d}`, f.start.Chance.ID(), in.Username, f.start.Clock.Now().Add(time.Hour).Unix())
	trace.Summarize(ctx, "%d tokens", 2)
	return signInResponse{tokens{
		IdToken:      pack(`{"alg":"RS256","kid":"k1"}`) + "." + pack(claims) + "." + pack("signature"),
		RefreshToken: fmt.Sprintf("refresh-%d", n),
	}}, nil
}

func pack(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func (f *fake) exchange(ctx context.Context, in exchangeRequest) (exchangeResponse, error) {
	parts := strings.Split(in.Token, ".")
	var exp int64
	if len(parts) == 3 {
		data, _ := base64.RawURLEncoding.DecodeString(parts[1])
		if _, after, ok := strings.Cut(string(data), `"exp":`); ok {
			_, _ = fmt.Sscan(after, &exp)
		}
	}
	if !f.start.Clock.Now().Before(time.Unix(exp, 0)) {
		return exchangeResponse{}, errExpired.Saying("now").Because("exp has passed")
	}
	body := strings.NewReader(`{"Role":"reader"}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://sts.test/", body)
	if err != nil {
		return exchangeResponse{}, err
	}
	req.Header.Set("X-Amz-Target", "Roles.Assume")
	resp, err := f.RoundTrip(req)
	if err != nil {
		return exchangeResponse{}, err
	}
	if err := resp.Body.Close(); err != nil {
		return exchangeResponse{}, err
	}
	return exchangeResponse{credentials{"ASIA" + chance.Text(f.start.Chance, 16, chance.Base32), "secret", "session", awsjson.At(f.start.Clock.Now().Add(time.Hour))}}, nil
}

func (f *fake) assume(context.Context, assumeRequest) (assumeResponse, error) {
	return assumeResponse{"k"}, nil
}

// storeCodec is a protocol of one operation: PUT /BUCKET/KEY with the streamed body.
type storeCodec struct{}

func storeOperation() wire.Operation {
	return wire.Operation{
		Service: "s3", Name: "PutObject", Auth: wire.Signed, Codec: storeCodec{},
		Request: reflect.TypeFor[putRequest](), Response: reflect.TypeFor[putResponse](),
	}
}

func (storeCodec) Encode(_ wire.Operation, endpoint string, input, payload []byte) (*http.Request, error) {
	var in putRequest
	if err := json.Unmarshal(input, &in, json.RejectUnknownMembers(true)); err != nil {
		return nil, err
	}
	return http.NewRequest(http.MethodPut, endpoint+"/"+in.Bucket+"/"+in.Key, bytes.NewReader(payload))
}

func (storeCodec) Decode(_ wire.Operation, _ int, header http.Header, _ []byte) ([]byte, error) {
	return json.Marshal(putResponse{header.Get("Etag")})
}

func (storeCodec) Refusal(_ http.Header, body []byte) (code, message string) {
	var e struct{ Code, Message string }
	_ = xml.Unmarshal(body, &e)
	return e.Code, e.Message
}

// store keeps a body under its path when the request is signed.
func (f *fake) store(w http.ResponseWriter, r *http.Request) {
	trace.Name(r.Context(), "PutObject")
	auth := r.Header.Get("Authorization")
	if !strings.HasPrefix(auth, "AWS4-HMAC-SHA256 Credential=ASIA") {
		trace.Refused(r.Context(), "InvalidRequest", "Unsupported Authorization Type", "a store wants a signature")
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, "<Error><Code>InvalidRequest</Code><Message>Unsupported Authorization Type</Message></Error>")
		return
	}
	data, _ := io.ReadAll(r.Body)
	if f.stored != nil {
		f.stored()
	}
	f.mu.Lock()
	f.objects[strings.TrimPrefix(r.URL.Path, "/")] = string(data)
	f.mu.Unlock()
	w.Header().Set("Etag", fmt.Sprintf(`"%d"`, len(data)))
}

// app has a page with a form, a redirect and an echo.
func (f *fake) app(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/login":
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "s-1"})
		_, _ = io.WriteString(w, `<form><input type="hidden" name="_csrf" value="a&amp;b"></form>`)
	case "/callback":
		w.Header().Set("Location", "https://app.example.com/in?code=c%2F1&state=x")
		w.WriteHeader(http.StatusFound)
	default:
		data, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"uri":%q,"cookie":%q,"body":%q}`, r.URL.RequestURI(), r.Header.Get("Cookie"), data)
	}
}

func (f *fake) RoundTrip(r *http.Request) (*http.Response, error) {
	h, ok := f.hosts[r.URL.Hostname()]
	if !ok {
		return nil, errors.New("no such host: " + r.URL.Host)
	}
	w := httptest.NewRecorder()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	h.ServeHTTP(w, r)
	return w.Result(), nil
}

func (f *fake) Operation(service, name string) (wire.Operation, bool) {
	for _, op := range f.ops {
		if op.Service == service && op.Name == name {
			return op, true
		}
	}
	return wire.Operation{}, false
}

func (f *fake) Operations() []wire.Operation   { return f.ops }
func (f *fake) Endpoint(service string) string { return "https://" + service + ".test" }
func (f *fake) Log() *trace.Log                { return f.log }

func (f *fake) Values() map[string]string {
	return map[string]string{"username": "ana", "password": "Secret-1", "userPoolId": "us-east-1_Test", "userPoolId.main": "us-east-1_Test", "bucket": "photos"}
}

func (f *fake) Snapshot() account.Tree {
	f.mu.Lock()
	defer f.mu.Unlock()
	tree := account.Tree{{Side: account.UserPoolSide, Kind: "user pool", ID: "p", Label: "people", Note: fmt.Sprintf("%d sign-ins", f.signedIn)}}
	for key, data := range f.objects {
		tree = append(tree, account.Node{Kind: "object", ID: key, Label: key, Note: fmt.Sprintf("%d bytes", len(data))})
	}
	return tree
}

// hour is when all sessions of the tests begin.
var hour = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func known(string) (step.Known, error) {
	return newFake(lessons.Start{Clock: clock.New(clock.At(hour)), Chance: chance.Seeded([32]byte{})}), nil
}

// load reads a lesson out of its text.
func load(t testing.TB, text string) *lessons.Lesson {
	t.Helper()
	l, err := lessons.Load("010-test.md", []byte(text), known)
	if err != nil {
		t.Fatalf("the lesson does not load:\n%v", err)
	}
	return l
}

// session begins a session of a lesson; change may alter its configuration.
func session(t testing.TB, l *lessons.Lesson, change ...func(*lessons.Config)) *lessons.Session {
	t.Helper()
	c := lessons.Config{
		Lesson: l, Now: hour, Seed: [32]byte{1},
		NewWorld: func(s lessons.Start) (step.World, error) { return newFake(s), nil },
		Files:    map[string][]byte{"cat.jpg": []byte("built-in cat")},
	}
	for _, f := range change {
		f(&c)
	}
	s, err := lessons.NewSession(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the n-th step of the lesson, counted from 0.
func play(t testing.TB, s *lessons.Session, n int, in step.Input) lessons.Result {
	t.Helper()
	r, err := s.Play(context.Background(), s.Lesson().Steps()[n], in)
	if err != nil {
		t.Fatalf("step %d: %v", n, err)
	}
	return r
}
