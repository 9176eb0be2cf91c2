package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// CardDeps is what a card says.
type CardDeps struct {
	Title string
	Side  theme.Side
	// Parts are headings with their text; a heading may be empty.
	Parts []CardPart
	// Does says what enter does, "open the page"; Go does it once the card is closed. nil leaves it out.
	Does string
	Go   tea.Cmd
}

// CardPart is a paragraph below a heading.
type CardPart struct{ Heading, Text string }

// Card is something to read, over a page of its own: a word of the glossary, an error message with its causes.
type Card struct {
	env    Env
	deps   CardDeps
	act    key.Binding
	back   key.Binding
	scroll key.Binding

	width, height int
	text          pane.Model
	frame         string
}

// mostCardWidth keeps lines readable.
const mostCardWidth = 80

// NewCard is a card to read.
func NewCard(env Env, deps CardDeps) Screen {
	m := Card{
		env: env, deps: deps, text: pane.New(pane.NewStyles(env.Theme)),
		act:    key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", deps.Does)),
		back:   bind("esc", "back", "esc", "q"),
		scroll: bind("↑↓", "scroll", "down"),
	}
	m.act.SetEnabled(deps.Go != nil)
	return m
}

// Init has nothing to start.
func (m Card) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Card) Title() string { return m.deps.Title }

// Typing is false: there is nothing to type into.
func (m Card) Typing() bool { return false }

// Keys are what can be pressed now.
func (m Card) Keys() []key.Binding {
	keys := []key.Binding{m.act, m.back}
	if m.text.Above()+m.text.Below() > 0 {
		keys = append(keys, m.scroll)
	}
	return keys
}

// SetSize lays the screen out.
func (m Card) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Card) View() string { return m.frame }

// Update sorts.
func (m Card) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.back):
			return m, Back()
		case key.Matches(msg, m.act):
			return m, tea.Sequence(Back(), m.deps.Go)
		}
		m.text, _ = m.text.Update(msg) // a pane has no commands
	case tea.MouseMsg:
		m.text, _ = m.text.Update(msg) // a pane has no commands
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
	default:
		return m, nil
	}
	m.layOut()
	return m, nil
}

func (m *Card) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	lines := append([]string{""}, m.deps.lines(t, min(m.width-4, mostCardWidth))...)
	m.text.SetSize(m.width, max(m.height-2-footRows(m.height), 1))
	m.text.SetLines(lines)
	top := []string{layout.Header(t, cells.Cut(m.deps.Title, 40), m.width), layout.Rule(t.Border, m.width, "")}
	m.frame = layout.Stack(top, m.text.Lines(), foot(t, m.Keys(), "", m.width, m.height))
}

// lines are the card's text, in lines of at most width cells and a margin of two.
func (d CardDeps) lines(t theme.Theme, width int) []string {
	var lines []string
	for _, l := range inked(nameInk(t, d.Side), d.Side.Mark(d.Title), width) {
		lines = append(lines, "  "+l)
	}
	for _, part := range d.Parts {
		if lines = append(lines, ""); part.Heading != "" {
			lines = append(lines, "  "+t.Heading.Render(part.Heading))
		}
		for _, l := range inked(t.Text, part.Text, width) {
			lines = append(lines, "  "+l)
		}
	}
	return lines
}
