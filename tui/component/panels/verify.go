package panels

import (
	"context"
	"crypto/rsa"
	"slices"
	"strings"

	"poolschool/sim/token"
	"poolschool/tui/component/cells"
)

// check is one thing that a careful reader looks at.
type check struct {
	ok         bool
	text, note string
}

// writeChecks runs the checks on the token that is shown, and writes them in their order.
func (m *Model) writeChecks(w *writer, h holding) {
	was := h.token
	if h.was != nil {
		was = *h.was
	}
	if m.keys == nil || m.issuer != was.Claims.Text("iss") {
		return
	}
	w.heading("Checks of a careful reader")
	failed := 0
	for i, c := range m.checks(h.token, was) {
		sign, ink := w.styles.verdict(c.ok)
		if !c.ok {
			failed++
		}
		w.begin(item{id: "check " + c.text, what: "a check", text: c.text + " (" + c.note + ")", around: -1, about: c.note})
		head := w.styles.Muted.Render(cells.Right(string(rune('1'+i)), 2)) + " " + ink.Render(sign) + " "
		w.put(head, w.styles.Text, c.text)
		if c.note != "" && !c.ok {
			w.put("     ", w.styles.Muted, c.note)
		}
		w.end()
	}
	switch {
	case failed > 0:
		w.put("  ", w.styles.Muted, "A reader refuses the token at the first "+signOf(w, false)+".")
	case h.was == nil:
		w.put("  ", w.styles.Muted, "Change a claim and look again: e.")
	}
}

func signOf(w *writer, ok bool) string {
	sign, _ := w.styles.verdict(ok)
	return sign
}

// checks are those of whoever the token was made for. What they expect of its claims is what stood in it when it was issued.
func (m *Model) checks(t, was token.Token) []check {
	alg, kid := t.Header.Text("alg"), t.Header.Text("kid")
	wanted := was.Header.Text("alg")
	_, published := m.keys[kid]
	signature := check{ok: m.genuine(t), text: "the signature fits header and payload", note: "by key " + middle(kid, 16)}
	switch {
	case !published:
		signature.note = "without a key nothing can be checked"
	case !signature.ok:
		signature.note = "something in the token is not what the issuer signed"
	}
	all := []check{
		{true, "three parts, each readable", ""},
		{alg == wanted && alg != "", "the algorithm is the expected one", "the header says " + orNone(alg) + ", expected is " + orNone(wanted)},
		{published, "the issuer publishes a key with this id", "there is no key " + orNone(middle(kid, 16))},
		signature,
		same(t, was, "iss", "made by the expected issuer"),
	}
	for _, c := range []struct{ name, text string }{
		{"aud", "made for this app client"}, {"client_id", "asked for by this app client"}, {"token_use", "of the expected kind"},
	} {
		if _, ok := was.Claims.Get(c.name); ok {
			all = append(all, same(t, was, c.name, c.text))
		}
	}
	if exp, ok := t.Claims.Time("exp"); ok && !m.now.IsZero() {
		all = append(all, check{m.now.Before(exp), "not over yet", "exp is " + exp.Format("2006-01-02 15:04:05") + ", now it is " + m.now.Format("15:04:05")})
	} else if !ok {
		all = append(all, check{false, "not over yet", "exp is no time"})
	}
	return all
}

// genuine asks the issuer's key.
func (m *Model) genuine(t token.Token) bool {
	_, err := token.Verify(context.Background(), t.Raw, token.Rules{
		Algorithms: []string{token.RS256, token.RS512}, Name: "token",
		Keys: func(_ context.Context, kid string) (*rsa.PublicKey, error) {
			if key, ok := m.keys[kid]; ok {
				return key, nil
			}
			return nil, token.ErrUnknownKey
		},
	})
	return err == nil
}

// same compares a claim with what was issued.
func same(t, was token.Token, name, text string) check {
	got, want := t.Claims.Strings(name), was.Claims.Strings(name)
	return check{slices.Equal(got, want), text, name + " is " + orNone(strings.Join(got, ", ")) + ", expected is " + orNone(strings.Join(want, ", "))}
}

func orNone(text string) string {
	if text == "" {
		return "missing"
	}
	return text
}
