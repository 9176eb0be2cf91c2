package screen

import (
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/copyas"
	"poolschool/tui/component/panels"
	"poolschool/tui/theme"
)

// copyText puts a text where the learner can paste it, and says what was copied and, if that is not the clipboard, where to.
func copyText(env Env, what, text string) tea.Cmd {
	put := env.Copy
	if put == nil || what == "" {
		return nil
	}
	return func() tea.Msg {
		where, err := put(text)
		switch {
		case err != nil:
			return Toast{Text: "Not copied: " + err.Error()}
		case where != "":
			return Toast{Text: "Copied " + what + " to " + where}
		}
		return Toast{Text: "Copied: " + what}
	}
}

// copyFocus copies what is in focus in the panels.
func copyFocus(env Env, p panels.Model) tea.Cmd {
	what, text := p.Copy()
	if what == "" {
		return Say("There is nothing to copy here.")
	}
	return copyText(env, what, text)
}

// newCopyMenu offers all forms in which the shown exchange can be of use elsewhere. Where a form has secrets in it, it is there
// twice: without them, and with them for whoever asks for that.
func newCopyMenu(env Env, under Screen, p panels.Model) Screen {
	m := copyMenu{env: env}
	if what, text := p.Copy(); what != "" {
		m.add("What is in focus: "+what, "c", text, theme.NoSide)
	}
	e := p.Exchange()
	if e.ID != 0 {
		m.twice("AWS CLI command", func(secrets bool) string { text, _ := copyas.CLI(e, secrets); return text })
		m.twice("curl command", func(secrets bool) string { return copyas.Curl(e, secrets) })
		m.twice("Request as JSON", func(secrets bool) string { text, _ := copyas.JSON(e, e.Request, secrets); return text })
		m.twice("Answer as JSON", func(secrets bool) string { text, _ := copyas.JSON(e, e.Response, secrets); return text })
	}
	for _, thing := range p.Things() {
		m.add(sentence(thing.What), "", thing.Text, thing.Side)
	}
	return NewChoice(env, under, "Copy", m.places, 0)
}

// copyMenu gathers what can be copied.
type copyMenu struct {
	env    Env
	places []Place
}

func (m *copyMenu) add(title, note, text string, side theme.Side) {
	if text != "" {
		m.places = append(m.places, Place{Title: title, Note: note, Side: side, Go: copyText(m.env, title, text)})
	}
}

// twice offers a form without secrets and with them, or once where there are none.
func (m *copyMenu) twice(title string, form func(secrets bool) string) {
	without, with := form(false), form(true)
	if without == with {
		m.add(title, "", with, theme.NoSide)
		return
	}
	m.add(title, "secrets left out", without, theme.NoSide)
	m.add(title+", whole", "with its secrets", with, theme.NoSide)
}
