package panels

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/sim/trace"
	"poolschool/tui/component/cells"
)

// writeWhy writes what was looked at, in that order, then what AWS keeps to itself, then IAM's decisions.
func (m *Model) writeWhy(w *writer) {
	e := m.content.Exchange
	if e.ID == 0 {
		m.writeNothing(w)
		return
	}
	if m.content.Pending {
		m.writePending(w)
		return
	}
	brief := m.brief("")
	m.writeVerdict(w, e)
	if len(e.Checks) > 0 {
		w.heading("Checked, in this order")
		for i, c := range e.Checks {
			if c.Note == e.Because {
				c.Note = "" // it stands below, set apart
			}
			writeCheck(w, fmt.Sprintf("%*d ", len(fmt.Sprint(len(e.Checks))), i+1), c, brief)
		}
	}
	m.writeInner(w, brief)
	m.writeBecause(w, brief)
	for _, d := range e.Decisions {
		w.gap()
		m.writeDecision(w, d, brief)
	}
	if len(e.Checks) == 0 && len(e.Decisions) == 0 && e.Because == "" {
		w.gap()
		w.put("", w.styles.Muted, "Nothing had to be checked for this answer.")
	}
}

// writeVerdict says how it ended, and a refusal in AWS's own words.
func (m *Model) writeVerdict(w *writer, e trace.Exchange) {
	sign, ink := w.styles.verdict(e.OK())
	if e.OK() {
		text := strings.TrimSpace(fmt.Sprintf("%s %d %s", sign, e.Status, http.StatusText(e.Status)))
		line := ink.Render(text)
		if e.Summary != "" {
			line += "  " + w.styles.Text.Render(plain(e.Summary))
		}
		w.line(line)
		return
	}
	w.line(ink.Render(strings.TrimSpace(fmt.Sprintf("%s %d %s", sign, e.Status, e.Code))))
	if e.Refusal != "" {
		m.writeQuote(w, "“"+m.brief("…")(e.Refusal)+"”")
	}
}

// quoteLines is how much of AWS's own words is shown; all of them are in the response too.
const quoteLines = 3

func (m *Model) writeQuote(w *writer, text string) {
	begin := len(w.lines)
	w.put("  ", w.styles.Muted, text)
	if end := begin + quoteLines; !m.revealed && len(w.lines) > end {
		w.lines = w.lines[:end]
		w.lines[end-1] = w.styles.Muted.Render(cells.Cut(ansi.Strip(w.lines[end-1]), w.width-1) + cells.Ellipsis)
	}
}

func writeCheck(w *writer, number string, c trace.Check, brief func(string) string) {
	sign, ink := w.styles.verdict(c.OK)
	head := w.styles.Muted.Render(number) + ink.Render(sign) + " "
	text := w.styles.Text
	if !c.OK {
		text = ink
	}
	w.put(head, text, brief(c.Text))
	if c.Note != "" {
		w.put(cells.Blank(cells.Width(head)), w.styles.Muted, brief(c.Note))
	}
}

// writeInner mentions the calls that the service made itself.
func (m *Model) writeInner(w *writer, brief func(string) string) {
	if len(m.content.Inner) == 0 {
		return
	}
	w.heading("Asked others meanwhile")
	for _, e := range m.content.Inner {
		sign, ink := w.styles.verdict(e.OK())
		text := e.To + " " + e.Operation
		if e.OK() {
			if e.Summary != "" {
				text += ": " + e.Summary
			}
			w.put("  "+ink.Render(sign)+" ", w.styles.Text, brief(text))
			continue
		}
		w.put("  "+ink.Render(sign)+" ", ink, fmt.Sprintf("%s: %d %s", text, e.Status, e.Code))
		if e.Because != "" {
			w.put("    ", w.styles.Muted, brief(e.Because))
		}
	}
}

// writeBecause sets apart what no AWS service would tell, so that nobody waits for it at AWS.
func (m *Model) writeBecause(w *writer, brief func(string) string) {
	text := m.content.Exchange.Because
	if text == "" {
		return
	}
	w.heading("What AWS does not say")
	bar := w.styles.Warning.Render("┃") + " "
	w.put(bar, w.styles.Text, brief(capital(text)))
	for i := len(w.lines) - 1; i >= 0 && strings.HasPrefix(w.lines[i], "  "); i-- {
		w.lines[i] = bar + strings.TrimPrefix(w.lines[i], "  ")
	}
}

// capital begins a sentence with a capital, unless it begins with a name.
func capital(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) >= 0 || word == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// brief cuts long ids to their first characters wherever they stand in Why, unless they are to be shown whole or two of
// them would look the same.
func (m *Model) brief(stand string) func(string) string {
	if m.revealed {
		return func(text string) string { return text }
	}
	return Brief(m.content.Exchange, stand)
}

// Brief shortens the ids and ARNs of an exchange in a text: a UUID to its beginning, the beginning of an ARN to what stands
// for it.
func Brief(e trace.Exchange, stand string) func(string) string {
	texts := []string{e.Because, e.Refusal}
	for _, c := range e.Checks {
		texts = append(texts, c.Text, c.Note)
	}
	for _, d := range e.Decisions {
		texts = append(texts, d.Request.Resource)
		for _, f := range d.Findings {
			for _, p := range f.Parts {
				texts = append(texts, p.Asked, p.Allows)
			}
		}
	}
	return briefIDs(texts, stand)
}

// shownOfID is how much of a UUID is enough to tell it from others.
const shownOfID = 4

// s3ARN begins the name of everything in S3, and says no more than that.
const s3ARN = "arn:aws:s3:::"

// briefIDs shortens the UUIDs of the texts, and replaces what their ARNs begin with by stand.
func briefIDs(texts []string, stand string) func(string) string {
	pairs := []string{s3ARN, stand}
	full := map[string]string{} // by short form; "" for one that several have
	for _, text := range texts {
		for _, prefix := range arnPrefixes(text) {
			pairs = append(pairs, prefix, stand)
		}
		for _, id := range uuids(text) {
			short := id[:shownOfID]
			if other, met := full[short]; met && other != id {
				id = ""
			}
			full[short] = id
		}
	}
	for short, id := range full {
		if id != "" {
			pairs = append(pairs, id, short+cells.Ellipsis)
		}
	}
	return strings.NewReplacer(pairs...).Replace
}

// arnPrefixes are the beginnings, up to the account, of the ARNs of roles and sessions in a text.
func arnPrefixes(text string) []string {
	var found []string
	for _, service := range []string{"arn:aws:sts::", "arn:aws:iam::"} {
		const account = len("111122223333:")
		if i := strings.Index(text, service); i >= 0 && len(text) > i+len(service)+account {
			found = append(found, text[i:i+len(service)+account])
		}
	}
	return found
}

// uuids finds the UUIDs in a text.
func uuids(text string) []string {
	const shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	var found []string
	for i := 0; i+len(shape) <= len(text); i++ {
		n := 0
		for n < len(shape) && (shape[n] == '-') == (text[i+n] == '-') && (shape[n] == '-' || isHex(text[i+n])) {
			n++
		}
		if n == len(shape) {
			found = append(found, text[i:i+n])
			i += n - 1
		}
	}
	return found
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
