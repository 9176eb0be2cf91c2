package account

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"poolschool/sim/chance"
)

const small = `{
  "userPools": [{"name": "people", "clients": [{"name": "web"}], "users": [{"username": "ana"}],
    "groups": [{"name": "editors", "role": "Editors"}]}],
  "identityPools": [{"name": "desk", "userPools": [{"pool": "people", "client": "web"}], "authenticated": "Editors"}],
  "roles": [{"name": "Editors", "path": "/team/", "trust": {"Version": "2012-10-17"}}],
  "app": {"pool": "people", "client": "web"}
}`

func TestParseNamesThePlace(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"unknown member", "{\n\"userPool\": []\n}", "a.json:2: userPool: no such member"},
		{"letter case counts", "{\n\n\"UserPools\": []}", "a.json:3: UserPools: no such member"},
		{"repeated member", "{\"roles\": [],\n\"roles\": []}", "a.json:2: roles: it stands twice; keep one"},
		{"no JSON", "{\"roles\": [}", "a.json:1: roles/0: no JSON: "},
		{"wrong type", "{\n\"userPools\": 3}", "a.json:2: userPools: this is no place for this number; write a list"},
		{"no object", "[]", "a.json:1: this is no place for a list; write an object"},
		{"a number for a name", "{\"userPools\": [{\"name\": 3}]}", "a.json:1: userPools/0/name: this is no place for this number; write text in quotes"},
		{"cut off", "{\"userPools\": [\n", "a.json:2: userPools: the file ends too early"},
		{"empty", "", "a.json:1: the file ends too early; close every brace, bracket and quote"},
		{"role of a group", strings.Replace(small, `"role": "Editors"`, `"role": "Editor"`, 1), `a.json:3: group "editors" of user pool "people": no role "Editor" in this file`},
		{"client of an identity pool", strings.Replace(small, `"client": "web"}], "auth`, `"client": "app"}], "auth`, 1), `identity pool "desk": no client "app" of a user pool "people"`},
		{"role of an identity pool", strings.Replace(small, `"authenticated": "Editors"`, `"authenticated": "X"`, 1), `no role "X" in this file`},
		{"client of the app", strings.Replace(small, `"app": {"pool": "people", "client": "web"}`, `"app": {"pool": "people", "client": "x"}`, 1), `app: no client "x"`},
		{"SAML provider of an identity pool", strings.Replace(small, `"authenticated": "Editors"`, `"saml": ["Staff"]`, 1), `identity pool "desk": no SAML provider "Staff" in this file`},
		{"role of a SAML provider", `{"samlProviders": [{"name": "Staff", "roles": ["X"]}]}`, `SAML provider "Staff": no role "X" in this file`},
		{"an account number", "{\n\"accountId\": \"12\"}", `a.json:2: accountId: "12" is no account number; write its twelve digits`},
		{"a nameless pool", `{"userPools": [{}]}`, "userPools[0]: a user pool needs a name"},
	} {
		_, err := Parse("a.json", []byte(tt.data))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestCompleteDrawsWhatIsMissing(t *testing.T) {
	a, err := Parse("a.json", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	first := a.Complete(chance.Seeded([32]byte{1}), "us-east-1")
	second := a.Complete(chance.Seeded([32]byte{1}), "us-east-1")
	if !reflect.DeepEqual(first, second) {
		t.Error("the same chance drew different ids")
	}
	for _, tt := range []struct{ got, pattern string }{
		{first.UserPools[0].ID, `^us-east-1_[0-9A-Za-z]{9}$`},
		{first.UserPools[0].Clients[0].ID, `^[a-z0-9]{26}$`},
		{first.UserPools[0].Users[0].Sub, `^[0-9a-f-]{36}$`},
		{first.IdentityPools[0].ID, `^us-east-1:[0-9a-f-]{36}$`},
		{first.App.Host, `^app\.example\.com$`},
	} {
		if !regexp.MustCompile(tt.pattern).MatchString(tt.got) {
			t.Errorf("%q does not match %s", tt.got, tt.pattern)
		}
	}
	if a.UserPools[0].ID != "" || a.UserPools[0].Clients[0].ID != "" || a.IdentityPools[0].ID != "" {
		t.Error("Complete changed the account that it was called on")
	}
	kept := first.Complete(chance.Seeded([32]byte{2}), "us-east-1")
	if kept.UserPools[0].ID != first.UserPools[0].ID {
		t.Error("an id that was there was drawn anew")
	}
	if got, want := first.RoleARN("111122223333", "Editors"), "arn:aws:iam::111122223333:role/team/Editors"; got != want {
		t.Errorf("RoleARN = %s, want %s", got, want)
	}
	if got := first.RoleARN("111122223333", "nobody"); got != "" {
		t.Errorf("RoleARN of no role = %q", got)
	}
}

func TestDiffMarksWhatAChangeTouched(t *testing.T) {
	before := Tree{{Kind: "bucket", ID: "b", Label: "b", Children: []Node{{Kind: "object", ID: "a", Label: "a", Note: "1 B"}, {Kind: "object", ID: "same", Label: "same"}}}}
	after := Tree{{Kind: "bucket", ID: "b", Label: "b", Children: []Node{
		{Kind: "object", ID: "a", Label: "a", Note: "2 B"}, {Kind: "object", ID: "new", Label: "new"}, {Kind: "object", ID: "same", Label: "same"},
	}}, {Kind: "role", ID: "b", Label: "b"}}
	marked := ""
	for _, n := range Diff(before, after) {
		marked += fmt.Sprintf("%s:%v ", n.ID, n.Changed)
		for _, c := range n.Children {
			marked += fmt.Sprintf("%s:%v ", c.ID, c.Changed)
		}
	}
	if want := "b:false a:true new:true same:false b:true "; marked != want {
		t.Errorf("got %s, want %s", marked, want)
	}
	if after[0].Children[0].Changed {
		t.Error("Diff changed the tree that it was given")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"buckets":[{"name":"b","policy":{"a":1}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Parse("a.json", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "a.json:") {
				t.Errorf("error %q does not name the file", err)
			}
			return
		}
		a.Complete(chance.Seeded([32]byte{}), "us-east-1")
	})
}
