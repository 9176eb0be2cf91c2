package userpool

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
	"poolschool/sim/wire/oauth2"
)

const (
	testReturn = "https://app.example.com/callback"
	testAsk    = "response_type=code&client_id=" + testClient + "&redirect_uri=" + testReturn
	testProof  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)

// front is a browser in front of the pool's domain.
type front struct {
	*desk
	cookies map[string]string
}

func newFront(t *testing.T, change func(*account.UserPool)) *front {
	d := newDesk(t, func(p *account.UserPool) {
		p.Domain = "photo-app"
		p.ResourceServers = []account.ResourceServer{{ID: "shop-api", Scopes: []string{"read", "write"}}}
		for i := range p.Clients {
			c := &p.Clients[i]
			c.OAuthFlows, c.CallbackURLs, c.Scopes = []string{"code"}, []string{testReturn}, []string{"openid", "email", "phone", "profile", "shop-api/read"}
		}
		if change != nil {
			change(p)
		}
	})
	d.Service.LoginURL = func(domain string) string { return "https://" + domain + ".auth.example" }
	return &front{desk: d, cookies: map[string]string{}}
}

func (f *front) send(method, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "https://photo-app.auth.example"+target, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range f.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	f.DomainHandler("photo-app").ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if f.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(f.cookies, c.Name)
		}
	}
	return w
}

var hiddenField = regexp.MustCompile(`name="_csrf" value="([^"]*)"`)

// signIn signs ana in on the page and returns the address to which she is sent.
func (f *front) signIn(ask string) *url.URL {
	f.t.Helper()
	m := hiddenField.FindStringSubmatch(f.send(http.MethodGet, "/login?"+ask, "").Body.String())
	if m == nil {
		f.t.Fatal("the page has no _csrf")
	}
	w := f.send(http.MethodPost, "/login?"+ask, url.Values{"_csrf": {m[1]}, "username": {"ana"}, "password": {anaPassword}}.Encode())
	u, err := w.Result().Location()
	if err != nil {
		f.t.Fatalf("no redirect: %d %s", w.Code, w.Body)
	}
	return u
}

func (f *front) exchange(code, verifier string) (int, tokens) {
	w := f.send(http.MethodPost, "/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "client_id": {testClient}, "code": {code}, "redirect_uri": {testReturn}, "code_verifier": {verifier},
	}.Encode())
	var out tokens
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		f.t.Error(err)
	}
	return w.Code, out
}

func TestACodeIsGoodForOneOfManyCallsAtOnce(t *testing.T) {
	f := newFront(t, nil)
	code := f.signIn(testAsk + "&code_challenge=" + oauth2.S256(testProof) + "&code_challenge_method=S256").Query().Get("code")
	f.cookies = nil
	var calls sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for range 16 {
		calls.Go(func() {
			r := httptest.NewRequest(http.MethodPost, "https://photo-app.auth.example/oauth2/token", strings.NewReader(url.Values{
				"grant_type": {"authorization_code"}, "client_id": {testClient}, "code": {code}, "redirect_uri": {testReturn}, "code_verifier": {testProof},
			}.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			f.DomainHandler("photo-app").ServeHTTP(w, r)
			mu.Lock()
			defer mu.Unlock()
			if w.Code == http.StatusOK {
				good++
			}
		})
	}
	calls.Wait()
	if good != 1 {
		t.Errorf("%d of 16 calls got tokens, want 1", good)
	}
}

func TestACodeAloneBringsNothing(t *testing.T) {
	f := newFront(t, nil)
	code := f.signIn(testAsk + "&code_challenge=" + oauth2.S256(testProof) + "&code_challenge_method=S256").Query().Get("code")
	for _, verifier := range []string{"", "x", testProof + "x", oauth2.S256(testProof)} {
		if status, out := f.exchange(code, verifier); status != http.StatusBadRequest || out.AccessToken != "" {
			t.Errorf("verifier %q: status %d", verifier, status)
		}
	}
	plain := f.signIn(testAsk + "&prompt=login").Query().Get("code")
	if status, _ := f.exchange(plain, testProof); status != http.StatusBadRequest {
		t.Errorf("a verifier without a challenge: status %d", status)
	}
	if status, out := f.exchange(code, testProof); status != http.StatusOK || out.RefreshToken == "" {
		t.Errorf("the right verifier: status %d", status)
	}
}

func TestTheTokensOfACodeNameOneAnother(t *testing.T) {
	f := newFront(t, nil)
	signedIn := f.clock.Now()
	code := f.signIn(testAsk + "&nonce=n1").Query().Get("code")
	f.clock.Advance(4 * time.Minute)
	_, out := f.exchange(code, "")
	id, access := f.claims(out.IDToken), f.claims(out.AccessToken)
	if id[0].Name != "at_hash" || id.Text("nonce") != "n1" || id.Text("origin_jti") != access.Text("origin_jti") {
		t.Errorf("ID token %v", id)
	}
	if at, _ := id.Time("auth_time"); !at.Equal(signedIn) {
		t.Errorf("auth_time = %v, want the sign-in at %v", at, signedIn)
	}
	if at, _ := id.Time("iat"); !at.Equal(f.clock.Now()) {
		t.Errorf("iat = %v, want now", at)
	}
}

func TestACodeDiesWithItsUser(t *testing.T) {
	for name, end := range map[string]func(*front){
		"disabled": func(f *front) { f.pools[testPool].users["ana"].disabled = true },
		"deleted":  func(f *front) { f.pools[testPool].remove(f.pools[testPool].users["ana"]) },
	} {
		f := newFront(t, nil)
		code := f.signIn(testAsk).Query().Get("code")
		end(f)
		if status, _ := f.exchange(code, ""); status != http.StatusBadRequest {
			t.Errorf("%s: the code brings status %d", name, status)
		}
		w := f.send(http.MethodGet, "/oauth2/authorize?prompt=none&"+testAsk, "")
		if !strings.Contains(w.Header().Get("Location"), "login_required") {
			t.Errorf("%s: the browser is still known: %s", name, w.Header().Get("Location"))
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	for name, tt := range map[string]struct{ cookie, field string }{
		"neither":              {"", ""},
		"both empty":           {"", ""},
		"the field alone":      {"", "a"},
		"the cookie alone":     {"00000000-0000-4000-8000-000000000000", ""},
		"another value":        {"00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000001"},
		"the beginning of it":  {"00000000-0000-4000-8000-000000000000", "0000"},
		"more than the cookie": {"00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-0000000000000"},
	} {
		f := newFront(t, nil)
		if tt.cookie != "" {
			f.cookies[csrfCookie] = tt.cookie
		}
		w := f.send(http.MethodPost, "/login?"+testAsk, url.Values{"_csrf": {tt.field}, "username": {"ana"}, "password": {anaPassword}}.Encode())
		if w.Code != http.StatusForbidden || f.cookies[sessionCookie] != "" {
			t.Errorf("%s: status %d, session %q", name, w.Code, f.cookies[sessionCookie])
		}
	}
}

func TestCookiesAreOutOfReach(t *testing.T) {
	f := newFront(t, nil)
	seen := map[string]*http.Cookie{}
	w := f.send(http.MethodGet, "/login?"+testAsk, "")
	m := hiddenField.FindStringSubmatch(w.Body.String())
	for _, c := range slices.Concat(w.Result().Cookies(), f.send(http.MethodPost, "/login?"+testAsk, url.Values{"_csrf": {m[1]}, "username": {"ana"}, "password": {anaPassword}}.Encode()).Result().Cookies()) {
		seen[c.Name] = c
	}
	for _, name := range []string{csrfCookie, sessionCookie} {
		c := seen[name]
		if c == nil || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("cookie %s: %+v", name, c)
		}
	}
	if c := seen[sessionCookie]; c.MaxAge != int(time.Hour/time.Second) {
		t.Errorf("the session cookie is good for %d seconds, want an hour", c.MaxAge)
	}
}

func TestPagesShowWhatIsTypedAsText(t *testing.T) {
	const attack = `"><script>alert(1)</script>`
	f := newFront(t, func(p *account.UserPool) { p.Clients[0].Name, p.Name = "web"+attack, "photos"+attack })
	ask := testAsk + "&state=" + url.QueryEscape(attack) + "&login_hint=" + url.QueryEscape(attack) + `&x='"<script>`
	for _, path := range []string{"/login", "/signup", "/forgotPassword", "/confirmUser"} {
		w := f.send(http.MethodGet, path+"?"+strings.ReplaceAll(ask, " ", "%20"), "")
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<script>") {
			t.Errorf("%s: status %d, page %s", path, w.Code, w.Body)
		}
		for _, header := range []string{"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control", "Strict-Transport-Security"} {
			if w.Header().Get(header) == "" {
				t.Errorf("%s lacks %s", path, header)
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: %s", path, csp)
		}
	}
	body := f.send(http.MethodGet, "/login?"+ask, "").Body.String()
	action := regexp.MustCompile(`action="(/login[^"]*)"`).FindStringSubmatch(body)
	if action == nil {
		t.Fatal("no form")
	}
	u, err := url.Parse(html.UnescapeString(action[1]))
	if err != nil || u.Query().Get("state") != attack {
		t.Errorf("the form loses what the application asked for: %s", action[1])
	}
}

func TestWhereFormsMayLead(t *testing.T) {
	for address, want := range map[string]string{
		"https://app.example.com/callback": " https://app.example.com",
		"http://127.0.0.1:8400/callback":   " http://127.0.0.1:8400",
		"http://[::1]:8400/callback":       " http:",
		"myapp://callback":                 " myapp://callback",
		"myapp:/callback":                  " myapp:",
		"https://a;script-src *":           "",
		"":                                 "",
	} {
		if got := source(address); got != want && !(want == "" && got == " https:") {
			t.Errorf("source(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestScopesThatAreGranted(t *testing.T) {
	f := newFront(t, nil)
	c := f.clients[testClient]
	for _, tt := range []struct{ name, asked, want string }{
		{"nothing asked: everything that the client has", "", "openid email phone profile shop-api/read"},
		{"what is asked", "openid email", "openid email"},
		{"once each", "openid openid", "openid"},
		{"a custom one without openid", "shop-api/read", "shop-api/read"},
		{"one that is not the client's is passed over", "openid shop-api/write aws.cognito.signin.user.admin", "openid"},
		{"none that is the client's", "shop-api/write", "refused"},
		{"one that the pool does not have", "openid shop-api/delete", "refused"},
		{"profile without openid", "profile", "refused"},
		{"email beside a custom one", "email shop-api/read", "refused"},
	} {
		got, err := c.grantScopes(tt.asked)
		text := strings.Join(got, " ")
		if err != nil {
			text = "refused"
		}
		if text != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, text, tt.want)
		}
	}
	c.Scopes = []string{"email", "shop-api/read"}
	if got, err := c.grantScopes(""); err != nil || strings.Join(got, " ") != "shop-api/read" {
		t.Errorf("a client with email and without openid: %v, %v", got, err)
	}
}

func TestScopesOpenAttributes(t *testing.T) {
	f := newFront(t, nil)
	for scope, want := range map[string]string{
		"openid": "email name phone_number", "openid profile": "email name phone_number", "openid email": "email", "openid phone": "phone_number", "openid email phone": "email phone_number",
	} {
		sess := &session{client: f.clients[testClient], version: 2, scope: scope}
		var got []string
		for _, name := range []string{"email", "name", "phone_number"} {
			if sess.shows(name) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s shows %v, want %s", scope, got, want)
		}
	}
}

func TestAPageOfOnePoolServesNoOther(t *testing.T) {
	f := newFront(t, nil)
	f.mu.Lock()
	p := f.newPool(account.UserPool{ID: "us-east-1_Other0000", Name: "others", Domain: "others"})
	f.newClient(p, account.Client{ID: "other", Name: "other", OAuthFlows: []string{"code"}, Scopes: []string{"openid"}, CallbackURLs: []string{testReturn}})
	f.mu.Unlock()
	if w := f.send(http.MethodGet, "/login?response_type=code&client_id=other&redirect_uri="+testReturn, ""); w.Code != http.StatusBadRequest {
		t.Errorf("another pool's client: status %d", w.Code)
	}
	access := f.tokens().AccessToken
	r := httptest.NewRequest(http.MethodGet, "https://others.auth.example/oauth2/userInfo", nil)
	r.Header.Set("Authorization", "Bearer "+access)
	w := httptest.NewRecorder()
	f.DomainHandler("others").ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("another pool's token: status %d", w.Code)
	}
}

func TestTablesOfADomainStaySmall(t *testing.T) {
	now := testStart
	table := map[string]*grant{}
	for i := range 2000 {
		table[string(rune(i))] = &grant{expires: now.Add(time.Duration(i-1990) * time.Second)}
	}
	sweep(table, now, func(g *grant) time.Time { return g.expires })
	if len(table) != 10 {
		t.Errorf("%d codes are kept, want the 10 that are good", len(table))
	}
}
