package tokenread

import (
	"bytes"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/token"
)

// signedIn is an account of the course and what a sign-in and a guest's visit to the desk brought.
type signedIn struct {
	world                            *sim.World
	id, access, refresh, openID, aws string
}

func ask(t *testing.T, w *sim.World, service, operation string, in any) map[string]any {
	t.Helper()
	op, ok := w.Operation(service, operation)
	if !ok {
		t.Fatalf("no operation %s %s", service, operation)
	}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	req, err := op.Codec.Encode(op, w.Endpoint(service), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if err := json.Unmarshal(send(t, w, req), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func send(t *testing.T, w *sim.World, req *http.Request) []byte {
	t.Helper()
	resp, err := w.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", req.URL, resp.StatusCode, body)
	}
	return body
}

func signIn(t *testing.T) signedIn {
	t.Helper()
	file, err := os.ReadFile("../accounts/photo-app.json")
	if err != nil {
		t.Fatal(err)
	}
	a, err := account.Parse("photo-app.json", file)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(sim.Config{Account: a})
	if err != nil {
		t.Fatal(err)
	}
	v := w.Values()
	in := ask(t, w, "cognito-idp", "InitiateAuth", map[string]any{
		"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": v["clientId"],
		"AuthParameters": map[string]string{"USERNAME": v["username"], "PASSWORD": v["password"]},
	})["AuthenticationResult"].(map[string]any)
	guest := ask(t, w, "cognito-identity", "GetId", map[string]any{"IdentityPoolId": v["identityPoolId"]})["IdentityId"]
	open := ask(t, w, "cognito-identity", "GetOpenIdToken", map[string]any{"IdentityId": guest})["Token"]
	keys := ask(t, w, "cognito-identity", "GetCredentialsForIdentity", map[string]any{"IdentityId": guest})["Credentials"].(map[string]any)
	return signedIn{w, in["IdToken"].(string), in["AccessToken"].(string), in["RefreshToken"].(string), open.(string), keys["SessionToken"].(string)}
}

func read(t *testing.T, raw string, o Options) Reading {
	t.Helper()
	r, err := Read(raw, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// door is whether the reading lets the token in there.
func door(t *testing.T, r Reading, name string) bool {
	t.Helper()
	for _, d := range r.Doors {
		if d.Name == name {
			return d.OK
		}
	}
	t.Fatalf("%s says nothing about %s", r.Title, name)
	return false
}

func TestTokensOfTheSimulatorAreRecognised(t *testing.T) {
	s := signIn(t)
	now := Options{Now: s.world.Now()}
	for _, tt := range []struct {
		name, raw string
		kind      Kind
		side      account.Side
		desk      bool
	}{
		{"ID token", s.id, UserPoolID, account.UserPoolSide, true},
		{"access token", s.access, UserPoolAccess, account.UserPoolSide, false},
		{"refresh token", s.refresh, UserPoolRefresh, account.UserPoolSide, false},
		{"identity pool's token", s.openID, IdentityPool, account.IdentitySide, true},
		{"session token", s.aws, AWSSession, account.IdentitySide, false},
		{"header around it", "Authorization: Bearer " + s.id + "\n", UserPoolID, account.UserPoolSide, true},
		{"quotes and line breaks in it", `"` + s.access[:70] + "\n" + s.access[70:] + `",`, UserPoolAccess, account.UserPoolSide, false},
	} {
		r := read(t, tt.raw, now)
		if r.Kind != tt.kind || r.Side != tt.side {
			t.Errorf("%s: got %s of %q, want %s of %q", tt.name, r.Kind, r.Side, tt.kind, tt.side)
		}
		if got := door(t, r, doorDesk); got != tt.desk {
			t.Errorf("%s: let in at an identity pool %v, want %v", tt.name, got, tt.desk)
		}
		if text := r.Text(); !strings.Contains(text, r.Title) {
			t.Errorf("%s: the text does not name it:\n%s", tt.name, text)
		}
	}
}

func TestSignatures(t *testing.T) {
	s := signIn(t)
	get := func(address string) []byte {
		req, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		return send(t, s.world, req)
	}
	pool := get(s.world.Values()["issuer"] + "/.well-known/jwks.json")
	desk := get("https://cognito-identity.amazonaws.com/.well-known/jwks_uri")
	parts := strings.Split(s.id, ".")
	forged := parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"eve","iss":"`+s.world.Values()["issuer"]+`","token_use":"id"}`)) + "." + parts[2]
	for _, tt := range []struct {
		name, raw   string
		set         []byte
		checked, ok bool
		says        string
	}{
		{"without keys nothing is claimed", s.id, nil, false, false, "Not checked"},
		{"genuine", s.id, pool, true, true, "Genuine"},
		{"genuine, of the identity pool", s.openID, desk, true, true, "Genuine"},
		{"another issuer's keys", s.id, desk, true, false, "no key"},
		{"changed claims", forged, pool, true, false, "Forged"},
	} {
		o := Options{Now: s.world.Now()}
		if tt.set != nil {
			keys, err := token.ParseSet(tt.set)
			if err != nil {
				t.Fatal(err)
			}
			o.Keys = keys
		}
		got := read(t, tt.raw, o).Signature
		if got.Checked != tt.checked || got.OK != tt.ok || !strings.Contains(got.Text, tt.says) {
			t.Errorf("%s: got %+v", tt.name, got)
		}
	}
}

func made(header, claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(claims)) + "." + encode([]byte("signature"))
}

func TestWhatIsOddIsSaid(t *testing.T) {
	const iss = `"iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"`
	o := Options{Now: time.Unix(1767225600, 0).UTC()}
	for _, tt := range []struct{ name, header, claims, want string }{
		{"nothing", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","exp":1767229200,"iat":1767225600,` + iss + `}`, ""},
		{"expired", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","exp":1767052800,` + iss + `}`, "expired 2 days ago"},
		{"no end", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id",` + iss + `}`, "exp is missing"},
		{"from the future", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","exp":1767229200,"iat":1767227400,` + iss + `}`, "made in 30 minutes"},
		{"no algorithm", `{"alg":"none"}`, `{"aud":"c","token_use":"id","exp":1767229200,` + iss + `}`, "no signature"},
		{"shared secret", `{"alg":"HS256"}`, `{"aud":"c","token_use":"id","exp":1767229200,` + iss + `}`, "forge"},
		{"wrong algorithm", `{"alg":"RS256"}`, `{"aud":"p","exp":1767229200,"iss":"https://cognito-identity.amazonaws.com"}`, "signs with RS512"},
		{"guest", `{"alg":"RS512"}`, `{"aud":"p","amr":["unauthenticated"],"exp":1767229200,"iss":"https://cognito-identity.amazonaws.com"}`, "guest"},
		{"claims to be Cognito's", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","exp":1767229200,"iss":"https://evil.example"}`, "no address of one"},
		{"unknown use", `{"alg":"RS256"}`, `{"token_use":"refresh","exp":1767229200,` + iss + `}`, "user pools write id or access"},
		{"longer than can be", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","exp":1767925600,"iat":1767225600,` + iss + `}`, "a day at most"},
		{"address not verified", `{"alg":"RS256"}`, `{"aud":"c","token_use":"id","email_verified":false,"exp":1767229200,` + iss + `}`, "email_verified"},
		{"nobody made it", `{"alg":"RS256"}`, `{"exp":1767229200}`, "iss is missing"},
	} {
		got := strings.Join(read(t, made(tt.header, tt.claims), o).Odd, "\n")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMachineAndSocialTokens(t *testing.T) {
	o := Options{Now: time.Unix(1767225600, 0)}
	const iss = `"iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"`
	for _, tt := range []struct {
		claims string
		kind   Kind
		desk   bool
	}{
		{`{"sub":"c","client_id":"c","token_use":"access","scope":"shop/read",` + iss + `}`, UserPoolMachine, false},
		{`{"iss":"https://accounts.google.com","aud":"app"}`, Google, true},
		{`{"iss":"https://www.facebook.com","aud":"app"}`, Facebook, false},
		{`{"iss":"https://token.actions.githubusercontent.com","aud":"app"}`, Other, true},
		{`{"token_use":"id",` + iss + `}`, UserPoolID, false}, // no aud
	} {
		r := read(t, made(`{"alg":"RS256"}`, tt.claims), o)
		if got := door(t, r, doorDesk); r.Kind != tt.kind || got != tt.desk {
			t.Errorf("%s: got %s, desk %v", tt.claims, r.Kind, got)
		}
	}
	for raw, kind := range map[string]Kind{"ya29.abc": GoogleAccess, "EAABsbCS1": FacebookAccess} {
		if r := read(t, raw, o); r.Kind != kind || !r.Opaque {
			t.Errorf("%s: got %s", raw, r.Kind)
		}
	}
}

func TestWhatIsNoTokenIsNamed(t *testing.T) {
	for raw, want := range map[string]string{
		"":                         "empty",
		"hello":                    "no token",
		"ASIAEXAMPLE123456789":     "access key id",
		"eyJhbGciOiJSUzI1NiJ9.e30": "cut off",
		"eyJhbGciOiJSUzI1NiJ9.!.x": "no token",
	} {
		_, err := Read(raw, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", raw, err, want)
		}
	}
}

func TestTokensAreFoundInAnyText(t *testing.T) {
	a, b := made(`{"alg":"RS256"}`, `{"sub":"a"}`), made(`{"alg":"RS256"}`, `{"sub":"b"}`)
	got := Find(`{"IdToken":"` + a + `","AccessToken":"` + b + `","again":"` + a + `"}`)
	if len(got) != 2 || got[0] != a || got[1] != b {
		t.Errorf("got %q", got)
	}
	if got := Find("nothing here"); len(got) != 1 || got[0] != "nothing here" {
		t.Errorf("got %q", got)
	}
}

func TestATokenCannotMoveTheCursor(t *testing.T) {
	raw := made("{\"alg\":\"RS256\",\"kid\":\"\\u001b[2J\"}", "{\"iss\":\"https://x/\\u001b]0;t\\u0007\",\"sub\":\"a\\nOdd\\u202e\"}")
	r := read(t, raw, Options{Now: time.Unix(1767225600, 0)})
	if text := r.Text(); strings.ContainsAny(text, "\x1b\x07\u202e") || strings.Contains(text, "a\nOdd") {
		t.Errorf("the text has commands for a terminal: %q", text)
	}
}

func TestTheReportNamesEverythingButTheToken(t *testing.T) {
	raw := made(`{"alg":"RS256"}`, `{"sub":"ana","exp":1767229200}`)
	data, err := json.Marshal(read(t, raw, Options{Now: time.Unix(1767225600, 0)}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"kind":"other"`, `"sub":"ana"`, `"checked":false`, `"doors":[{`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s is missing in %s", want, data)
		}
	}
	if bytes.Contains(data, []byte(raw)) {
		t.Error("the report holds the token itself")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(made(`{"alg":"RS256"}`, `{"sub":"ana","exp":1767229200,"amr":["a"]}`))
	f.Add("Bearer eyJhbGciOiJSUzI1NiJ9.e30.")
	f.Fuzz(func(t *testing.T, raw string) {
		for _, one := range Find(raw) {
			r, err := Read(one, Options{Now: time.Unix(1767225600, 0)})
			if err == nil && r.Text() == "" {
				t.Error("nothing is said")
			}
		}
	})
}
