package panels

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// writeToken writes the token that was chosen, or says that the exchange has none.
func (m *Model) writeToken(w *writer) {
	if len(m.holdings) == 0 {
		text := "No token and no credentials in this exchange."
		if m.content.Exchange.ID == 0 {
			text = "Tokens and credentials are shown here as soon as a call brings some."
		}
		w.put("", w.styles.Muted, text)
		return
	}
	h := m.holdings[m.held]
	m.writeHeld(w)
	switch h.kind {
	case signed:
		m.writeSigned(w, h)
	case opaque:
		m.writeOpaque(w, h)
	case credentials:
		m.writeCredentials(w, h)
	}
}

// writeHeld lists what the exchange has, if that is more than one.
func (m *Model) writeHeld(w *writer) {
	if len(m.holdings) < 2 {
		return
	}
	var b strings.Builder
	for i, h := range m.holdings {
		word := h.side.Mark(plain(h.short))
		if i > 0 {
			b.WriteByte(' ')
		}
		if i == m.held {
			w.styles.of(h.side).Put(&b, "["+word+"]")
		} else {
			w.styles.Muted.Put(&b, " "+word+" ")
		}
	}
	w.line(b.String())
}

// writeSigned writes the three parts as on the wire, then what is in them.
func (m *Model) writeSigned(w *writer, h holding) {
	var life lived
	life.from, _ = h.token.Claims.Time("iat")
	life.to, _ = h.token.Claims.Time("exp")
	m.titleLine(w, h, life)
	inks := partInks(w.styles, h)
	w.begin(item{id: "raw", what: h.title, text: h.raw, around: -1, about: "Three parts between dots. Anybody can read header and payload; nobody can make up the signature."})
	m.writeParts(w, h, inks)
	w.end()
	w.gap()
	m.writeClaims(w, h, "Header", "header", h.token.Header, inks[0])
	m.writeClaims(w, h, "Payload", "payload", h.token.Claims, inks[1])
	w.line(inks[2].Render("Signature"))
	w.begin(item{
		id: "signature", what: "the signature", text: h.token.Parts[2], around: -1,
		about: "Made with the issuer's private key, checked with its published one. Change a letter above and it no longer fits.",
	})
	w.put("  ", w.styles.Text, fmt.Sprintf("%d bytes by key %s", len(h.token.Signature), middle(h.token.Header.Text("kid"), 16)))
	w.end()
	m.writeChecks(w, h)
}

// partInks colour header, payload and signature. The payload says whose token it is, so it has the side's colour.
func partInks(s Styles, h holding) [3]theme.Ink {
	return [3]theme.Ink{s.Member, s.of(h.side), s.Value}
}

// writeParts writes the token on the wire: whole if it was asked for, else each part by its beginning and its end.
func (m *Model) writeParts(w *writer, h holding, inks [3]theme.Ink) {
	if m.revealed {
		for i, part := range h.token.Parts {
			dot := ""
			if i < 2 {
				dot = "."
			}
			w.put("", inks[i], part+dot)
		}
		return
	}
	room := max((w.width-2)/3, 4)
	var b strings.Builder
	for i, part := range h.token.Parts {
		if i > 0 {
			w.styles.Muted.Put(&b, ".")
		}
		inks[i].Put(&b, middle(part, min(room, 24)))
	}
	w.line(b.String())
}

// writeClaims writes a part of the token, a claim a line in the order in which they stand.
func (m *Model) writeClaims(w *writer, h holding, title, part string, claims token.Claims, ink theme.Ink) {
	w.line(ink.Render(title))
	column := 0
	for _, c := range claims {
		column = max(column, cells.Width(plain(c.Name)))
	}
	column = min(column, max(w.width/3, 8))
	for _, c := range claims {
		value := claimText(c.Value)
		w.begin(item{id: part + "." + c.Name, what: c.Name, text: value, around: -1, about: claimAbout(h, c)})
		label := "  " + w.styles.Member.Render(cells.Fit(plain(c.Name), column)) + "  "
		if m.forging.on && m.forging.part == part && m.forging.name == c.Name {
			m.forging.field.Width = max(w.width-cells.Width(label)-1, 1)
			w.lines = append(w.lines, cells.Cut(label+m.forging.field.View(), w.width))
			w.end()
			continue
		}
		m.writeClaim(w, label, c, value, claims)
		w.end()
	}
}

func (m *Model) writeClaim(w *writer, label string, c token.Claim, value string, claims token.Claims) {
	at, isTime := claims.Time(c.Name)
	switch {
	case isTime && clockClaim(c.Name):
		note := at.Format("15:04:05")
		if !m.now.IsZero() && (at.YearDay() != m.now.YearDay() || at.Year() != m.now.Year()) {
			note = at.Format("2006-01-02 15:04:05")
		}
		line := label + w.styles.Value.Render(value) + "  " + w.styles.Muted.Render(note)
		if c.Name == "exp" && !m.now.IsZero() {
			left, ink := m.left(w.styles, at)
			line += w.styles.Muted.Render(" · ") + ink.Render(left)
		}
		w.line(line)
	case m.revealed:
		w.put(label, m.claimInk(w.styles, c), value)
	default:
		ink := m.claimInk(w.styles, c)
		w.line(label + ink.Render(cells.Cut(plain(value), max(w.width-cells.Width(label), 1))))
	}
}

func (m *Model) claimInk(s Styles, c token.Claim) theme.Ink {
	text, ok := c.Value.(string)
	if !ok {
		return s.Value
	}
	if c.Name == "iss" {
		switch {
		case strings.Contains(text, "cognito-idp."):
			return s.UserPool
		case strings.Contains(text, "cognito-identity."):
			return s.IdentityPool
		}
	}
	return s.of(sideOfValue(text))
}

// clockClaim reports whether a claim is a moment in seconds since 1970.
func clockClaim(name string) bool {
	return name == "exp" || name == "iat" || name == "nbf" || name == "auth_time" || name == "updated_at"
}

// claimText is a claim as a learner reads it: texts without quotes, lists with commas, the rest as JSON.
func claimText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		if v == float64(int64(v)) {
			return fmt.Sprint(int64(v))
		}
	case []any:
		texts := make([]string, 0, len(v))
		for _, item := range v {
			text, ok := item.(string)
			if !ok {
				texts = nil
				break
			}
			texts = append(texts, text)
		}
		if texts != nil {
			return strings.Join(texts, ", ")
		}
	}
	text, err := json.Marshal(value, json.Deterministic(true))
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

func claimAbout(h holding, c token.Claim) string {
	about := h.meaningFor(c.Name)
	if about == "" {
		about = "An attribute of the person, as the issuer knows it."
	}
	return c.Name + ": " + about
}
