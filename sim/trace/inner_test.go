package trace

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestAServiceLearnsWhatTheOneItCalledDidNotSay(t *testing.T) {
	log := NewLog(func() time.Time { return time.Unix(0, 0) }, func() string { return "id" }, 0)
	inner := log.Record("sts", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		Refused(r.Context(), "AccessDenied", "No", "the trust policy names another pool")
	}))
	var got string
	outer := log.Record("cognito-identity", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		inner.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(r.Context(), "POST", "https://sts.example/", nil))
		got = InnerBecause(r.Context())
	}))
	outer.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "https://pool.example/", nil))
	if want := "the trust policy names another pool"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := InnerBecause(context.Background()); got != "" {
		t.Errorf("without a trace: got %q, want nothing", got)
	}
}
