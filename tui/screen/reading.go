package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/prose"
)

// Reading is a page of text and nothing else.
type Reading struct {
	env    Env
	title  string
	text   string // Markdown
	cache  *prose.Cache
	back   key.Binding
	help   key.Binding
	scroll key.Binding

	width, height int
	page          pane.Model
	frame         string
}

// NewReading is a page of Markdown. The cache keeps it laid out; nil is one of its own.
func NewReading(env Env, title, text string, cache *prose.Cache) Screen {
	if cache == nil {
		cache = &prose.Cache{}
	}
	return Reading{
		env: env, title: title, text: text, cache: cache, page: pane.New(pane.NewStyles(env.Theme)),
		scroll: bind("↑↓", "scroll", "down", "up", "pgdown", "pgup"),
		help:   bind("?", "help", "?", "f1"),
		back:   bind("esc", "back", "esc", "q"),
	}
}

// Init has nothing to start.
func (m Reading) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Reading) Title() string { return m.title }

// Typing is false: there is nothing to type into.
func (m Reading) Typing() bool { return false }

// Keys are what can be pressed now.
func (m Reading) Keys() []key.Binding {
	if m.page.Above()+m.page.Below() > 0 {
		return []key.Binding{m.scroll, m.back, m.help}
	}
	return []key.Binding{m.back, m.help}
}

// SetSize lays the page out.
func (m Reading) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Reading) View() string { return m.frame }

// Update sorts.
func (m Reading) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.back):
			return m, Back()
		case key.Matches(msg, m.help):
			return m, Open(NewHelp(m.env, m))
		}
		m.page, _ = m.page.Update(msg) // a pane has no commands
	case tea.MouseMsg:
		m.page, _ = m.page.Update(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.page.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
		return m, nil
	default:
		return m, nil
	}
	m.join()
	return m, nil
}

// layOut lays the text out. The cache makes it cheap the second time.
func (m *Reading) layOut() {
	if m.width == 0 {
		return
	}
	width := min(m.width-4, mostCardWidth)
	lines := cells.Wrap(cells.Clean(m.text), width)
	if r, err := m.cache.Render(m.text, nil, width, m.env.Theme); err == nil {
		lines = r.Paint(nil)
	}
	m.page.SetSize(m.width, max(m.height-2-footRows(m.height), 1))
	m.page.SetLines(indented(append([]string{}, lines...), 2))
	m.join()
}

func (m *Reading) join() {
	t := m.env.Theme
	top := []string{layout.Header(t, m.title, m.width), layout.Rule(t.Border, m.width, "")}
	m.frame = layout.Stack(top, m.page.Lines(), foot(t, m.Keys(), "", m.width, m.height))
}
