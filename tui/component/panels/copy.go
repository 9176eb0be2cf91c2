package panels

import (
	"fmt"
	"slices"
	"strings"

	"poolschool/sim/trace"
	"poolschool/tui/component/copyas"
	"poolschool/tui/theme"
)

// Thing is something in an exchange that can be of use elsewhere: a token, credentials, a policy.
type Thing struct {
	What string // "ID token"
	Text string // as it is; credentials as shell variables
	Side theme.Side
}

// Exchange is the one that is shown; its ID is 0 before the first.
func (m Model) Exchange() trace.Exchange { return m.content.Exchange }

// Things are the tokens and credentials of what is shown, then the policies that had a say.
func (m Model) Things() []Thing {
	var things []Thing
	for _, h := range m.holdings {
		thing := Thing{What: h.title, Text: h.raw, Side: h.side}
		if h.kind == credentials {
			if h.secret == "" {
				continue // only signed with: the secret key is not here
			}
			thing.What, thing.Text = "AWS credentials, as shell variables", copyas.Exports(h.keyID, h.secret, h.session)
		}
		things = append(things, thing)
	}
	for _, d := range m.content.Exchange.Decisions {
		for _, f := range d.Findings {
			thing := Thing{What: "policy " + f.Policy, Text: f.Source}
			if f.Source != "" && !slices.Contains(things, thing) {
				things = append(things, thing)
			}
		}
	}
	return things
}

// Copy is the thing in focus: what it is, in a few words, and its whole text. In Why, which has no cursor, it is all of it.
// what is empty when there is nothing to copy.
func (m Model) Copy() (what, text string) {
	if m.tab == Why {
		return m.copyWhy()
	}
	item, ok := m.view().item()
	if !ok {
		return "", ""
	}
	return item.what, item.text
}

func (m Model) copyWhy() (what, text string) {
	e := m.content.Exchange
	if e.ID == 0 {
		return "", ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d %s\n", e.Operation, e.Status, e.Code)
	for _, c := range e.Checks {
		sign, _ := m.styles.verdict(c.OK)
		fmt.Fprintf(&b, "%s %s", sign, c.Text)
		if c.Note != "" {
			fmt.Fprintf(&b, " (%s)", c.Note)
		}
		b.WriteByte('\n')
	}
	if e.Because != "" {
		fmt.Fprintf(&b, "What AWS does not say: %s\n", e.Because)
	}
	for _, d := range e.Decisions {
		b.WriteString(d.Text() + "\n")
	}
	return "why " + e.Operation + " was answered so", b.String()
}
