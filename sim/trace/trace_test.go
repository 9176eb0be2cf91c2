package trace

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

func newLog(limit int) *Log {
	n := 0
	return NewLog(func() time.Time { return time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC) },
		func() string { n++; return fmt.Sprintf("request-%d", n) }, limit)
}

func serve(h http.Handler, ctx context.Context, body string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "https://s3.us-east-1.amazonaws.com/photos/cat.jpg?x=1", strings.NewReader(body)).WithContext(ctx))
	return w
}

func TestRecordKeepsTheExchange(t *testing.T) {
	log := newLog(0)
	h := log.Record("s3", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		Name(ctx, "PutObject")
		Passed(ctx, "signed by %s", "ana")
		Failed(ctx, "allowed")
		Checked(ctx, true, "a", "b")
		Summarize(ctx, "%d bytes", 5)
		Refused(ctx, "AccessDenied", "Access Denied", "no statement speaks of it")
		if _, err := io.ReadAll(r.Body); err != nil {
			t.Error(err)
		}
		w.Header().Set("X-Amz-Request-Id", RequestID(ctx))
		w.WriteHeader(http.StatusForbidden)
		if _, err := w.Write([]byte("no")); err != nil {
			t.Error(err)
		}
	}))
	serve(h, CallerID(t.Context(), "app"), "hello")
	all := log.Since(0)
	if len(all) != 1 {
		t.Fatalf("%d exchanges, want 1", len(all))
	}
	e := all[0]
	for _, tt := range []struct{ name, got, want string }{
		{"from", e.From, "app"}, {"to", e.To, "s3"}, {"operation", e.Operation, "PutObject"},
		{"target", e.Request.Target, "https://s3.us-east-1.amazonaws.com/photos/cat.jpg?x=1"},
		{"request body", string(e.Request.Body), "hello"}, {"answer", string(e.Response.Body), "no"},
		{"request id", e.RequestID, "request-1"}, {"header", e.Response.Header.Get("X-Amz-Request-Id"), "request-1"},
		{"code", e.Code, "AccessDenied"}, {"reason", e.Because, "no statement speaks of it"}, {"summary", e.Summary, "5 bytes"},
		{"checks", fmt.Sprint(e.Checks), "[{true signed by ana } {false allowed } {true a b}]"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	if e.OK() || e.Status != http.StatusForbidden || e.Request.Truncated() {
		t.Errorf("status %d, truncated %v", e.Status, e.Request.Truncated())
	}
	if found, ok := log.Find("request-1"); !ok || found.ID != e.ID {
		t.Error("the exchange is not found by its request id")
	}
	if _, ok := log.Find("request-9"); ok {
		t.Error("an unknown request id is found")
	}
}

func TestNestedCallsKnowTheirParent(t *testing.T) {
	log := newLog(0)
	sts := log.Record("sts", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	desk := log.Record("cognito-identity", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { serve(sts, r.Context(), "") }))
	serve(desk, CallerID(t.Context(), "app"), "")
	serve(sts, t.Context(), "")
	got := ""
	for _, e := range log.Since(0) {
		got += fmt.Sprintf("%d<%d %s→%s; ", e.ID, e.Parent, e.From, e.To)
	}
	if want := "1<0 app→cognito-identity; 2<1 cognito-identity→sts; 3<0 client→sts; "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := len(log.Since(2)); got != 1 || log.Last() != 3 {
		t.Errorf("Since(2) has %d exchanges, Last() = %d", got, log.Last())
	}
}

func TestBodiesBeyondTheLimitAreCountedNotKept(t *testing.T) {
	log := newLog(0)
	long := bytes.Repeat([]byte("x"), BodyLimit+10)
	h := log.Record("s3", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(w, r.Body); err != nil {
			t.Error(err)
		}
	}))
	if got := serve(h, t.Context(), string(long)).Body.Len(); got != len(long) {
		t.Errorf("the client got %d bytes, want %d", got, len(long))
	}
	for name, m := range map[string]Message{"request": log.Since(0)[0].Request, "answer": log.Since(0)[0].Response} {
		if len(m.Body) != BodyLimit || m.Size != int64(len(long)) || !m.Truncated() {
			t.Errorf("%s: kept %d of %d", name, len(m.Body), m.Size)
		}
	}
}

func TestLogForgetsTheOldest(t *testing.T) {
	log := newLog(2)
	heard := 0
	log.Listen(func(Exchange) { heard++ })
	h := log.Record("s3", http.NotFoundHandler())
	for range 5 {
		serve(h, t.Context(), "")
	}
	if all := log.Since(0); len(all) != 2 || all[0].ID != 4 || heard != 5 {
		t.Errorf("kept %d, first %d, heard %d", len(all), all[0].ID, heard)
	}
}

func TestRedactedHidesSecretsWhereverTheyStand(t *testing.T) {
	log := newLog(0)
	h := log.Record("s3", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		Secret(r.Context(), "Sunny-Day-7", "1")
		Failed(r.Context(), "password Sunny-Day-7 fits")
		Refused(r.Context(), "InvalidArgument", "you sent "+r.Header.Get("Authorization"), "")
		if _, err := io.ReadAll(r.Body); err != nil {
			t.Error(err)
		}
		if _, err := io.WriteString(w, "<ArgumentValue>"+r.Header.Get("Authorization")+"</ArgumentValue> 1 Sunny-Day-7"); err != nil {
			t.Error(err)
		}
	}))
	r := httptest.NewRequest(http.MethodPut, "https://s3/", strings.NewReader(`{"PASSWORD":"Sunny-Day-7"}`))
	r.Header.Set("Authorization", "Bearer eyJhbGciOi")
	h.ServeHTTP(httptest.NewRecorder(), r)
	plain, hidden := log.Since(0)[0], log.Since(0)[0].Redacted()
	text := fmt.Sprintf("%s %s %v %v %v", hidden.Request.Body, hidden.Response.Body, hidden.Request.Header, hidden.Checks, hidden.Refusal)
	for _, secret := range []string{"Sunny-Day-7", "eyJhbGciOi"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is still in %s", secret, text)
		}
	}
	if !strings.Contains(text, "> 1 ") {
		t.Error("a value too short to be a secret was replaced")
	}
	if !strings.Contains(string(plain.Request.Body), "Sunny-Day-7") || !plain.Checks[0].OK && plain.Checks[0].Text == hidden.Checks[0].Text {
		t.Error("the exchange in the log changed")
	}
}

func TestWithoutALogNothingHappens(t *testing.T) {
	ctx := t.Context()
	Name(ctx, "x")
	Passed(ctx, "x")
	Failed(ctx, "x")
	Checked(ctx, true, "x", "")
	Because(ctx, "x")
	Summarize(ctx, "x")
	Refused(ctx, "x", "", "")
	Secret(ctx, "x")
	if got := RequestID(ctx); got != "" {
		t.Errorf("RequestID = %q", got)
	}
}

// A handler that panics has been called, and the log says so; the panic goes on to the server.
func TestAPanicLeavesAnExchange(t *testing.T) {
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		status  int
	}{
		{"before the answer has begun", func(http.ResponseWriter, *http.Request) { panic("no such drawer") }, http.StatusInternalServerError},
		{"in the middle of an answer", func(w http.ResponseWriter, _ *http.Request) {
			if _, err := w.Write([]byte("half")); err != nil {
				t.Error(err)
			}
			panic("no such drawer")
		}, http.StatusOK},
	} {
		log := newLog(0)
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: the panic ended in the log", tt.name)
				}
			}()
			serve(log.Record("s3", tt.handler), t.Context(), "")
		}()
		all := log.Since(0)
		if len(all) != 1 || all[0].Status != tt.status || !strings.Contains(all[0].Because, "no such drawer") {
			t.Errorf("%s: the log has %+v, want status %d", tt.name, all, tt.status)
		}
	}
}

func TestAServiceGivesItsAnswerAnIDOfItsOwn(t *testing.T) {
	log := newLog(0)
	serve(log.Record("s3", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { SetRequestID(r.Context(), "4442587FB7D0A2F9") })), t.Context(), "")
	if e, ok := log.Find("4442587FB7D0A2F9"); !ok || e.ID != 1 {
		t.Errorf("found %v %d, want the exchange under the id that its answer carries", ok, e.ID)
	}
	SetRequestID(t.Context(), "ignored without an open exchange")
}

func TestRedactedHidesSecretsInEverySpelling(t *testing.T) {
	const secret = `p&ss "word"/+`
	log := newLog(0)
	h := log.Record("cognito-idp", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		Secret(r.Context(), secret)
		if _, err := io.ReadAll(r.Body); err != nil {
			t.Error(err)
		}
	}))
	for _, body := range []string{"pw=" + url.QueryEscape(secret), `{"PW":` + strconv.Quote(secret) + "}", "plain " + secret} {
		serve(h, t.Context(), body)
	}
	for i, e := range log.Since(0) {
		if got := string(e.Redacted().Request.Body); !strings.Contains(got, Hidden) || strings.Contains(got, "ss") {
			t.Errorf("body %d is still readable: %s", i+1, got)
		}
	}
}
