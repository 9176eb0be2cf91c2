package panels

import (
	"crypto/rsa"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/token"
	"poolschool/tui/component/input"
)

// forging is a claim that is being changed.
type forging struct {
	on         bool
	part, name string // "payload", "sub"
	field      textinput.Model
}

// Forging says that a claim is being changed: all keys are for its field.
func (m Model) Forging() bool { return m.forging.on }

// Issuer is who made the token that the Token tab shows; "" when it shows none.
func (m Model) Issuer() string {
	if m.held >= len(m.holdings) || m.holdings[m.held].kind != signed {
		return ""
	}
	if was := m.holdings[m.held].was; was != nil {
		return was.Claims.Text("iss")
	}
	return m.holdings[m.held].token.Claims.Text("iss")
}

// SetKeys hands in the keys that an issuer publishes, by key id. With them the Token tab runs the checks of a careful reader.
func (m *Model) SetKeys(issuer string, keys map[string]*rsa.PublicKey) {
	m.issuer, m.keys = issuer, keys
	m.stale(Token)
	m.draw()
}

// claim is the part and the name of the claim under the cursor.
func (m Model) claim() (part, name string, ok bool) {
	if m.tab != Token || m.held >= len(m.holdings) || m.holdings[m.held].kind != signed {
		return "", "", false
	}
	item, ok := m.views[m.tab.index()].item()
	if !ok {
		return "", "", false
	}
	part, name, ok = strings.Cut(item.id, ".")
	return part, name, ok
}

// forged says that the token which is shown was changed.
func (m Model) forged() bool {
	return m.tab == Token && m.held < len(m.holdings) && m.holdings[m.held].was != nil
}

// beginForging puts the claim under the cursor into a field.
func (m *Model) beginForging() {
	part, name, ok := m.claim()
	if !ok {
		return
	}
	item, _ := m.view().item()
	m.forging = forging{on: true, part: part, name: name, field: input.New(m.styles.theme, 20)}
	m.forging.field.SetValue(item.text)
	m.forging.field.Focus() // its command only blinks
	m.stale(Token)
	m.draw()
}

// forge is what keys do while a claim is being changed.
func (m *Model) forge(msg tea.KeyMsg) {
	switch msg.Type {
	case tea.KeyEsc:
		m.forging.on = false
	case tea.KeyEnter:
		m.forging.on = false
		m.change(m.forging.part, m.forging.name, m.forging.field.Value())
	default:
		m.forging.field, _ = m.forging.field.Update(msg) // its command only blinks
	}
	m.stale(Token)
	m.draw()
}

// change makes another token of the one that is shown: one claim is what the learner typed, the signature is the old one.
func (m *Model) change(part, name, text string) {
	h := m.holdings[m.held]
	header, claims := h.token.Header, h.token.Claims
	if part == "header" {
		header = with(header, name, text)
	} else {
		claims = with(claims, name, text)
	}
	t, err := token.Forge(header, claims, h.token.Parts[2])
	if err != nil || t.Raw == h.raw {
		return // what was typed is what stood there
	}
	if h.was == nil {
		was := h.token
		h.was = &was
		h.title += ", changed by you"
	}
	if t.Raw == h.was.Raw { // changed back
		h.was, h.title = nil, strings.TrimSuffix(h.title, ", changed by you")
	}
	h.token, h.raw = t, t.Raw
	m.holdings = slices.Clone(m.holdings)
	m.holdings[m.held] = h
}

// with is the claims with one of another value, of the kind that it was: a list stays one, and so does a number as long as the
// text is one.
func with(claims token.Claims, name, text string) token.Claims {
	out := slices.Clone(claims)
	for i, c := range out {
		if c.Name != name || claimText(c.Value) == text {
			continue
		}
		raw := jsontext.Value(strings.TrimSpace(text))
		switch c.Value.(type) {
		case string:
			out[i].Value = text
		case []any, []string:
			out[i].Value = listed(text)
		default:
			if out[i].Value = any(text); raw.IsValid() {
				out[i].Value = raw
			}
		}
	}
	return out
}

// listed is a list as claimText shows it, or as JSON.
func listed(text string) any {
	if raw := jsontext.Value(text); raw.IsValid() && raw.Kind() == '[' {
		return raw
	}
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		list = append(list, strings.TrimSpace(part))
	}
	return list
}
