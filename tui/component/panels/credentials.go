package panels

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

func (m *Model) writeOpaque(w *writer, h holding) {
	m.titleLine(w, h, lived{})
	text := h.raw
	if !m.revealed {
		text = middle(text, max(min(w.width, 44), 12))
	}
	w.begin(item{
		id: "raw", what: h.title, text: h.raw, around: -1,
		about: "Give it to its pool and fresh ID and access tokens come out. Whoever holds it can do that for days.",
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
	kind := "ASIA: temporary, no use without its session token."
	if strings.HasPrefix(h.keyID, "AKIA") {
		kind = "AKIA: an IAM user's, good until somebody deletes it."
	}
	m.writeCredential(w, "AccessKeyId", h.keyID, "AccessKeyId: public, sent with each request. "+kind, m.styles.IdentityPool, false)
	m.writeCredential(w, "SecretAccessKey", h.secret, "SecretAccessKey: signs requests and is never sent. GetCredentialsForIdentity calls it SecretKey.", m.styles.Secret, true)
	m.writeCredential(w, "SessionToken", h.session, "SessionToken: sent along as X-Amz-Security-Token. Only AWS can read it.", m.styles.Secret, true)
	if !h.expires.IsZero() {
		text := h.expires.Format("2006-01-02 15:04:05")
		m.writeCredential(w, "Expiration", text, "Expiration: from then on AWS answers ExpiredToken. The ID token has a clock of its own.", m.styles.Text, false)
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
