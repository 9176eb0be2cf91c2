package screen

import (
	"fmt"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/fulltext"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/input"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// SearchText finds words in the text of all pages. Enter opens the lesson at that page.
type SearchText struct {
	env   Env
	index *fulltext.Index
	keys  searchKeys

	field  textinput.Model
	hits   []fulltext.Hit
	cursor int
	from   int // the first page in sight

	width, height int
	list          pane.Model
	frame         string
}

type searchKeys struct{ Open, Move, Back key.Binding }

// mostHits is how many pages are listed. Who has more types another word.
const mostHits = 100

// NewSearch searches an index; query is what stands in the field at first.
func NewSearch(env Env, index *fulltext.Index, query string) Screen {
	m := SearchText{
		env: env, index: index, field: input.New(env.Theme, 20), list: pane.New(pane.NewStyles(env.Theme)),
		keys: searchKeys{
			Open: bind("enter", "open the page", "enter"),
			Move: bind("↑↓", "select", "up", "down"),
			Back: bind("esc", "back", "esc"),
		},
	}
	m.field.Placeholder = "words of a page"
	m.field.SetValue(query)
	m.field.Focus() // its command only blinks
	m.find()
	return m
}

func (m *SearchText) find() {
	m.hits, m.cursor, m.from = m.index.Find(m.field.Value(), mostHits), 0, 0
}

// Init has nothing to start.
func (m SearchText) Init() tea.Cmd { return nil }

// Title names the screen.
func (m SearchText) Title() string { return "Search" }

// Typing is true: letters are what is searched.
func (m SearchText) Typing() bool { return true }

// Keys are what can be pressed now.
func (m SearchText) Keys() []key.Binding {
	if len(m.hits) == 0 {
		return []key.Binding{m.keys.Back}
	}
	return []key.Binding{m.keys.Open, m.keys.Move, m.keys.Back}
}

// SetSize lays the screen out.
func (m SearchText) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m SearchText) View() string { return m.frame }

// Update sorts.
func (m SearchText) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		input.Wear(&m.field, msg.Theme)
		m.list.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m SearchText) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	page := max((m.height-searchAbove-footRows(m.height))/hitRows-1, 1)
	switch {
	case key.Matches(msg, m.keys.Back):
		return m, Back()
	case key.Matches(msg, m.keys.Open):
		return m, m.open()
	case msg.Type == tea.KeyUp:
		m.to(m.cursor - 1)
	case msg.Type == tea.KeyDown:
		m.to(m.cursor + 1)
	case msg.Type == tea.KeyPgUp:
		m.to(m.cursor - page)
	case msg.Type == tea.KeyPgDown:
		m.to(m.cursor + page)
	default:
		before := m.field.Value()
		m.field, _ = m.field.Update(msg) // its command only blinks
		if m.field.Value() != before {
			m.find()
		}
	}
	m.layOut()
	return m, nil
}

func (m *SearchText) to(i int) { m.cursor = max(min(i, len(m.hits)-1), 0) }

// open leads to the selected page.
func (m SearchText) open() tea.Cmd {
	if m.cursor >= len(m.hits) {
		return nil
	}
	return LearnPage(m.hits[m.cursor].Lesson, m.hits[m.cursor].Page)
}

// clicked selects the page under the mouse, and opens it if it was selected.
func (m SearchText) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp:
		m.to(m.cursor - 1)
	case msg.Button == tea.MouseButtonWheelDown:
		m.to(m.cursor + 1)
	case !pressedLeft(msg):
		return m, nil
	default:
		line, ok := m.list.LineAt(msg.Y - searchAbove)
		at := m.from + line/hitRows
		switch {
		case !ok, at >= len(m.hits), msg.Y < searchAbove:
			return m, nil
		case at == m.cursor:
			return m, m.open()
		}
		m.to(at)
	}
	m.layOut()
	return m, nil
}

const (
	searchAbove = 4 // header, rule, field, an empty line
	hitRows     = 3 // title, excerpt, an empty line
)

func (m *SearchText) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.field.Width = max(m.width-6, 1)
	top := []string{
		layout.Header(t, m.Title(), m.width), layout.Rule(t.Border, m.width, ""),
		cells.Fit(" "+t.Key.Render("/")+" "+m.field.View(), m.width), cells.Blank(m.width),
	}
	rows := max(m.height-searchAbove-footRows(m.height), 1)
	whole := max((rows+1)/hitRows, 1) // pages that are seen whole; the last one needs no empty line
	m.from = min(max(min(m.from, m.cursor), m.cursor-whole+1), max(len(m.hits)-whole, 0))
	m.list.SetSize(m.width, rows)
	m.list.SetLines(m.lines(m.width-2, whole))
	status := ""
	if n := len(m.hits); n > 0 {
		status = t.Muted.Render(fmt.Sprintf("%d of %d", m.cursor+1, n))
	}
	m.frame = layout.Stack(top, m.list.Lines(), foot(t, m.Keys(), status, m.width, m.height))
}

// lines are the pages in sight. Hundreds may fit a word: only those are drawn.
func (m *SearchText) lines(width, whole int) []string {
	t := m.env.Theme
	switch {
	case m.field.Value() == "":
		return []string{t.Muted.Render("   Every page of the course with these words on it.")}
	case len(m.hits) == 0:
		return []string{t.Muted.Render("   No page has all of these words.")}
	}
	lines := make([]string, 0, whole*hitRows)
	for i := m.from; i < min(m.from+whole, len(m.hits)); i++ {
		h := m.hits[i]
		title := cells.Cut(h.Title, max(width-cells.Width(h.Where())-6, 12))
		excerpt := "   " + t.Muted.Render(cells.Cut(cells.Clean(h.Excerpt), max(width-4, 1)))
		if i == m.cursor {
			lines = append(lines, t.Selected.Render(layout.Bar(" "+theme.SignCursor+" "+title, h.Where()+" ", width)), excerpt, "")
			continue
		}
		lines = append(lines, layout.Bar("   "+t.Heading.Render(title), t.Muted.Render(h.Where())+" ", width), excerpt, "")
	}
	return lines
}
