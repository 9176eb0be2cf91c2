package screen

import (
	"fmt"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/diagram"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/drawing"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// DiagramsDeps are the pictures to show.
type DiagramsDeps struct {
	Shown []ShownDiagram
	// Last is a picture that has a screen of its own: its title, and what opens it. "" leaves it out.
	Last string
	Go   tea.Cmd
	// Leads says that enter opens the page that runs a part.
	Leads bool
}

// ShownDiagram is a picture, and which of its parts are lit.
type ShownDiagram struct {
	*diagram.Diagram
	Lit map[string]bool
}

// Diagrams shows pictures of the course with the parts lit that have been run.
type Diagrams struct {
	env  Env
	deps DiagramsDeps
	keys diagramsKeys

	at, part      int // the picture, and the part of it that is selected
	width, height int
	first         int // the line of the first part
	text          pane.Model
	frame         string
}

type diagramsKeys struct{ Open, Up, Down, Left, Right, Scroll, Help, Back key.Binding }

// NewDiagrams shows the first picture.
func NewDiagrams(env Env, deps DiagramsDeps) Screen {
	return Diagrams{
		env: env, deps: deps, text: pane.New(pane.NewStyles(env.Theme)),
		keys: diagramsKeys{
			Open: bind("enter", "run this part", "enter"), Up: bind("↑↓", "part", "up", "k"), Down: bind("", "", "down", "j"),
			Left: bind("←→", "picture", "left", "h"), Right: bind("", "", "right", "l", "tab"),
			Scroll: bind("pgdn", "read on", "pgdown", "pgup", " ", "b"), Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q", "d"),
		},
	}
}

// Init has nothing to start.
func (m Diagrams) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Diagrams) Title() string {
	if len(m.deps.Shown) == 1 && m.deps.Last == "" {
		return "The picture"
	}
	return "The three pictures"
}

// Typing is false: there is nothing to type into.
func (m Diagrams) Typing() bool { return false }

func (m Diagrams) pictures() int {
	if m.deps.Last == "" {
		return len(m.deps.Shown)
	}
	return len(m.deps.Shown) + 1
}

// shown is the present picture; ok is false for the one that has a screen of its own.
func (m Diagrams) shown() (d ShownDiagram, ok bool) {
	if m.at >= len(m.deps.Shown) {
		return ShownDiagram{}, false
	}
	return m.deps.Shown[m.at], true
}

// Keys are what can be pressed now, the likeliest first.
func (m Diagrams) Keys() []key.Binding {
	k := m.keys
	var keys []key.Binding
	_, ok := m.shown()
	switch {
	case !ok:
		k.Open.SetHelp("enter", "open it")
		keys = append(keys, k.Open)
	case m.deps.Leads:
		keys = append(keys, k.Open, k.Up)
	}
	if m.pictures() > 1 {
		keys = append(keys, k.Left)
	}
	if m.text.Above()+m.text.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	return append(keys, k.Back, k.Help)
}

// SetSize lays the screen out.
func (m Diagrams) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Diagrams) View() string { return m.frame }

// Update sorts.
func (m Diagrams) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m Diagrams) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Back):
		return m, Back()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Open):
		return m, m.open()
	case key.Matches(msg, k.Left):
		m.turn(m.at - 1)
	case key.Matches(msg, k.Right):
		m.turn(m.at + 1)
	case m.deps.Leads && key.Matches(msg, k.Up):
		m.to(m.part - 1)
	case m.deps.Leads && key.Matches(msg, k.Down):
		m.to(m.part + 1)
	default:
		m.text, _ = m.text.Update(msg) // a pane has no commands
	}
	m.layOut()
	return m, nil
}

// turn shows another picture; behind the last one stands the first.
func (m *Diagrams) turn(at int) {
	n := max(m.pictures(), 1)
	m.at, m.part = (at+n)%n, 0
	m.text.Top()
}

// to selects a part and brings it into sight. Above the first one the picture itself is.
func (m *Diagrams) to(part int) {
	d, ok := m.shown()
	if !ok {
		return
	}
	m.part = max(min(part, len(d.Parts)-1), 0)
	m.layOut()
	if m.part == 0 {
		m.text.Top()
	}
	m.text.ScrollTo(m.first + m.part)
}

// open leads to the page that runs the selected part, or to the picture's own screen.
func (m Diagrams) open() tea.Cmd {
	d, ok := m.shown()
	switch {
	case !ok:
		return m.deps.Go
	case !m.deps.Leads || m.part >= len(d.Parts):
		return nil
	}
	return pageOf(d.Parts[m.part].Page)
}

// clicked selects the part under the mouse, and opens its page if it was selected.
func (m Diagrams) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	if !pressedLeft(msg) || !m.deps.Leads {
		m.text, _ = m.text.Update(msg) // a pane has no commands
		m.layOut()
		return m, nil
	}
	d, shown := m.shown()
	line, ok := m.text.LineAt(msg.Y - 2)
	part := line - m.first
	if !ok || !shown || part < 0 || part >= len(d.Parts) {
		return m, nil
	}
	if part == m.part {
		return m, m.open()
	}
	m.part = part
	m.layOut()
	return m, nil
}

// layOut makes everything that View shows.
func (m *Diagrams) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.text.SetSize(m.width, max(m.height-2-footRows(m.height), 1))
	status := ""
	var lines []string
	if d, ok := m.shown(); ok {
		lines = m.picture(d)
		lit := 0
		for _, p := range d.Parts {
			if d.Lit[p.ID] {
				lit++
			}
		}
		status = layout.Progress(t, lit, len(d.Parts), 10)
	} else {
		lines = append([]string{"", " " + t.Title.Render(m.deps.Last), ""}, indented(inked(t.Text, "The flowchart draws itself while you answer. Enter opens it.", m.width-4), 1)...)
	}
	m.text.SetLines(lines)
	title := m.Title()
	if m.pictures() > 1 {
		title += fmt.Sprintf(" · %d of %d", m.at+1, m.pictures())
	}
	m.frame = layout.Stack([]string{layout.Header(t, title, m.width), layout.Rule(t.Border, m.width, "")}, m.text.Lines(), foot(t, m.Keys(), status, m.width, m.height))
}

// picture is the drawing, in the middle where there is room, and its parts below it.
func (m *Diagrams) picture(d ShownDiagram) []string {
	t := m.env.Theme
	parts := map[string]drawing.Part{}
	for _, p := range d.Parts {
		parts[p.ID] = drawing.Part{Side: themeSide(p.Side), Lit: d.Lit[p.ID]}
	}
	var lines []string
	if m.height >= 20 {
		lines = append(lines, "", " "+t.Title.Render(cells.Cut(d.Title, m.width-3)), "")
	}
	margin := min(max((m.width-drawing.Width(d.Art)-1)/2, 0), 2)
	lines = append(append(lines, indented(drawing.Lines(t, d.Art, parts), margin)...), "")
	m.first = len(lines)
	for i, p := range d.Parts {
		sign, ink := t.Muted.Render("·"), t.Muted
		if d.Lit[p.ID] {
			sign, ink = t.Allow.Render(theme.SignAllow), t.Text
		}
		name := themeSide(p.Side).Mark(p.Name)
		if m.deps.Leads && i == m.part {
			plainSign := "·"
			if d.Lit[p.ID] {
				plainSign = theme.SignAllow
			}
			lines = append(lines, t.Selected.Render(cells.Fit(" "+theme.SignCursor+" "+plainSign+" "+name, m.width-2)))
			continue
		}
		lines = append(lines, "   "+sign+" "+ink.Render(cells.Cut(name, m.width-8)))
	}
	return lines
}
