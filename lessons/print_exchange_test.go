package lessons

import (
	"net/http"
	"strings"
	"testing"

	"poolschool/sim/trace"
)

func TestBodiesAreShownAsFarAsTheyTellSomething(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	short := long[:60] + "…" + long[len(long)-11:]
	for _, tt := range []struct{ name, kind, body, want string }{
		{"JSON is indented, in its own order", "application/x-amz-json-1.1", `{"B":1,"A":[true,null]}`, "{\n  \"B\": 1,\n  \"A\": [\n    true,\n    null\n  ]\n}"},
		{"a token in it is shortened", "application/json", `{"T":"` + long + `"}`, "{\n  \"T\": \"" + short + "\"\n}"},
		{"XML gets a line for each element", "application/xml", "<Error><Code>A</Code><Message>b</Message></Error>", "<Error>\n<Code>A</Code>\n<Message>b</Message>\n</Error>"},
		{"a form stays on its line", "application/x-www-form-urlencoded; charset=utf-8", "a=b&c=d", "a=b&c=d"},
		{"a long line is cut", "text/plain", long, long[:144] + "…"},
		{"a long text is cut", "text/plain", strings.Repeat("x\n", 50), strings.Repeat("x\n", 40) + "…"},
		{"bytes are counted", "image/jpeg", "\xff\xd8\xff", "(3 bytes)"},
		{"bytes without a kind too", "", "abc", "(3 bytes)"},
		{"nothing is nothing", "application/json", "", ""},
		{"JSON that is none is text", "application/json", "{oops", "{oops"},
	} {
		m := trace.Message{Header: http.Header{"Content-Type": {tt.kind}}, Body: []byte(tt.body), Size: int64(len(tt.body))}
		if got := shownBody(m); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestAFenceIsLongerThanThoseInside(t *testing.T) {
	p := &printer{}
	p.fence("text", "a\n```json\n````\n")
	if got, want := p.out.String(), "`````text\na\n```json\n````\n`````\n\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHeadersThatTellSomethingAreShown(t *testing.T) {
	m := trace.Message{Header: http.Header{"Authorization": {"Bearer " + strings.Repeat("x", 100)}, "Date": {"now"}, "Set-Cookie": {"a=1", "b=2"}}}
	got := message("GET /", m, []string{"Authorization", "Set-Cookie"})
	want := "GET /\nAuthorization: Bearer " + strings.Repeat("x", 53) + "…" + strings.Repeat("x", 11) + "\nSet-Cookie: a=1\nSet-Cookie: b=2"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSidesOfTheAccountsValues(t *testing.T) {
	for name, want := range map[string]string{
		"userPoolId": "◆ ", "clientId": "◆ ", "clientSecret.web": "◆ ", "provider": "◆ ", "issuer": "◆ ", "loginHost": "◆ ", "username": "◆ ", "password": "◆ ",
		"identityPoolId": "● ", "roleArn.PhotoUser": "● ", "authRoleArn": "● ", "guestRoleArn": "● ",
		"bucket": "", "region": "", "accountId": "", "appHost": "",
	} {
		if got := accountSide(name).Prefix(); got != want {
			t.Errorf("%s is on side %q, want %q", name, got, want)
		}
	}
}

func TestATokenInARefusalIsShortened(t *testing.T) {
	token := strings.Repeat("x", 900)
	got := shortWords("'" + token + "' not a valid key=value pair")
	if want := "'" + strings.Repeat("x", 59) + "…" + strings.Repeat("x", 10) + "' not a valid key=value pair"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
