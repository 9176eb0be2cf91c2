package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/flowchart"
)

// option is one thing that can be chosen at a place: an answer, or the outcome's calls, played or as code.
type option struct {
	text   string
	answer string // id of the answer; empty for the calls
	lesson string
	code   bool
}

// options are the choices at the step on the screen.
func (m Flowchart) options() []option {
	here := m.here()
	var out []option
	if o, ok := here.Outcome(); ok && here.AtOutcome() && o.Run != "" {
		out = append(out, option{text: "Run it: play these calls now", lesson: o.Run})
	}
	if o, ok := here.Outcome(); ok && here.AtOutcome() && len(m.code[o.Code]) > 0 {
		out = append(out, option{text: "And in my code? JavaScript, Python, Go", code: true})
	}
	for _, a := range here.Choices() {
		out = append(out, option{text: a.Text, answer: a.ID})
	}
	return out
}

// given is the index of the option that was chosen at the step on the screen before, or -1.
func (m Flowchart) given() int {
	steps := m.path.Steps()
	if m.place >= len(steps) {
		return -1
	}
	for i, o := range m.options() {
		if o.answer == steps[m.place].Answer.ID {
			return i
		}
	}
	return -1
}

func (m Flowchart) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Leave):
		return m.leave()
	case key.Matches(msg, k.Whole):
		m.whole = !m.whole
		m.layOut()
		return m, nil
	case key.Matches(msg, k.Back):
		return m.moved(m.place - 1), nil
	case key.Matches(msg, k.Forward):
		return m.moved(m.place + 1), nil
	case m.whole:
		return m, nil // nothing to select is on the screen
	case key.Matches(msg, k.Up):
		return m.selected(m.cursor - 1), nil
	case key.Matches(msg, k.Down):
		return m.selected(m.cursor + 1), nil
	case key.Matches(msg, k.Choose):
		return m.chosen(m.cursor)
	case key.Matches(msg, k.Number):
		return m.chosen(int(msg.Runes[0] - '1'))
	case key.Matches(msg, k.Run):
		return m.run()
	case key.Matches(msg, k.Code):
		return m, m.asCode()
	case key.Matches(msg, k.Write):
		return m, m.write()
	case key.Matches(msg, k.Scroll):
		return m.scrolled(msg), nil
	}
	return m, nil
}

func (m Flowchart) leave() (Screen, tea.Cmd) {
	if m.whole {
		m.whole = false
		m.layOut()
		return m, nil
	}
	return m, Back()
}

// moved shows another step of the path.
func (m Flowchart) moved(place int) Flowchart {
	if place < 0 || place > len(m.path.Steps()) {
		return m
	}
	m.place = place
	m.cursor = max(m.given(), 0)
	m.left.Top()
	m.right.Top()
	m.layOut()
	return m
}

// selected moves the cursor; beyond either end it scrolls, so that a card without choices can be read with the same keys.
func (m Flowchart) selected(i int) Flowchart {
	if n := len(m.options()); i < 0 || i >= n {
		by := 1
		if i < 0 {
			by = -1
		}
		m.left.ScrollBy(by)
		m.right.ScrollBy(by)
		return m
	}
	m.cursor = i
	m.fill()
	return m
}

func (m Flowchart) chosen(i int) (Screen, tea.Cmd) {
	options := m.options()
	if i < 0 || i >= len(options) {
		return m, nil
	}
	if options[i].code {
		return m, m.asCode()
	}
	if options[i].lesson != "" {
		return m, Learn(options[i].lesson)
	}
	next, err := m.path.Answer(options[i].answer)
	if m.place < len(m.path.Steps()) {
		next, err = m.path.Change(m.place, options[i].answer)
	}
	if err != nil { // options come from the chart, so this is a fault of the program
		return m, Say(err.Error())
	}
	m.path = next
	return m.moved(m.place + 1), nil
}

func (m Flowchart) run() (Screen, tea.Cmd) {
	here := m.here()
	if o, ok := here.Outcome(); ok && here.AtOutcome() {
		if o.Run == "" {
			return m, Say(o.Outside)
		}
		return m, Learn(o.Run)
	}
	return m, nil
}

// asCode shows the outcome's calls as source code.
func (m Flowchart) asCode() tea.Cmd {
	o, ok := m.here().Outcome()
	if !ok || !m.here().AtOutcome() || len(m.code[o.Code]) == 0 {
		return nil
	}
	return Open(NewSnippets(m.env, o.Title, m.code[o.Code]))
}

// write saves the record of the path up to here.
func (m Flowchart) write() tea.Cmd {
	here, save, code := m.here(), m.save, m.code
	if save == nil || !here.AtOutcome() {
		return nil
	}
	return func() tea.Msg {
		said, err := save(flowchart.Record(here, code))
		if err != nil {
			said = err.Error()
		}
		return Toast{Text: said}
	}
}

func (m Flowchart) scrolled(msg tea.Msg) Flowchart {
	m.left, _ = m.left.Update(msg) // a pane has no commands
	m.right, _ = m.right.Update(msg)
	return m
}

// clicked chooses the option, or goes to the step of the node, under the mouse.
func (m Flowchart) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	if msg.Button == tea.MouseButtonWheelUp || msg.Button == tea.MouseButtonWheelDown {
		return m.scrolled(msg), nil
	}
	if msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft {
		return m, nil
	}
	y := msg.Y - headRows
	if id, ok := m.graph.NodeAt(msg.X, y); ok {
		return m.jumped(id), nil
	}
	line, ok := m.left.LineAt(y - m.graphRows() - 1)
	if m.whole || !ok || m.twoColumns() && msg.X >= m.leftWidth() {
		return m, nil
	}
	return m.chosen(m.panel.optionAt(line))
}

// jumped shows the step of a node, if the path has passed it.
func (m Flowchart) jumped(id string) Flowchart {
	for i, at := range m.path.Nodes() {
		if at == id {
			return m.moved(i)
		}
	}
	return m
}
