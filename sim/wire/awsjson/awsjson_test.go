package awsjson

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/rpc"
)

type greetRequest struct {
	Name     string `required:"true" min:"2" max:"5" pattern:"[a-z]+"`
	Password string `max:"4" secret:"true"`
	Loud     bool
}

type greetResponse struct {
	Greeting string
	At       Epoch
}

var errRude = &wire.Error{Code: "RudeException", Message: "Say please.", Status: 400}

func greet(_ context.Context, in greetRequest) (greetResponse, error) {
	switch in.Name {
	case "rude":
		return greetResponse{}, errRude.Because("the word was missing").WithHeader("X-Hint", "please")
	case "boom":
		return greetResponse{}, errors.New("wires crossed")
	}
	return greetResponse{Greeting: "hello " + in.Name, At: At(time.UnixMilli(1512005509277))}, nil
}

type guard struct{ err error }

func (g guard) Authenticate(r *http.Request, _ []byte) (context.Context, error) {
	return r.Context(), g.err
}

func (g guard) Authorize(_ context.Context, action, resource string, _ map[string][]string) error {
	if resource == "room/lobby" {
		return nil
	}
	return &wire.Error{Code: "AccessDeniedException", Message: action + " on " + resource, Status: 400}
}

func handler(g rpc.Guard) *Handler {
	return New(Config{Service: "hall", Target: "HallService", Guard: g},
		rpc.Open("Greet", greet),
		rpc.Signed("Enter", greet, func(in greetRequest) string { return "room/" + in.Name }),
		rpc.ByToken("Leave", func(context.Context, greetRequest) (None, error) { return None{}, nil }),
		rpc.Open("Nod", func(context.Context, greetRequest) (Empty, error) { return Empty{}, nil }))
}

func call(h http.Handler, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("X-Amz-Target", target)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAnswers(t *testing.T) {
	unsigned := &wire.Error{Code: "MissingAuthenticationTokenException", Status: 400}
	for _, tt := range []struct {
		name, target, body string
		guard              rpc.Guard
		status             int
		want               string
	}{
		{"an operation answers with its output", "HallService.Greet", `{"Name":"ana"}`, nil, 200, `{"Greeting":"hello ana","At":1512005509.277}`},
		{"unknown members pass, as at AWS", "HallService.Greet", `{"Name":"ana","Age":3}`, nil, 200, `{"Greeting":"hello ana","At":1512005509.277}`},
		{"letter case counts", "HallService.Greet", `{"name":"ana"}`, nil, 400, `{"__type":"InvalidParameterException","message":"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"}`},
		{"every broken constraint is listed", "HallService.Greet", `{"Name":"ANA-MARIA","Password":"12345"}`, nil, 400, `{"__type":"InvalidParameterException","message":"3 validation errors detected: Value 'ANA-MARIA' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5; Value 'ANA-MARIA' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+; Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 4"}`},
		{"a repeated member cannot be read", "HallService.Greet", `{"Name":"ana","Name":"eve"}`, nil, 400, `{"__type":"SerializationException"}`},
		{"a wrong type cannot be read", "HallService.Greet", `{"Name":3}`, nil, 400, `{"__type":"SerializationException"}`},
		{"half a body cannot be read", "HallService.Greet", `{"Name"`, nil, 400, `{"__type":"SerializationException"}`},
		{"an unknown operation", "HallService.Wave", `{}`, nil, 400, `{"__type":"UnknownOperationException"}`},
		{"another service's target", "OtherService.Greet", `{}`, nil, 400, `{"__type":"UnknownOperationException"}`},
		{"no target", "", `{}`, nil, 400, `{"__type":"UnknownOperationException"}`},
		{"a refusal", "HallService.Greet", `{"Name":"rude"}`, nil, 400, `{"__type":"RudeException","message":"Say please."}`},
		{"any other error is internal", "HallService.Greet", `{"Name":"boom"}`, nil, 500, `{"__type":"InternalErrorException","message":"Something went wrong"}`},
		{"a signed operation asks who", "HallService.Enter", `{"Name":"lobby"}`, guard{unsigned}, 400, `{"__type":"MissingAuthenticationTokenException"}`},
		{"then whether they may", "HallService.Enter", `{"Name":"attic"}`, guard{}, 400, `{"__type":"AccessDeniedException","message":"hall:Enter on room/attic"}`},
		{"then answers", "HallService.Enter", `{"Name":"lobby"}`, guard{}, 200, `{"Greeting":"hello lobby","At":1512005509.277}`},
		{"an operation without output has no body", "HallService.Leave", `{"Name":"ana"}`, nil, 200, ""},
		{"an empty output is an object", "HallService.Nod", `{"Name":"ana"}`, nil, 200, "{}"},
		{"a body beyond the limit", "HallService.Greet", `{"Name":"` + strings.Repeat("a", MaxBody) + `"}`, nil, 413, `{"__type":"RequestEntityTooLargeException","message":"Request body is longer than 1048576 bytes."}`},
	} {
		w := call(handler(tt.guard), tt.target, tt.body)
		if got := w.Body.String(); w.Code != tt.status || got != tt.want {
			t.Errorf("%s:\ngot  %d %s\nwant %d %s", tt.name, w.Code, got, tt.status, tt.want)
		}
	}
}

func TestRefusalsCarryHeaders(t *testing.T) {
	w := call(handler(nil), "HallService.Greet", `{"Name":"rude"}`)
	for name, want := range map[string]string{
		"X-Amzn-Errortype": "RudeException:", "X-Amzn-Errormessage": "Say please.", "X-Hint": "please", "Content-Type": contentType,
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestBrowsersMayCall(t *testing.T) {
	r := httptest.NewRequest(http.MethodOptions, "/", nil)
	r.Header.Set("Origin", "https://example.com")
	r.Header.Set("Access-Control-Request-Headers", "x-amz-target")
	w := httptest.NewRecorder()
	handler(nil).ServeHTTP(w, r)
	if w.Code != http.StatusOK || w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Access-Control-Allow-Headers") != "x-amz-target" {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
	get := httptest.NewRecorder()
	r = httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("X-Amz-Target", "HallService.Greet")
	handler(nil).ServeHTTP(get, r)
	if get.Code != http.StatusBadRequest || get.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("GET: %d %v", get.Code, get.Header())
	}
}

func TestCodecIsTheOtherHalf(t *testing.T) {
	h := handler(nil)
	op := h.Operations()[0]
	if op.Service != "hall" || op.Auth != wire.Open || op.Request.Name() != "greetRequest" {
		t.Errorf("row = %+v", op)
	}
	const input = `{"Loud": true, "Name": "ana"}`
	req, err := op.Codec.Encode(op, "https://hall.example.com", []byte(input), nil)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := io.ReadAll(req.Body)
	if err != nil || string(sent) != input || req.URL.String() != "https://hall.example.com/" || req.Header.Get("X-Amz-Target") != "HallService.Greet" {
		t.Errorf("request: %s %s %v (%v)", req.URL, sent, req.Header, err)
	}
	if _, err := op.Codec.Encode(op, "https://x", nil, []byte("payload")); err == nil {
		t.Error("a payload is accepted where none can go")
	}
	if got, err := op.Codec.Decode(op, 200, nil, nil); err != nil || string(got) != "{}" {
		t.Errorf("an empty answer decodes to %s, %v", got, err)
	}
	if _, err := op.Codec.Decode(op, 200, nil, []byte("<html>")); err == nil {
		t.Error("an answer that is no JSON decodes")
	}
	code, message := op.Codec.Refusal(nil, []byte(`{"__type":"RudeException","message":"Say please."}`))
	if code != "RudeException" || message != "Say please." {
		t.Errorf("refusal = %q %q", code, message)
	}
	if code, _ := op.Codec.Refusal(http.Header{"X-Amzn-Errortype": {"RudeException:"}}, nil); code != "RudeException" {
		t.Errorf("refusal from the header = %q", code)
	}
}

func TestEpoch(t *testing.T) {
	for text, want := range map[string]int64{"1.7482788E9": 1748278800000, "1512005509.277": 1512005509277, "0": 0} {
		var e Epoch
		if err := json.Unmarshal([]byte(text), &e); err != nil || e.UnixMilli() != want {
			t.Errorf("%s = %d ms (%v), want %d", text, e.UnixMilli(), err, want)
		}
	}
	var e Epoch
	if err := json.Unmarshal([]byte(`"soon"`), &e); err == nil {
		t.Error("a text is taken for a time")
	}
}

func TestSecretsAreNotedForTheTrace(t *testing.T) {
	log := trace.NewLog(time.Time{}.UTC, func() string { return "id" }, 0)
	call(log.Record("hall", handler(nil)), "HallService.Leave", `{"Name":"ana","Password":"12345678"}`)
	call(log.Record("hall", handler(nil)), "HallService.Greet", `{"Name":"rude"}`)
	all := log.Since(0)
	if body := string(all[0].Redacted().Request.Body); strings.Contains(body, "12345678") {
		t.Errorf("the password is in %s", body)
	}
	if all[0].Operation != "Leave" || all[1].Code != "RudeException" || all[1].Because != "the word was missing" {
		t.Errorf("trace = %+v", all)
	}
}

func FuzzHandler(f *testing.F) {
	h := handler(nil)
	f.Add("HallService.Greet", `{"Name":"ana"}`)
	f.Add("HallService.Nod", `{"Name":"ana","Loud":true}`)
	f.Fuzz(func(t *testing.T, target, body string) {
		w := call(h, target, body)
		if w.Code != 200 && w.Code != 400 && w.Code != 413 && !strings.Contains(body, "boom") {
			t.Errorf("status %d for %q %q", w.Code, target, body)
		}
	})
}
