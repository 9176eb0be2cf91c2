package userpool

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What the API does not take, no page takes.
func TestPagesKeepTheConstraintsOfTheAPI(t *testing.T) {
	f := newFront(t, nil)
	for _, tt := range []struct{ name, page, username, password, want string }{
		{"a space", "/signup", "a b", anaPassword, "regular expression"},
		{"a new line", "/signup", "a\nb", anaPassword, "regular expression"},
		{"an invisible sign", "/signup", "a\u200bb", anaPassword, "regular expression"},
		{"129 letters", "/signup", strings.Repeat("a", 129), anaPassword, "less than or equal to 128"},
		{"no name", "/signup", "", anaPassword, "must not be null"},
		{"a password of 257", "/signup", "ben", strings.Repeat("aA1!", 64) + "x", "less than or equal to 256"},
		{"a reset for a name with a space", "/forgotPassword", "a b", "", "regular expression"},
		{"letters of any language", "/signup", "Ünïcødé名前", anaPassword, ""},
	} {
		m := hiddenField.FindStringSubmatch(f.send(http.MethodGet, tt.page+"?"+testAsk, "").Body.String())
		if m == nil {
			t.Fatalf("%s: the page has no _csrf", tt.name)
		}
		w := f.send(http.MethodPost, tt.page+"?"+testAsk, url.Values{"_csrf": {m[1]}, "username": {tt.username}, "password": {tt.password}}.Encode())
		body := html.UnescapeString(w.Body.String())
		if tt.want == "" && w.Code != http.StatusOK || tt.want != "" && (w.Code != http.StatusBadRequest || !strings.Contains(body, tt.want)) {
			t.Errorf("%s: %d, want %q: %s", tt.name, w.Code, tt.want, body)
		}
	}
	if got := len(f.pools[testPool].users); got != 2 {
		t.Errorf("%d users, want ana and one more", got)
	}
}
