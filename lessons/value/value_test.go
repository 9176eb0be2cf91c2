package value

import (
	"encoding/base64"
	"errors"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

var now = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)

func signed(header, payload string) string {
	enc := base64.RawURLEncoding.EncodeToString
	return enc([]byte(header)) + "." + enc([]byte(payload)) + ".c2ln"
}

func values() Set {
	return Set{}.With(
		Text("name", "ana", account.UserPoolSide, "typed"),
		Text("idToken", signed(`{"kid":"k1"}`, `{"cognito:username":"ana","exp":1772362800,"groups":["a","b"]}`), account.UserPoolSide, "cognito-idp"),
		Value{Name: "credentials", Raw: jsontext.Value(`{"AccessKeyId":"ASIA","Expiration":"2026-03-01T10:59:58Z","N":1.5,"List":[{"K":"v"}]}`), Side: account.IdentitySide},
		Text("clientId", "c-1", account.UserPoolSide, "account"),
		Text("clientId.web", "c-2", account.UserPoolSide, "account"),
		Text("login", "https://photo-app.auth.us-east-1.amazoncognito.com/login?client_id=c-1", account.UserPoolSide, ""),
		Text("page", "/me", account.Neither, ""),
		Text("long", "0123456789abcdefghijklmnopqrstuvwxyz", account.Neither, ""),
		Value{Name: "pin", Raw: jsontext.Value(`"1234"`), Secret: true},
	)
}

func TestReferences(t *testing.T) {
	for _, tt := range []struct{ name, ref, want, err string }{
		{"a text", "name", "ana", ""},
		{"a member", "credentials.AccessKeyId", "ASIA", ""},
		{"a number", "credentials.N", "1.5", ""},
		{"a position and a member", "credentials.List.0.K", "v", ""},
		{"an object is its JSON", "credentials.List.0", `{"K":"v"}`, ""},
		{"a claim", "idToken.cognito:username", "ana", ""},
		{"a list in a claim", "idToken.groups.1", "b", ""},
		{"a member of a token's header", "idToken.header.kid", "k1", ""},
		{"the longest name counts", "clientId.web", "c-2", ""},
		{"a short name beside it", "clientId", "c-1", ""},
		{"what is left", "credentials.Expiration | until", "59:58", ""},
		{"the time of day of a number", "idToken.exp | clock", "11:00:00", ""},
		{"a long text shortened", "long | short", "0123456789…vwxyz", ""},
		{"a short text is not", "name | short", "ana", ""},
		{"the path of an address", "login | path", "/login", ""},
		{"a path is its own", "page | path", "/me", ""},
		{"spaces do not matter", "  name|short ", "ana", ""},
		{"a missing value", "nobody", "", "{{nobody}} is not there yet"},
		{"a missing member", "credentials.Key", "", `{{credentials.Key}}: credentials has no member "Key" (it has AccessKeyId, Expiration, List, N)`},
		{"a position beyond the end", "credentials.List.1", "", `{{credentials.List.1}}: credentials.List has 1 entries, none is number "1"`},
		{"a member of a text", "name.first", "", `{{name.first}}: name is a text, it has no "first"`},
		{"a member of a number", "credentials.N.x", "", `{{credentials.N.x}}: credentials.N is no object, it has no "x"`},
		{"a time that is none", "name | until", "", `{{name | until}}: "ana" is no time`},
	} {
		ref, err := ParseRef(tt.ref)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got, err := values().Show(ref, now)
		if got != tt.want || errText(err) != tt.err {
			t.Errorf("%s: got %q, error %q; want %q, error %q", tt.name, got, errText(err), tt.want, tt.err)
		}
	}
}

func errText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestLeft(t *testing.T) {
	for want, d := range map[string]time.Duration{"00:00": -time.Second, "00:01": time.Second, "59:59": time.Hour - time.Second, "1:00:00": time.Hour, "30:00:05": 30*time.Hour + 5*time.Second} {
		if got := Left(now.Add(d), now); got != want {
			t.Errorf("Left(%v) = %s, want %s", d, got, want)
		}
	}
}

func TestSetsDoNotChange(t *testing.T) {
	before := values()
	after := before.With(Text("name", "ben", account.Neither, ""), Text("more", "x", account.Neither, ""))
	if v, _ := before.Get("name"); v.String() != "ana" {
		t.Errorf("the earlier set now says %s", v)
	}
	if _, ok := before.Get("more"); ok || len(after.Names()) != len(before.Names())+1 {
		t.Error("the earlier set has a new value")
	}
}

func TestOverAreThoseThatEndInBetween(t *testing.T) {
	var names []string
	for _, v := range values().Over(now, now.Add(time.Hour)) {
		names = append(names, v.Name)
	}
	if len(names) != 2 || names[0] != "credentials" || names[1] != "idToken" {
		t.Errorf("over = %v, want credentials and idToken", names)
	}
	if over := values().Over(now.Add(time.Hour), now.Add(2*time.Hour)); len(over) != 0 {
		t.Errorf("over a second time: %v", over)
	}
}

func TestFillKeepsTheAuthorsTextAndEscapesValues(t *testing.T) {
	source := "{\n  \"Z\": \"{{a}}\",\n  \"A\": \"${aws:username} {{a}}\"\n}"
	tpl, wrong := Parse(source, 1)
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	got, err := tpl.Fill(Set{}.With(Text("a", "say \"x\"\n\\", account.Neither, "")), now, InJSON)
	want := "{\n  \"Z\": \"say \\\"x\\\"\\n\\\\\",\n  \"A\": \"${aws:username} say \\\"x\\\"\\n\\\\\"\n}"
	if err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	_, err = tpl.Fill(Set{}, now, nil)
	var missing *MissingError
	if !errors.As(err, &missing) || missing.Name != "a" {
		t.Errorf("error %v, want that a is missing", err)
	}
}

func TestUsesKnowTheirLines(t *testing.T) {
	tpl, _ := Parse("one {{a}}\n\ntwo {{b}} {{c.d}}\n", 10)
	var got []int
	for _, u := range tpl.Uses() {
		got = append(got, u.Line)
	}
	if len(got) != 3 || got[0] != 10 || got[1] != 12 || got[2] != 12 {
		t.Errorf("lines = %v, want 10 12 12", got)
	}
}

func TestMarkdown(t *testing.T) {
	odd := Set{}.With(Text("odd", "*a* `b` <i>\n|x|", account.Neither, ""))
	for _, tt := range []struct {
		name, source, want string
		values             Set
	}{
		{"a value is a code span", "You are {{name}}.", "You are `ana`.", values()},
		{"Markdown in a value means nothing", "{{odd}}", "`` *a* `b` <i> |x| ``", odd},
		{"a value in code of the author's stays bare", "`aws --user {{name}}` and {{name}}", "`aws --user ana` and `ana`", values()},
		{"so does one in a fence", "```\n{{name}}\n```\n{{name}}", "```\nana\n```\n`ana`", values()},
		{"a lone backtick ends with its paragraph", "a ` b\n\n{{name}}", "a ` b\n\n`ana`", values()},
		{"what is not there yet is its name", "{{nobody.x}}", "*nobody*", values()},
		{"a secret is not shown", "{{pin}}", "`••••••`", values()},
	} {
		tpl, wrong := Parse(tt.source, 1)
		if got := Markdown(tpl.Pieces(tt.values, now)); len(wrong) > 0 || got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, wrong, tt.want)
		}
	}
}

func TestSlotsHaveTheSideOfTheirValue(t *testing.T) {
	tpl, _ := Parse("{{name}} {{credentials.AccessKeyId}} {{long}} {{nobody}}", 1)
	want := []struct {
		side  account.Side
		known bool
	}{{account.UserPoolSide, true}, {account.IdentitySide, true}, {account.Neither, true}, {account.Neither, false}}
	i := 0
	for _, p := range tpl.Pieces(values(), now) {
		if !p.Slot {
			continue
		}
		if p.Side != want[i].side || p.Known != want[i].known {
			t.Errorf("slot %s: side %q, known %v; want %q, %v", p.Ref, p.Side, p.Known, want[i].side, want[i].known)
		}
		i++
	}
}

func FuzzParse(f *testing.F) {
	f.Add("a {{name}} `{{ credentials.List.0 | short }}` {{")
	f.Fuzz(func(t *testing.T, text string) {
		tpl, _ := Parse(text, 1)
		Markdown(tpl.Pieces(values(), now))
		if tpl.Source() != text {
			t.Error("the source is not what was parsed")
		}
	})
}
