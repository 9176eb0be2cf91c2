package panels

import (
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"poolschool/sim/token"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// withToken is the Token tab with a genuine ID token, and the key that checks it.
func withToken(t *testing.T) Model {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 10, 4, 0, 0, time.UTC)
	raw, err := token.Sign(token.RS256, key, token.Claims{{Name: "kid", Value: "k1"}, {Name: "alg", Value: token.RS256}}, token.Claims{
		{Name: "sub", Value: "74c8e4b8"}, {Name: "cognito:groups", Value: []string{"editors"}}, {Name: "iss", Value: "https://pool.example"},
		{Name: "aud", Value: "client-1"}, {Name: "token_use", Value: "id"}, {Name: "exp", Value: now.Add(time.Hour).Unix()},
	})
	if err != nil {
		t.Fatal(err)
	}
	m := New(NewStyles(theme.Plain()))
	m.SetNow(now)
	m.Set(Content{Name: "idToken", Value: raw})
	m.Show(Token)
	m.SetFocused(true)
	m.SetSize(80, 60)
	m.SetKeys("https://pool.example", map[string]*rsa.PublicKey{"k1": &key.PublicKey})
	return m
}

// change puts the cursor on a claim and types another value.
func change(t *testing.T, m Model, claim, to string) Model {
	t.Helper()
	for range 30 {
		if _, name, ok := m.claim(); ok && name == claim {
			break
		}
		m, _ = m.Update(tuitest.Key(t, "down"))
	}
	keys := []string{"e", "ctrl+u"}
	for _, r := range to {
		keys = append(keys, string(r))
	}
	for _, k := range append(keys, "enter") {
		m, _ = m.Update(tuitest.Key(t, k))
	}
	return m
}

// failing are the checks with a ✗.
func failing(m Model) string {
	var bad []string
	for line := range strings.SplitSeq(ansi.Strip(m.View()), "\n") {
		if _, text, ok := strings.Cut(line, theme.SignDeny+" "); ok && !strings.Contains(line, "refuses") {
			bad = append(bad, strings.Join(strings.Fields(strings.TrimRight(text, "│┃ ")), " "))
		}
	}
	return strings.Join(bad, "; ")
}

func TestChangedClaimsFailTheirChecks(t *testing.T) {
	const signature = "the signature fits header and payload"
	for _, tt := range []struct{ name, claim, to, want string }{
		{"the token as it was passes", "", "", ""},
		{"any claim breaks the signature", "sub", "somebody-else", signature},
		{"a list too", "cognito:groups", "admins, editors", signature},
		{"another issuer", "iss", "https://evil.example", signature + "; made by the expected issuer"},
		{"another audience", "aud", "client-2", signature + "; made for this app client"},
		{"another kind", "token_use", "access", signature + "; of the expected kind"},
		{"a time that is over", "exp", "1000", signature + "; not over yet"},
		{"a time that is none", "exp", "soon", signature + "; not over yet"},
		{"another key", "kid", "k2", "the issuer publishes a key with this id; " + signature},
		{"no algorithm", "alg", "none", "the algorithm is the expected one; " + signature},
		{"the same value changes nothing", "aud", "client-1", ""},
	} {
		m := withToken(t)
		if tt.claim != "" {
			m = change(t, m, tt.claim, tt.to)
		}
		if got := failing(m); got != tt.want {
			t.Errorf("%s: fails %q, want %q\n%s", tt.name, got, tt.want, ansi.Strip(m.View()))
		}
	}
}

func TestAForgedTokenSaysSoAndCanBeUndone(t *testing.T) {
	m := change(t, withToken(t), "sub", "x")
	if !strings.Contains(m.View(), "changed by you") {
		t.Errorf("nobody says that the token was changed:\n%s", m.View())
	}
	if back := change(t, m, "sub", "74c8e4b8"); strings.Contains(back.View(), "changed by you") || failing(back) != "" {
		t.Errorf("changed back it is still another token:\n%s", back.View())
	}
	m, _ = m.Update(tuitest.Key(t, "E"))
	if strings.Contains(m.View(), "changed by you") || failing(m) != "" {
		t.Errorf("E leaves the token changed:\n%s", m.View())
	}
}

func TestWhileForgingLettersAreText(t *testing.T) {
	m := withToken(t)
	m, _ = m.Update(tuitest.Key(t, "e")) // on the whole token: nothing to change
	if m.Forging() {
		t.Error("the whole token is no claim")
	}
	m, _ = m.Update(tuitest.Key(t, "down"))
	for _, k := range []string{"e", "v", "n", "1"} {
		m, _ = m.Update(tuitest.Key(t, k))
	}
	if !m.Forging() || m.Tab() != Token || m.Revealed() {
		t.Error("letters were keys while a claim was changed")
	}
	m, _ = m.Update(tuitest.Key(t, "esc"))
	if m.Forging() || strings.Contains(m.View(), "changed by you") {
		t.Error("esc changes the token")
	}
	for width := 20; width < 120; width += 9 {
		f := change(t, withToken(t), "aud", strings.Repeat("long ", 40))
		f, _ = f.Update(tuitest.Key(t, "e"))
		f.SetSize(width, 30)
		tuitest.Frame(t, f.View(), width, 30)
	}
}
