package screen

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/input"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// Help is a list of the keys of the screen below it, which goes on shining through. Typing narrows the list, enter presses the
// selected key.
type Help struct {
	env    Env
	under  Screen // as it was when help was opened
	keys   helpKeys
	all    []helpLine
	lines  []helpLine // those that the filter leaves
	cursor int
	filter textinput.Model

	width, height int
	list          pane.Model
	frame         []string
}

// helpLine is a key and what it does.
type helpLine struct {
	name, does string
	press      string // the key as Bubble Tea calls it
}

type helpKeys struct{ Run, Up, Down, Close key.Binding }

// NewHelp explains the keys of a screen. Put it on top of that one.
func NewHelp(env Env, under Screen) Screen {
	m := Help{env: env, under: under, keys: helpKeys{
		Run:   bind("enter", "press this key", "enter"),
		Up:    bind("↑↓", "select", "up"),
		Down:  key.NewBinding(key.WithKeys("down", "ctrl+n")),
		Close: bind("esc", "close", "esc"),
	}}
	m.all = helpLines(under.Keys())
	m.lines = m.all
	m.list = pane.New(pane.NewStyles(env.Theme))
	m.filter = input.New(env.Theme, 20)
	m.filter.Placeholder = "type to find"
	return m
}

// helpLines are the bindings that do something and say what, then those of the program.
func helpLines(bindings []key.Binding) []helpLine {
	var lines []helpLine
	for _, b := range append(slices.Clone(bindings), programKeys()...) {
		h := b.Help()
		if !b.Enabled() || h.Key == "" || h.Desc == "" || len(b.Keys()) == 0 || key.Matches(helpKey("?"), b) {
			continue
		}
		line := helpLine{name: h.Key, does: h.Desc, press: b.Keys()[0]}
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// programKeys work on every screen.
func programKeys() []key.Binding {
	return []key.Binding{
		bind("ctrl+p", "find anything", "ctrl+p"),
		bind("T", "next theme", "T"),
		bind("ctrl+c", "quit at once", "ctrl+c"),
	}
}

// Under is the screen that is explained.
func (m Help) Under() Screen { return m.under }

// Init starts the field.
func (m Help) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Help) Title() string { return "Keys: " + m.under.Title() }

// Keys are help's own.
func (m Help) Keys() []key.Binding {
	return []key.Binding{m.keys.Run, m.keys.Up, m.keys.Close}
}

// SetSize lays the screen out, and the one below it.
func (m Help) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.under = m.under.SetSize(width, height)
	m.layOut()
	return m
}

// View joins what layOut made.
func (m Help) View() string { return strings.Join(m.frame, "\n") }

// Update sorts.
func (m Help) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.list.SetStyles(pane.NewStyles(msg.Theme))
		input.Wear(&m.filter, msg.Theme)
		m.under, _ = m.under.Update(msg) // the screen itself got the message too; this is only its picture
		m.layOut()
	}
	return m, nil
}

func (m Help) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	empty := m.filter.Value() == ""
	switch {
	case key.Matches(msg, m.keys.Close), empty && msg.String() == "?", msg.Type == tea.KeyF1:
		return m, Back()
	case key.Matches(msg, m.keys.Run):
		return m, m.run(m.cursor)
	case key.Matches(msg, m.keys.Up):
		return m.selected(m.cursor - 1), nil
	case key.Matches(msg, m.keys.Down):
		return m.selected(m.cursor + 1), nil
	}
	m.filter.Focus() // its command only blinks
	m.filter, _ = m.filter.Update(msg)
	m.narrow()
	m.layOut()
	return m, nil
}

// narrow keeps the lines in which all words of the filter stand.
func (m *Help) narrow() {
	words := strings.Fields(strings.ToLower(m.filter.Value()))
	m.lines = nil
	for _, l := range m.all {
		text := strings.ToLower(l.name + " " + l.does)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			m.lines = append(m.lines, l)
		}
	}
	m.cursor = 0
}

func (m Help) selected(i int) Help {
	m.cursor = max(min(i, len(m.lines)-1), 0)
	m.layOut()
	return m
}

// run closes help and presses the key for the learner.
func (m Help) run(i int) tea.Cmd {
	if i < 0 || i >= len(m.lines) {
		return nil
	}
	return tea.Sequence(Back(), send(helpKey(m.lines[i].press)))
}

// helpKey is the message of a key by its name.
func helpKey(name string) tea.KeyMsg {
	if name == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	rest, alt := strings.CutPrefix(name, "alt+")
	for kind := tea.KeyType(-100); kind < 128; kind++ { // the range that Bubble Tea's own table uses
		if kind != tea.KeyRunes && (tea.Key{Type: kind}).String() == rest {
			return tea.KeyMsg{Type: kind, Alt: alt}
		}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rest), Alt: alt}
}

// clicked presses the key under the mouse; a click beside the box closes it.
func (m Help) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		return m.selected(m.cursor - 1), nil
	case msg.Button == tea.MouseButtonWheelDown:
		return m.selected(m.cursor + 1), nil
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft:
		return m, nil
	}
	x, y, width, height := m.box()
	if msg.X < x || msg.X >= x+width || msg.Y < y || msg.Y >= y+height {
		return m, Back()
	}
	if line, ok := m.list.LineAt(msg.Y - y - helpAbove); ok {
		return m, m.run(line)
	}
	return m, nil
}

const (
	helpAbove = 3 // frame, filter, an empty line
	helpBelow = 3 // an empty line, keys, frame
	helpWidth = 64
)

// box is where the list stands: its upper left corner and its size.
func (m *Help) box() (x, y, width, height int) {
	width = min(m.width-4, helpWidth)
	height = min(m.height-2, len(m.all)+helpAbove+helpBelow)
	return (m.width - width) / 2, max((m.height-height)/3, 1), width, height
}

// layOut draws the box over the screen below.
func (m *Help) layOut() {
	if m.width == 0 {
		return
	}
	x, y, width, height := m.box()
	box := m.drawBox(width, height)
	m.frame = strings.Split(dimmed(m.env.Theme, m.under, m.width, m.height, x, y, box), "\n")
}

func (m *Help) drawBox(width, height int) []string {
	t, inner := m.env.Theme, width-4
	side := t.Focus.Render("│")
	line := func(text string) string { return side + " " + cells.Fit(text, inner) + " " + side }
	title := cells.Cut(m.Title(), inner-4)
	box := []string{t.Focus.Render("╭─ ") + t.Title.Render(title) + t.Focus.Render(" "+strings.Repeat("─", max(width-5-cells.Width(title), 0))+"╮")}
	m.filter.Width = max(inner-3, 1) // sign, blank and cursor
	box = append(box, line(t.Muted.Render("/")+" "+m.filter.View()), line(""))
	m.list.SetSize(inner, max(height-helpAbove-helpBelow, 1))
	m.list.SetLines(m.listLines(inner - 1))
	m.list.ScrollTo(m.cursor)
	for _, row := range m.list.Lines() {
		box = append(box, side+" "+row+" "+side)
	}
	return append(box, line(""), line(strings.TrimLeft(layout.Footer(t, m.Keys(), "", inner), " ")),
		t.Focus.Render("╰"+strings.Repeat("─", max(width-2, 0))+"╯"))
}

func (m *Help) listLines(width int) []string {
	if len(m.lines) == 0 {
		return []string{m.env.Theme.Muted.Render("  no key does that here")}
	}
	column := 0
	for _, l := range m.all {
		column = max(column, cells.Width(l.name))
	}
	lines := make([]string, len(m.lines))
	for i, l := range m.lines {
		if i == m.cursor {
			lines[i] = m.env.Theme.Selected.Render(cells.Fit(theme.SignCursor+" "+cells.Fit(l.name, column)+"  "+l.does, width))
			continue
		}
		lines[i] = "  " + m.env.Theme.Key.Render(cells.Fit(l.name, column)) + "  " + l.does
	}
	return lines
}
