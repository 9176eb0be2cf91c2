package awsquery

import (
	"net/http/httptest"
	"strings"
	"testing"

	"poolschool/sim/wire/rpc"
)

// Who accepts JSON gets JSON; everybody else gets XML.
func TestAnswersInJSON(t *testing.T) {
	h := New(Config{Service: "sts", Version: "2011-06-15", Namespace: "https://sts.amazonaws.com/doc/2011-06-15/"}, rpc.Open("Enter", seven))
	for _, tt := range []struct {
		name, accept, role string
		kind, body         string
	}{
		{"an answer", "application/json", "guard", "application/json", `{"EnterResponse":{"EnterResult":{"RoleName":"guard","Until":1748278813},"ResponseMetadata":{}}}`},
		{"a refusal", "application/json; charset=utf-8", "refused", "application/json", `{"Error":{"Code":"AccessDenied","Message":"a < b","Type":"Sender"},"RequestId":""}`},
		{"no wish", "", "guard", "text/xml", "<EnterResponse"},
		{"XML first", "text/xml, application/json", "guard", "text/xml", "<EnterResponse"},
		{"anything", "*/*", "refused", "text/xml", "<ErrorResponse"},
		{"rubbish", ";;;", "guard", "text/xml", "<EnterResponse"},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader("Action=Enter&Version=2011-06-15&RoleName="+tt.role))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", tt.accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		got := w.Body.String()
		if w.Header().Get("Content-Type") != tt.kind || !strings.HasPrefix(got, tt.body) || tt.kind == jsonType && got != tt.body {
			t.Errorf("%s: %s %s, want %s %s", tt.name, w.Header().Get("Content-Type"), got, tt.kind, tt.body)
		}
	}
}
