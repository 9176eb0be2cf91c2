// Package form is a few labelled text fields, one below the other. What a field proposes is replaced by the first
// character that is typed, as in a browser; arrows and editing keys work on it instead.
package form

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/input"
	"poolschool/tui/theme"
)

// Field is one line of a form.
type Field struct {
	Name   string // also its label
	Value  string // what it proposes
	Secret bool   // what is typed is not shown
	Hint   string // one line below it
}

// KeyMap is what a form listens to when it has the keys. Everything else goes to the field.
type KeyMap struct {
	Next, Previous key.Binding
}

// DefaultKeyMap are tab and the arrows.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Next:     key.NewBinding(key.WithKeys("tab", "down"), key.WithHelp("tab", "next field")),
		Previous: key.NewBinding(key.WithKeys("shift+tab", "up"), key.WithHelp("shift+tab", "field before")),
	}
}

// Model is a form. Its zero value has no fields.
type Model struct {
	KeyMap KeyMap

	theme  theme.Theme
	fields []field // copied when changed
	at     int     // the field that has the keys
	active bool
	width  int
	lines  []string
	owner  []int // the field of each line
}

type field struct {
	Field
	input textinput.Model
	fresh bool   // it holds what it proposed
	wrong string // what is wrong with its value
}

// New is a form with the keys in its first field.
func New(t theme.Theme, fields []Field) Model {
	m := Model{KeyMap: DefaultKeyMap(), theme: t, active: true}
	for _, f := range fields {
		in := input.New(t, 0)
		if f.Secret {
			in = input.Password(t, 0)
		}
		in.SetValue(f.Value)
		m.fields = append(m.fields, field{Field: f, input: in, fresh: true})
	}
	m.draw()
	return m
}

// SetTheme changes the looks.
func (m *Model) SetTheme(t theme.Theme) {
	m.theme = t
	for i := range m.own() {
		input.Wear(&m.fields[i].input, t)
	}
	m.draw()
}

// SetWidth sets the width in cells.
func (m *Model) SetWidth(width int) {
	if width != m.width {
		m.width = width
		m.draw()
	}
}

// SetActive gives the form the keys, or takes them.
func (m *Model) SetActive(active bool) {
	m.active = active
	m.draw()
}

// Active says that the form has the keys.
func (m Model) Active() bool { return m.active && len(m.fields) > 0 }

// Go moves the keys to a field.
func (m *Model) Go(to int) {
	if to >= 0 && to < len(m.fields) {
		m.at, m.active = to, true
		m.draw()
	}
}

// Wrong says below a field what is wrong with it, and gives it the keys. An unknown name changes nothing.
func (m *Model) Wrong(name, text string) {
	for i := range m.own() {
		if m.fields[i].Name == name {
			m.fields[i].wrong = text
			m.at, m.active = i, true
		}
	}
	m.draw()
}

// Values are the texts as they stand, by name.
func (m Model) Values() map[string]string {
	values := make(map[string]string, len(m.fields))
	for _, f := range m.fields {
		values[f.Name] = f.input.Value()
	}
	return values
}

// Update moves between the fields and types. It does nothing without the keys.
func (m Model) Update(msg tea.KeyMsg) Model {
	if !m.Active() {
		return m
	}
	switch {
	case key.Matches(msg, m.KeyMap.Next):
		m.at = (m.at + 1) % len(m.fields)
	case key.Matches(msg, m.KeyMap.Previous):
		m.at = (m.at + len(m.fields) - 1) % len(m.fields)
	default:
		f := &m.own()[m.at]
		f.typed(msg)
	}
	m.draw()
	return m
}

// own makes the fields this value's own before they change.
func (m *Model) own() []field {
	m.fields = append([]field(nil), m.fields...)
	return m.fields
}

// typed hands a key to the field. What it proposes goes with the first character, or with the first one deleted.
func (f *field) typed(msg tea.KeyMsg) {
	if f.fresh {
		switch msg.Type {
		case tea.KeyRunes, tea.KeySpace:
			f.input.SetValue("")
		case tea.KeyBackspace, tea.KeyDelete:
			f.input.SetValue("")
		}
	}
	f.fresh, f.wrong = false, ""
	f.input.Focus()
	f.input, _ = f.input.Update(msg) // the cursor does not blink, so there is no command
}

// Lines are the form as lines of at most width cells. Nobody changes them.
func (m Model) Lines() []string { return m.lines }

// FieldAt is the field on a line, counted from 0.
func (m Model) FieldAt(line int) (int, bool) {
	if line < 0 || line >= len(m.owner) {
		return 0, false
	}
	return m.owner[line], true
}

// LineOf is the line of the field that has the keys.
func (m Model) LineOf() int {
	for line, owner := range m.owner {
		if owner == m.at {
			return line
		}
	}
	return 0
}

func (m *Model) draw() {
	m.lines, m.owner = nil, nil
	label := 0
	for _, f := range m.fields {
		label = max(label, cells.Width(f.Name))
	}
	indent := 2 + label + 2
	for i := range m.own() {
		m.drawField(i, label, max(m.width-indent-1, 4))
		below := cells.Blank(indent)
		m.put(i, below, m.theme.Deny, m.fields[i].wrong)
		m.put(i, below, m.theme.Muted, m.fields[i].Hint)
	}
}

// drawField draws label and text. What is proposed stands out where a character would replace it.
func (m *Model) drawField(i, label, room int) {
	f, t := &m.fields[i], m.theme
	name := f.Name + cells.Blank(label-cells.Width(f.Name)) + "  "
	if !m.active || i != m.at {
		f.input.Blur()
		m.lines = append(m.lines, "  "+t.Muted.Render(name)+t.Text.Render(cells.Cut(f.shown(), room)))
		m.owner = append(m.owner, i)
		return
	}
	text := t.Selected.Render(cells.Cut(f.shown(), room))
	if !f.fresh || f.input.Value() == "" {
		f.input.Width = room
		f.input.Focus()
		text = f.input.View()
	}
	m.lines = append(m.lines, t.Key.Render(theme.SignCursor+" ")+t.Heading.Render(name)+text)
	m.owner = append(m.owner, i)
}

// shown is the field's text, or a sign for each character of a secret.
func (f *field) shown() string {
	if !f.Secret {
		return cells.Clean(f.input.Value())
	}
	signs := make([]rune, 0, len(f.input.Value()))
	for range f.input.Value() {
		signs = append(signs, input.Secret)
	}
	return string(signs)
}

// put adds wrapped text below a field.
func (m *Model) put(field int, indent string, ink theme.Ink, text string) {
	if text == "" {
		return
	}
	for _, line := range cells.Wrap(text, max(m.width-len(indent), 8)) {
		m.lines = append(m.lines, indent+ink.Render(line))
		m.owner = append(m.owner, field)
	}
}
