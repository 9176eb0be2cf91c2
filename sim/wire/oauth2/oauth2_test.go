package oauth2

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"poolschool/sim/wire"
)

func post(body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "https://login.example.org/token", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	return r
}

func TestFormsHoldEachParameterOnce(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       error
	}{
		{"one of each", "grant_type=refresh_token&scope=", nil},
		{"nothing at all", "", nil},
		{"one twice", "code=a&code=b", ErrInvalidRequest},
		{"the same value twice", "code=a&code=a", ErrInvalidRequest},
		{"a broken escape", "code=%zz", ErrInvalidRequest},
		{"a semicolon between", "code=a;state=b", ErrInvalidRequest},
		{"longer than any form", "a=" + strings.Repeat("x", MaxForm), ErrInvalidRequest},
	} {
		if _, err := Body(post(tt.body)); !errors.Is(err, tt.want) && err != tt.want {
			t.Errorf("%s: error = %v, want %v", tt.name, err, tt.want)
		}
	}
	r := post(`{"grant_type":"refresh_token"}`)
	r.Header.Set("Content-Type", "application/json")
	if _, err := Body(r); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("JSON instead of a form: error = %v", err)
	}
	f, err := Query(httptest.NewRequest(http.MethodGet, "/x?requiredAttributes%5Bemail%5D=a%40b&requiredAttributes[]=c&state=s+t", nil))
	if err != nil || f.Get("state") != "s t" {
		t.Errorf("query: %v, %v", f, err)
	}
	if got := f.Prefixed("requiredAttributes[", "]"); len(got) != 1 || got["email"] != "a@b" {
		t.Errorf("prefixed = %v", got)
	}
	if err := f.Need("state", "code"); !errors.Is(err, ErrInvalidRequest) {
		t.Errorf("missing code: %v", err)
	}
}

func TestClientsSayWhoTheyAreInOnePlace(t *testing.T) {
	basic := func(text string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, tt := range []struct {
		name, header, body string
		want               Credentials
		err                error
	}{
		{"in the form", "", "client_id=web&client_secret=s", Credentials{ID: "web", Secret: "s"}, nil},
		{"public", "", "client_id=web", Credentials{ID: "web"}, nil},
		{"in the header", basic("web:s%2Bt"), "client_id=web", Credentials{ID: "web", Secret: "s+t", Basic: true}, nil},
		{"a secret with a percent sign", basic("web:100%"), "", Credentials{ID: "web", Secret: "100%", Basic: true}, nil},
		{"nowhere", "", "code=x", Credentials{}, ErrInvalidRequest},
		{"a secret twice", basic("web:s"), "client_secret=s", Credentials{}, ErrInvalidRequest},
		{"two clients", basic("web:s"), "client_id=other", Credentials{}, ErrInvalidClient},
		{"not Basic", "Bearer x", "client_id=web", Credentials{}, ErrInvalidClient},
		{"not base64", "Basic ***", "", Credentials{}, ErrInvalidClient},
	} {
		r := post(tt.body)
		if tt.header != "" {
			r.Header.Set("Authorization", tt.header)
		}
		f, err := Body(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ClientOf(r, f)
		if got != tt.want || !errors.Is(err, tt.err) && err != tt.err {
			t.Errorf("%s: %+v, %v, want %+v, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
}

func TestChallengeOfTheRFC(t *testing.T) {
	// https://www.rfc-editor.org/rfc/rfc7636#appendix-B
	const verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
	if got := S256(verifier); got != challenge {
		t.Errorf("S256 = %s, want %s", got, challenge)
	}
	if !ProvesChallenge(verifier, challenge) || ProvesChallenge(verifier+"x", challenge) || ProvesChallenge("", challenge) {
		t.Error("a verifier is taken for another's")
	}
}

func TestBearer(t *testing.T) {
	for header, want := range map[string]string{"Bearer a.b.c": "a.b.c", "bearer x": "x", "Bearer": "", "Bearer ": "", "Basic x": "", "Bearer a b": "", "": ""} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Authorization", header)
		if got, ok := Bearer(r); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", header, got, ok, want)
		}
	}
}

func TestRedirectsKeepTheirOrder(t *testing.T) {
	code, state := Parameter{"code", "a b"}, Parameter{"state", ""}
	for _, tt := range []struct {
		name, base, want string
		fragment         bool
	}{
		{"query", "https://app/cb", "https://app/cb?code=a+b&x=1", false},
		{"after a query", "https://app/cb?p=1", "https://app/cb?p=1&code=a+b&x=1", false},
		{"fragment", "https://app/cb?p=1", "https://app/cb?p=1#code=a+b&x=1", true},
	} {
		if got := Address(tt.base, tt.fragment, code, state, Parameter{"x", "1"}); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := Address("app://cb", false, state); got != "app://cb" {
		t.Errorf("nothing to add: %s", got)
	}
}

func TestRefusalsGoOutAsJSONAndAsRedirects(t *testing.T) {
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/oauth2/token", nil)
	Refuse(w, r, ErrInvalidGrant.Because("used before"))
	if got := w.Body.String(); w.Code != 400 || got != `{"error":"invalid_grant"}` || w.Header().Get("Content-Type") != "application/json;charset=UTF-8" {
		t.Errorf("%d %s %v", w.Code, got, w.Header())
	}
	w = httptest.NewRecorder()
	Refuse(w, r, errors.New("broken"))
	if w.Code != 500 || strings.Contains(w.Body.String(), "broken") {
		t.Errorf("an error of ours: %d %s", w.Code, w.Body)
	}
	w = httptest.NewRecorder()
	RedirectError(w, r, "https://app/cb", "s1", Describe(ErrInvalidRequest, "Google Error"))
	if got, want := w.Header().Get("Location"), "https://app/cb?error_description=Google+Error&state=s1&error=invalid_request"; got != want {
		t.Errorf("Location = %s, want %s", got, want)
	}
	if e := Describe(ErrInvalidClient, "x"); !errors.Is(e, ErrInvalidClient) || ErrInvalidClient.Message != "" {
		t.Error("Describe changes the refusal itself")
	}
	var _ *wire.Error = ErrServerError
}

func FuzzForm(f *testing.F) {
	f.Add("a=1&b=2")
	f.Add("a=1&a=2;c")
	f.Fuzz(func(t *testing.T, text string) {
		form, err := parse(text)
		if err != nil && !errors.Is(err, ErrInvalidRequest) {
			t.Errorf("error = %v", err)
		}
		form.Prefixed("a[", "]")
	})
}
