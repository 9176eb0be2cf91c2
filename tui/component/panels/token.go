package panels

import (
	"fmt"
	"strings"
	"time"

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
		word := h.side.Mark(h.short)
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

// lived is how long something lives: from its making to its end.
type lived struct{ from, to time.Time }

// titleLine is the name of the thing and what is left of its life.
func (m *Model) titleLine(w *writer, h holding, life lived) {
	ink := w.styles.of(h.side)
	title := ink.Render(h.side.Mark(h.title))
	if life.to.IsZero() || m.now.IsZero() {
		w.line(title)
		return
	}
	left, inkLeft := m.left(w.styles, life.to)
	line := title + "  " + inkLeft.Render(left)
	const bar = 10
	if !life.from.IsZero() && cells.Width(line)+2+bar <= w.width {
		line += "  " + m.bar(w.styles, life, bar)
	}
	if cells.Width(line) > w.width {
		w.line(title)
		line = inkLeft.Render(left)
	}
	w.line(line)
}

// left says how long something is still good, or since when it is not.
func (m *Model) left(s Styles, to time.Time) (string, theme.Ink) {
	d := to.Sub(m.now)
	switch {
	case d <= 0:
		return "over since " + span(-d), s.Deny
	case d < 5*time.Minute:
		return span(d) + " left", s.Warning
	}
	return span(d) + " left", s.Text
}

// bar is a life as signs: those that are left, then those that are gone.
func (m *Model) bar(s Styles, l lived, signs int) string {
	whole, left := l.to.Sub(l.from), l.to.Sub(m.now)
	if whole <= 0 {
		return ""
	}
	n := min(max(int(left*time.Duration(signs)/whole), 0), signs)
	if left > 0 {
		n = max(n, 1)
	}
	return s.Text.Render(strings.Repeat(theme.SignDone, n)) + s.Muted.Render(strings.Repeat(theme.SignToDo, signs-n))
}

// span is a duration as a clock shows it: "59:58", "2 h 03 min", "29 days".
func span(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}

// writeSigned writes the three parts as on the wire, then what is in them.
func (m *Model) writeSigned(w *writer, h holding) {
	var life lived
	life.from, _ = h.token.Claims.Time("iat")
	life.to, _ = h.token.Claims.Time("exp")
	m.titleLine(w, h, life)
	inks := partInks(w.styles, h)
	w.begin(item{id: "raw", what: h.title, text: h.raw, around: -1, about: "The token as it travels: three parts between dots. Header and payload are only base64url, so anybody can read them; the signature is what nobody can make up."})
	m.writeParts(w, h, inks)
	w.end()
	w.gap()
	m.writeClaims(w, h, "Header", "header", h.token.Header, inks[0])
	m.writeClaims(w, h, "Payload", "payload", h.token.Claims, inks[1])
	w.line(inks[2].Render("Signature"))
	w.begin(item{
		id: "signature", what: "the signature", text: h.token.Parts[2], around: -1,
		about: "Made with the issuer's private key over header and payload. Its published key checks it: change one letter above and it no longer fits.",
	})
	w.put("  ", w.styles.Text, fmt.Sprintf("%d bytes by key %s", len(h.token.Signature), middle(h.token.Header.Text("kid"), 16)))
	w.end()
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

func (m *Model) writeOpaque(w *writer, h holding) {
	m.titleLine(w, h, lived{})
	text := h.raw
	if !m.revealed {
		text = middle(text, max(min(w.width, 44), 12))
	}
	w.begin(item{
		id: "raw", what: h.title, text: h.raw, around: -1,
		about: "Give it back to the pool that made it and fresh ID and access tokens come out. Whoever holds it can do that for days, so it is worth more than they are.",
	})
	w.put("", w.styles.of(h.side), text)
	w.end()
	w.gap()
	w.put("", w.styles.Text, "Opaque: only its issuer can read it. There are no claims in it for you, and nothing that you could verify.")
}

func (m *Model) writeCredentials(w *writer, h holding) {
	life := lived{to: h.expires}
	if !h.expires.IsZero() && m.content.Exchange.At.Before(h.expires) && h.secret != "" {
		life.from = m.content.Exchange.At
	}
	m.titleLine(w, h, life)
	w.gap()
	kind := "Temporary: a session of a role has it. It is no use without its session token."
	if strings.HasPrefix(h.keyID, "AKIA") {
		kind = "Long-lived: it belongs to an IAM user and works until somebody deletes it. An application for people should never carry one."
	}
	m.writeCredential(w, "AccessKeyId", h.keyID, "AccessKeyId: the public half, sent with each request. "+kind, m.styles.IdentityPool, false)
	m.writeCredential(w, "SecretAccessKey", h.secret, "SecretAccessKey: signs requests and is never sent. GetCredentialsForIdentity calls it SecretKey.", m.styles.Secret, true)
	m.writeCredential(w, "SessionToken", h.session, "SessionToken: goes with each request in X-Amz-Security-Token. It carries what the session may do, for AWS alone to read.", m.styles.Secret, true)
	if !h.expires.IsZero() {
		text := h.expires.Format("2006-01-02 15:04:05")
		m.writeCredential(w, "Expiration", text, "Expiration: after this moment AWS answers ExpiredToken. The ID token has a clock of its own; the two do not end together.", m.styles.Text, false)
	}
	if h.signs != "" {
		w.gap()
		w.put("", w.styles.Muted, "They signed this request for "+h.signs+". The secret key stayed at the caller; only the signature travelled.")
	}
}

// credentialColumn is as wide as the longest name.
const credentialColumn = len("SecretAccessKey")

func (m *Model) writeCredential(w *writer, name, value, about string, ink theme.Ink, hidden bool) {
	if value == "" {
		return
	}
	w.begin(item{id: name, what: name, text: value, around: -1, about: about})
	label := w.styles.Member.Render(cells.Fit(name, credentialColumn)) + "  "
	if hidden && !m.revealed {
		value = shortened(row{class: secret, value: value}, w.width-credentialColumn-2)
	}
	w.put(label, ink, value)
	w.end()
}
