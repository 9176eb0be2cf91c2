package screen

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/input"
	"poolschool/tui/component/layout"
)

// Prompt asks for one line over a screen.
type Prompt struct {
	env         Env
	under       Screen
	title, hint string
	done        func(text string) tea.Cmd
	field       textinput.Model
	enter, esc  key.Binding

	width, height int
	frame         string
}

// NewPrompt asks for a line, which begins as value. done is what becomes of it when the box is closed by enter.
func NewPrompt(env Env, under Screen, title, hint, value string, done func(text string) tea.Cmd) Screen {
	m := Prompt{
		env: env, under: under, title: title, hint: hint, done: done, field: input.New(env.Theme, 20),
		enter: bind("enter", "go on", "enter"),
		esc:   bind("esc", "leave it", "esc"),
	}
	m.field.SetValue(value)
	m.field.Focus() // its command only blinks
	return m
}

// Init has nothing to start.
func (m Prompt) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Prompt) Title() string { return m.title }

// Keys are the prompt's own.
func (m Prompt) Keys() []key.Binding { return []key.Binding{m.enter, m.esc} }

// SetSize lays the screen out, and the one below it.
func (m Prompt) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.under = m.under.SetSize(width, height)
	m.layOut()
	return m
}

// View is what layOut made.
func (m Prompt) View() string { return m.frame }

// Update sorts.
func (m Prompt) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.esc):
			return m, Back()
		case key.Matches(msg, m.enter):
			return m, tea.Sequence(Back(), m.done(m.field.Value()))
		}
		m.field, _ = m.field.Update(msg) // its command only blinks
		m.layOut()
	case Themed:
		m.env.Theme = msg.Theme
		input.Wear(&m.field, msg.Theme)
		m.under, _ = m.under.Update(msg) // the screen itself got the message too; this is only its picture
		m.layOut()
	}
	return m, nil
}

func (m *Prompt) layOut() {
	if m.width == 0 {
		return
	}
	width := min(m.width-4, paletteWidth)
	m.field.Width = max(width-7, 1)
	var lines []string
	for _, l := range append(cells.Wrap(m.hint, width-4), "", m.env.Theme.Key.Render("> ")+m.field.View()) {
		lines = append(lines, cells.Fit(l, width-4))
	}
	foot := layout.Footer(m.env.Theme, m.Keys(), "", width-4)
	m.frame = dimmed(m.env.Theme, m.under, m.width, m.height, (m.width-width)/2, max(m.height/3-2, 1), boxed(m.env.Theme, m.title, lines, foot, width))
}
