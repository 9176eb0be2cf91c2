package screen

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/snippet"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/code"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
)

// Snippets shows the calls of a lesson or an outcome as source code, a language at a time.
type Snippets struct {
	env      Env
	of       string // whose calls they are
	snippets []snippet.Snippet
	keys     snippetsKeys
	at       int // the language

	width, height int
	text          pane.Model
	frame         string
}

type snippetsKeys struct{ Copy, Left, Right, Number, Scroll, Help, Back key.Binding }

// inMyCode is what leads here, in a footer.
func inMyCode() key.Binding { return bind("m", "and in my code?", "m") }

// NewSnippets shows the first language.
func NewSnippets(env Env, of string, snippets []snippet.Snippet) Screen {
	return Snippets{
		env: env, of: of, snippets: snippets, text: pane.New(pane.NewStyles(env.Theme)),
		keys: snippetsKeys{
			Copy: bind("c", "copy", "c"), Left: bind("←→", "language", "left", "h", "shift+tab"), Right: bind("", "", "right", "l", "tab"),
			Number: bind("1-3", "language at once", "1", "2", "3"), Scroll: bind("↑↓", "scroll", "down", "up", "pgdown", "pgup"),
			Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q", "m"),
		},
	}
}

// Init has nothing to start.
func (m Snippets) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Snippets) Title() string { return snippet.Heading }

// Typing is false: there is nothing to type into.
func (m Snippets) Typing() bool { return false }

// Keys are what can be pressed now, the likeliest first.
func (m Snippets) Keys() []key.Binding {
	k := m.keys
	var keys []key.Binding
	if m.env.Copy != nil {
		keys = append(keys, k.Copy)
	}
	keys = append(keys, k.Left)
	if m.text.Above()+m.text.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	return append(keys, k.Back, k.Help, k.Number)
}

// SetSize lays the screen out.
func (m Snippets) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Snippets) View() string { return m.frame }

// Update sorts.
func (m Snippets) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg), nil
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m Snippets) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Back):
		return m, Back()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Copy):
		return m, m.copy()
	case key.Matches(msg, k.Left):
		return m.turned(m.at - 1), nil
	case key.Matches(msg, k.Right):
		return m.turned(m.at + 1), nil
	case key.Matches(msg, k.Number):
		if n := int(msg.Runes[0] - '1'); n < len(m.snippets) {
			return m.turned(n), nil
		}
		return m, nil
	}
	m.text, _ = m.text.Update(msg) // a pane has no commands
	m.join()
	return m, nil
}

// turned shows another language; behind the last one stands the first.
func (m Snippets) turned(at int) Snippets {
	n := max(len(m.snippets), 1)
	m.at = (at + n) % n
	m.text.Top()
	m.layOut()
	return m
}

// copy copies a program that runs as it is.
func (m Snippets) copy() tea.Cmd {
	if len(m.snippets) == 0 {
		return nil
	}
	s := m.snippets[m.at]
	return copyText(m.env, "the "+s.Name+" program", s.Program())
}

// clicked shows the language under the mouse.
func (m Snippets) clicked(msg tea.MouseMsg) Screen {
	if pressedLeft(msg) && msg.Y == headRows {
		for i, t := range m.tabs() {
			if msg.X >= t.from && msg.X < t.to {
				return m.turned(i)
			}
		}
	}
	m.text, _ = m.text.Update(msg) // a pane has no commands
	m.join()
	return m
}

// snippetTab is a language's name with its place in the row.
type snippetTab struct {
	name     string
	from, to int
}

func (m Snippets) tabs() []snippetTab {
	var tabs []snippetTab
	x := 2
	for i, s := range m.snippets {
		name := " " + s.Name + " "
		if i == m.at {
			name = "[" + s.Name + "]"
		}
		tabs = append(tabs, snippetTab{name, x, x + cells.Width(name)})
		x += cells.Width(name) + 1
	}
	return tabs
}

// layOut makes everything that View shows.
func (m *Snippets) layOut() {
	if m.width == 0 || len(m.snippets) == 0 {
		return
	}
	t, s := m.env.Theme, m.snippets[m.at]
	about := snippet.About(m.snippets)
	if s.Name == "Go" && m.env.Copy != nil {
		about += " This is what main does; c copies it with its imports."
	}
	lines := append([]string{""}, inked(t.Text, strings.ReplaceAll(about, "`", ""), min(m.width-4, mostCardWidth))...)
	lines = append(lines, "")
	lines = append(lines, indented(code.Lines(t, s.Mark, s.Text, m.width-6), 2)...)
	m.text.SetSize(m.width, max(m.height-3-footRows(m.height), 1))
	m.text.SetLines(indented(lines, 2))
	m.join()
}

func (m *Snippets) join() {
	if m.width == 0 || len(m.snippets) == 0 {
		return
	}
	t := m.env.Theme
	row := " "
	for i, tab := range m.tabs() {
		ink := t.Muted
		if i == m.at {
			ink = t.Selected
		}
		row += " " + ink.Render(tab.name)
	}
	row += " " + t.Muted.Render("· "+m.snippets[m.at].With)
	top := []string{layout.Header(t, m.Title()+" · "+m.of, m.width), layout.Rule(t.Border, m.width, ""), cells.Fit(row, m.width)}
	m.frame = layout.Stack(top, m.text.Lines(), foot(t, m.Keys(), "", m.width, m.height))
}
