package simtest

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
)

// A sign-in over Google and one with a password leave no secret in what the log shows by default.
func TestSignInPagesLeaveNoSecretInTheLog(t *testing.T) {
	const callback, host = "https://app.example.com/callback", "https://photo-app.auth.us-east-1.amazoncognito.com"
	w := world(t, sim.Config{Keys: keys, Account: account.Account{UserPools: []account.UserPool{{
		ID: "us-east-1_Ab3dEf9Gh", Name: "photos", Domain: "photo-app",
		Clients: []account.Client{{ID: "web", Name: "web", OAuthFlows: []string{"code"}, Scopes: []string{"openid"}, CallbackURLs: []string{callback},
			IdentityProviders: []string{"COGNITO", "Google"}}},
		Providers: []account.SocialProvider{{Name: "Google", Client: "at-google", Secret: "the-secret-at-google", Scopes: "openid email", Mapping: map[string]string{"email": "email"}}},
		Users:     []account.User{{Username: "ana", Password: "Sunny-Day-7 &+"}},
	}}}})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := w.Client()
	client.Jar = jar
	secrets := []string{"Sunny-Day-7 &+", url.QueryEscape("Sunny-Day-7 &+"), "the-secret-at-google"}
	do := func(method, address string, form url.Values) (header http.Header, body string) {
		t.Helper()
		req, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if form != nil {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		p := player{}
		if err := p.read(resp); err != nil {
			t.Fatal(err)
		}
		for _, c := range resp.Cookies() {
			if c.Value != "" {
				secrets = append(secrets, c.Value)
			}
		}
		for _, name := range []string{"code", "state"} {
			if u, err := resp.Location(); err == nil && u.Query().Get(name) != "" {
				secrets = append(secrets, u.Query().Get(name), url.QueryEscape(u.Query().Get(name)))
			}
		}
		return resp.Header, string(p.body)
	}
	ask := "?" + url.Values{"response_type": {"code"}, "client_id": {"web"}, "redirect_uri": {callback}}.Encode()
	redeem := func(header http.Header) {
		t.Helper()
		u, err := url.Parse(header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		_, body := do(http.MethodPost, host+"/oauth2/token", url.Values{"grant_type": {"authorization_code"}, "client_id": {"web"}, "code": {u.Query().Get("code")}, "redirect_uri": {callback}})
		found := regexp.MustCompile(`"(?:id|access|refresh)_token":"([^"]+)"`).FindAllStringSubmatch(body, -1)
		if len(found) != 3 {
			t.Fatalf("no tokens: %s", body)
		}
		for _, m := range found {
			secrets = append(secrets, m[1])
		}
	}
	_, page := do(http.MethodGet, host+"/login"+ask, nil)
	csrf := regexp.MustCompile(`name="_csrf" value="([^"]+)"`).FindStringSubmatch(page)[1]
	header, _ := do(http.MethodPost, host+"/login"+ask, url.Values{"_csrf": {csrf}, "username": {"ana"}, "password": {"Sunny-Day-7 &+"}})
	redeem(header)
	header, _ = do(http.MethodGet, host+"/oauth2/authorize"+ask+"&prompt=login&identity_provider=Google", nil)
	header, _ = do(http.MethodPost, header.Get("Location"), url.Values{"account": {"gina@example.com"}})
	header, _ = do(http.MethodGet, header.Get("Location"), nil)
	redeem(header)

	for _, e := range w.Log().Since(0) {
		shown := e.Redacted()
		text := fmt.Sprint(shown.Request.Target, shown.Request.Header, string(shown.Request.Body), shown.Response.Header, string(shown.Response.Body), shown.Because, shown.Checks)
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s at %s shows %q", shown.Operation, shown.To, secret)
			}
		}
	}
}
