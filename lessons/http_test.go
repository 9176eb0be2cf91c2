package lessons_test

import (
	"strings"
	"testing"

	"poolschool/lessons/step"
	"poolschool/sim/keyring"
	"poolschool/sim/token"
)

func TestRequestsEscapeValuesForTheirPlace(t *testing.T) {
	l := load(t, page+
		"```type a\nquoted = say \"hi\" & go\n```\n"+
		"```http app -> app\nGET /login\n---\nexpect 200\nkeep csrf = form _csrf\nkeep session = cookie session\n```\n"+
		"```http app -> app.example.com\nGET /callback\n---\nexpect 302\nkeep next = header Location\nkeep code = header Location query code\n```\n"+
		"```http app -> app\nPOST /token?code={{code}}&plain=1\nCookie: session={{session}}\nContent-Type: application/x-www-form-urlencoded\n\ncsrf={{csrf}}&code={{code}}\n---\nexpect 200\nkeep uri = uri\nkeep cookie = cookie\nkeep form = body\n```\n"+
		"```http app -> app\nPUT /folder/{{csrf}}/{{code}}?\nContent-Type: application/json\n\n{\"say\": \"{{quoted}}\"}\n---\nexpect 200\nkeep path = uri\nkeep json = body\n```\n"+
		"```http app -> app\nGET {{next}}\n---\nexpect 200\nkeep followed = uri\n```\n")
	s := session(t, l)
	for n := range l.Steps() {
		if r := play(t, s, n, step.Input{}); !r.Held() {
			t.Fatalf("step %d: %v", n, r.Promises)
		}
	}
	for name, want := range map[string]string{
		"csrf": "a&b", "session": "s-1", "code": "c/1", "next": "https://app.example.com/in?code=c%2F1&state=x",
		"uri": "/token?code=c%2F1&plain=1", "cookie": "session=s-1", "form": "csrf=a%26b&code=c%2F1",
		"path": "/folder/a&b/c/1", "json": `{"say": "say \"hi\" & go"}`, "followed": "/in?code=c%2F1&state=x",
	} {
		v, ok := s.State().Values.Get(name)
		if !ok || v.String() != want {
			t.Errorf("%s = %q, want %q", name, v, want)
		}
	}
}

func TestAKeepThatFindsNothingIsABrokenPromise(t *testing.T) {
	for _, tt := range []struct{ keep, want string }{
		{"header Location", "keep a: got the answer has no header Location"},
		{"form nothing", "keep a: got the page has no form field nothing"},
		{"cookie nothing", "keep a: got the answer sets no cookie nothing"},
		{"some.member", "keep a: got the answer is not JSON"},
		{"header Set-Cookie query x", "keep a: got the address in header Set-Cookie has no parameter x"},
	} {
		l := load(t, page+"```http app -> app\nGET /login\n---\nexpect 200\nkeep a = "+tt.keep+"\n```\n")
		r := play(t, session(t, l), 0, step.Input{})
		if last := r.Promises[len(r.Promises)-1]; last.String() != tt.want {
			t.Errorf("keep %s: %s, want %s", tt.keep, last, tt.want)
		}
	}
}

func TestAnInspectionVerifiesAgainstPublishedKeys(t *testing.T) {
	ring := &keyring.Ring{}
	key, err := ring.Key("one")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := token.Sign(token.RS256, key, token.Claims{{Name: "alg", Value: "RS256"}, {Name: "kid", Value: "k"}}, token.Claims{{Name: "sub", Value: "ana"}})
	if err != nil {
		t.Fatal(err)
	}
	jwk := token.Public("k", token.RS256, &key.PublicKey)
	set := `{"keys":[{"alg":"RS256","e":"` + jwk.E + `","kid":"k","kty":"RSA","n":"` + jwk.N + `","use":"sig"}]}`
	l := load(t, page+"```type a\nidToken = "+raw+"\njwks = "+set+"\n```\n```inspect idToken\nsub: who\n---\nverify jwks\nshow token\n```\n")
	changed := strings.Replace(raw, ".", ".A", 1)
	for _, tt := range []struct {
		name, token, jwks string
		ok                bool
	}{
		{"the pool's own token", raw, set, true},
		{"a key that nobody has published", raw, `{"keys":[]}`, false},
		{"what is no key set", raw, `{`, false},
		{"a changed token", changed, set, false},
	} {
		s := session(t, l)
		play(t, s, 0, step.Input{Fields: map[string]string{"idToken": tt.token, "jwks": tt.jwks}})
		r := play(t, s, 1, step.Input{})
		if v := r.Inspection.Verified; v == nil || v.OK != tt.ok || v.Text == "" || r.Show != step.PanelToken {
			t.Errorf("%s: verified %+v, want %v", tt.name, v, tt.ok)
		}
	}
}

func TestADocumentIsInspectedByItsMembers(t *testing.T) {
	l := load(t, page+"```type a\npolicy = {\"Version\": \"2012-10-17\", \"Statement\": []}\n```\n```inspect policy\nVersion: of the language\nId: not there\n```\n")
	s := session(t, l)
	play(t, s, 0, step.Input{})
	r := play(t, s, 1, step.Input{})
	if i := r.Inspection; i.Token || len(i.Parts) != 2 || i.Parts[1].Value != "[]" {
		t.Errorf("inspection = %+v", i)
	}
	if got, want := r.Broken, "010-test.md:12: Id is explained: got no Id in policy"; len(got) != 1 || got[0] != want {
		t.Errorf("broken = %v, want %s", got, want)
	}
}
