package social

import (
	"context"
	"crypto/rsa"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/chance"
	"poolschool/sim/clock"
	"poolschool/sim/keyring"
	"poolschool/sim/token"
	"poolschool/sim/wire/oauth2"
)

// testKeys are shared by the tests: making keys is most of the time that they would take.
var testKeys = &keyring.Ring{}

const (
	back     = "https://app.example.com/callback"
	verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)

// town is all login servers, reached as over the network.
type town struct {
	*Service
	t     *testing.T
	clock *clock.Virtual
}

func newTown(t *testing.T) town {
	virtual := clock.New(clock.At(time.Date(2026, time.February, 3, 4, 5, 6, 0, time.UTC)))
	return town{t: t, clock: virtual, Service: New(Config{
		Clock: virtual, Chance: chance.Seeded([32]byte{7}), Keys: testKeys,
		Apps: func() []App {
			return []App{{Server: Google, ID: "public"}, {Server: Google, ID: GoogleApp, Secret: "not-googles"}, {Server: Facebook, ID: "888", Secret: "another-app"}}
		},
		Domains: func() []string { return []string{"https://photo-app.auth.example"} },
	})}
}

// RoundTrip lets the town be an http.Client's transport.
func (s town) RoundTrip(r *http.Request) (*http.Response, error) {
	h, ok := s.Hosts()[r.URL.Host]
	if !ok {
		return nil, errors.New("no such host")
	}
	in := r.Clone(r.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, in)
	return w.Result(), nil
}

func (s town) do(method, address string, form url.Values) (int, http.Header, string) {
	s.t.Helper()
	r := httptest.NewRequest(method, address, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	s.Hosts()[r.URL.Host].ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.String()
}

// code lets a person sign in, and returns the code.
func (s town) code(address, account string, query url.Values) string {
	s.t.Helper()
	_, header, body := s.do(http.MethodPost, address+"?"+query.Encode(), url.Values{"account": {account}})
	u, err := url.Parse(header.Get("Location"))
	if err != nil || u.Query().Get("code") == "" {
		s.t.Fatalf("no code: %s %s", header.Get("Location"), body)
	}
	return u.Query().Get("code")
}

const (
	googlePage   = "https://accounts.google.com/o/oauth2/v2/auth"
	facebookPage = "https://www.facebook.com/dialog/oauth"
)

func ask(client string, more ...string) url.Values {
	q := url.Values{"response_type": {"code"}, "client_id": {client}, "redirect_uri": {back}, "scope": {"openid email"}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return q
}

func TestGoogleVouchesWithATokenThatAnybodyCanCheck(t *testing.T) {
	s := newTown(t)
	code := s.code(googlePage, "gina@example.com", ask(GoogleApp, "nonce", "n1"))
	status, _, body := s.do(http.MethodPost, "https://oauth2.googleapis.com/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}, "client_id": {GoogleApp}, "client_secret": {GoogleSecret},
	})
	var got tokens
	if err := json.Unmarshal([]byte(body), &got); err != nil || status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	keys := token.Fetcher{Client: &http.Client{Transport: s}}
	id, err := token.Verify(t.Context(), got.IDToken, token.Rules{Name: "ID token", Algorithms: []string{token.RS256}, Keys: func(ctx context.Context, kid string) (*rsa.PublicKey, error) {
		return keys.Key(ctx, GoogleKeys, kid)
	}})
	if err != nil {
		t.Fatal(err)
	}
	for claim, want := range map[string]string{"iss": "https://accounts.google.com", "aud": GoogleApp, "azp": GoogleApp, "email": "gina@example.com", "nonce": "n1", "name": ""} {
		if got := id.Claims.Text(claim); got != want {
			t.Errorf("%s = %q, want %q", claim, got, want)
		}
	}
}

func TestCodesAreHeldToWhoTheyWereFor(t *testing.T) {
	s := newTown(t)
	exchange := func(code string, change ...string) (int, string) {
		form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}, "client_id": {GoogleApp}, "client_secret": {GoogleSecret}}
		for i := 0; i+1 < len(change); i += 2 {
			form.Set(change[i], change[i+1])
		}
		status, _, body := s.do(http.MethodPost, "https://oauth2.googleapis.com/token", form)
		return status, body
	}
	for _, tt := range []struct {
		name, want string
		change     []string
	}{
		{"another secret", "invalid_client", []string{"client_secret", "not-googles"}},
		{"another application", "invalid_client", []string{"client_id", "nobody"}},
		{"another address", "invalid_grant", []string{"redirect_uri", "http://localhost:8400/callback"}},
		{"another code", "invalid_grant", []string{"code", "4/0nonsense"}},
		{"another grant", "unsupported_grant_type", []string{"grant_type", "password"}},
	} {
		code := s.code(googlePage, "gina@example.com", ask(GoogleApp))
		if status, body := exchange(code, tt.change...); status != http.StatusBadRequest || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %d %s", tt.name, status, body)
		}
		if status, body := exchange(code); status != http.StatusOK {
			t.Errorf("%s, then right: %d %s", tt.name, status, body)
		}
		if status, _ := exchange(code); status != http.StatusBadRequest {
			t.Errorf("%s: the code is good twice", tt.name)
		}
	}
	late := s.code(googlePage, "gina@example.com", ask(GoogleApp))
	s.clock.Advance(codeLife)
	if status, _ := exchange(late); status != http.StatusBadRequest {
		t.Error("an old code is taken")
	}
}

func TestAnApplicationWithoutASecretNeedsPKCE(t *testing.T) {
	s := newTown(t)
	if _, header, _ := s.do(http.MethodPost, googlePage+"?"+ask("public").Encode(), url.Values{"account": {"gina@example.com"}}); !strings.Contains(header.Get("Location"), "error=invalid_request") {
		t.Errorf("without a challenge: %s", header.Get("Location"))
	}
	code := s.code(googlePage, "gina@example.com", ask("public", "code_challenge", oauth2.S256(verifier), "code_challenge_method", "S256"))
	for _, tt := range []struct {
		verifier string
		want     int
	}{{"", http.StatusBadRequest}, {"wrong", http.StatusBadRequest}, {verifier, http.StatusOK}} {
		form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {back}, "client_id": {"public"}, "code_verifier": {tt.verifier}}
		if status, _, body := s.do(http.MethodPost, "https://oauth2.googleapis.com/token", form); status != tt.want {
			t.Errorf("verifier %q: status %d, want %d: %s", tt.verifier, status, tt.want, body)
		}
	}
}

func TestNobodyIsSentToAnUnknownAddress(t *testing.T) {
	s := newTown(t)
	for _, to := range []string{"https://evil.example.com/", back + "/", back + "?x=1", "https://photo-app.auth.example/other", "https://photo-app.auth.example.evil.org/oauth2/idpresponse", ""} {
		status, header, body := s.do(http.MethodGet, googlePage+"?"+ask(GoogleApp, "redirect_uri", to).Encode(), nil)
		if status != http.StatusBadRequest || header.Get("Location") != "" || !strings.Contains(body, "redirect_uri_mismatch") {
			t.Errorf("%q: %d %s", to, status, header.Get("Location"))
		}
	}
	status, header, body := s.do(http.MethodGet, googlePage+"?"+ask(GoogleApp, "redirect_uri", "https://photo-app.auth.example/oauth2/idpresponse", "login_hint", "gina@example.com", "state", `"><script>`).Encode(), nil)
	if status != http.StatusOK || strings.Contains(body, "<script>") || strings.Contains(body, "ana@example.com<") && !strings.Contains(body, "gina") {
		t.Errorf("the page: %d %s", status, body)
	}
	for _, name := range []string{"Content-Security-Policy", "X-Frame-Options", "Cache-Control"} {
		if header.Get(name) == "" {
			t.Errorf("the page lacks %s", name)
		}
	}
	for account, want := range map[string]string{"": "access_denied", "stranger@example.com": "access_denied"} {
		if _, header, _ := s.do(http.MethodPost, googlePage+"?"+ask(GoogleApp).Encode(), url.Values{"account": {account}}); !strings.Contains(header.Get("Location"), want) {
			t.Errorf("account %q: %s", account, header.Get("Location"))
		}
	}
}

// facebookToken lets fred sign in.
func (s town) facebookToken(client, secret string) string {
	s.t.Helper()
	code := s.code(facebookPage, "fred@example.com", ask(client, "scope", "public_profile,email"))
	_, _, body := s.do(http.MethodGet, "https://graph.facebook.com/v19.0/oauth/access_token?"+url.Values{"client_id": {client}, "client_secret": {secret}, "redirect_uri": {back}, "code": {code}}.Encode(), nil)
	var got tokens
	if err := json.Unmarshal([]byte(body), &got); err != nil || got.AccessToken == "" {
		s.t.Fatal(body)
	}
	return got.AccessToken
}

func TestFacebookIsAskedWhoseATokenIs(t *testing.T) {
	s := newTown(t)
	i := Introspector{Client: &http.Client{Transport: s}}
	raw := s.facebookToken(FacebookApp, FacebookSecret)
	if subject, app, err := i.Introspect(t.Context(), "graph.facebook.com", raw); err != nil || subject != "10224837465019283" || app != FacebookApp {
		t.Errorf("%s, %s, %v", subject, app, err)
	}
	for name, tt := range map[string][2]string{"nonsense": {"graph.facebook.com", "EAABx"}, "nobody answers": {"www.amazon.com", raw}, "nothing": {"graph.facebook.com", ""}} {
		if _, _, err := i.Introspect(t.Context(), tt[0], tt[1]); !errors.Is(err, ErrNotVouched) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other := s.facebookToken("888", "another-app")
	_, _, body := s.do(http.MethodGet, "https://graph.facebook.com/debug_token?"+url.Values{"input_token": {other}, "access_token": {raw}}.Encode(), nil)
	if !strings.Contains(body, `"is_valid":false`) {
		t.Errorf("another application's token: %s", body)
	}
	if status, _, _ := s.do(http.MethodGet, "https://graph.facebook.com/debug_token?"+url.Values{"input_token": {raw}, "access_token": {FacebookApp + "|guess"}}.Encode(), nil); status != http.StatusBadRequest {
		t.Errorf("a wrong application secret: status %d", status)
	}
	s.clock.Advance(facebookLife)
	if _, _, err := i.Introspect(t.Context(), "graph.facebook.com", raw); !errors.Is(err, ErrNotVouched) {
		t.Errorf("an old token: %v", err)
	}
}

func TestFacebookTellsWhatTheScopesOpen(t *testing.T) {
	s := newTown(t)
	raw := s.facebookToken(FacebookApp, FacebookSecret)
	for fields, want := range map[string]string{"": `"Fred Fox"`, "id,email": `"fred@example.com"`} {
		if _, _, body := s.do(http.MethodGet, "https://graph.facebook.com/me?"+url.Values{"fields": {fields}, "access_token": {raw}}.Encode(), nil); !strings.Contains(body, want) || !strings.Contains(body, "10224837465019283") {
			t.Errorf("fields %q: %s", fields, body)
		}
	}
	status, _, body := s.do(http.MethodGet, "https://graph.facebook.com/oauth/access_token?"+url.Values{"client_id": {FacebookApp}, "client_secret": {"wrong"}, "redirect_uri": {back}, "code": {"x"}}.Encode(), nil)
	if status != http.StatusBadRequest || !strings.Contains(body, "Error validating client secret.") {
		t.Errorf("wrong secret: %d %s", status, body)
	}
}

func TestPeopleAreDistinct(t *testing.T) {
	for _, server := range []string{Google, Facebook, Company} {
		seen := map[string]bool{}
		for _, p := range People(server) {
			if seen[p.ID] || seen[p.Email] || p.Name != p.Given+" "+p.Family {
				t.Errorf("%s: %+v", server, p)
			}
			seen[p.ID], seen[p.Email] = true, true
		}
		if len(seen) == 0 {
			t.Errorf("nobody has an account at %s", server)
		}
	}
}

func TestTablesStaySmall(t *testing.T) {
	table := map[int]bool{}
	for i := range 2000 {
		table[i] = i%2 == 0
	}
	kept := map[string]bool{}
	for i := range 2000 {
		kept[string(rune(i))] = table[i]
	}
	sweep(kept, func(ended bool) bool { return ended })
	if len(kept) != 1000 {
		t.Errorf("%d are kept, want 1000", len(kept))
	}
}
