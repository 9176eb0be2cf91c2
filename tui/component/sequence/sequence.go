// Package sequence draws calls as a sequence diagram: a lifeline for everyone who takes part, an arrow for each
// request, a dashed one for its answer, nested calls between the two.
//
//	You     App             ◆ User pool  ● Identity pool
//	 │─ ana ▶┃                   │              │
//	 │       ┃─ InitiateAuth ───▶┃              │
//	 │       ┃◀ ✓ 3 tokens ╌╌╌╌╌╌┃              │
//
// Columns come from the calls that are planned, not from those made so far, so nothing moves while a diagram grows. A
// lifeline is heavy while it works. Where there is too little room for words on arrows, an indented list says the same.
package sequence

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// Lifeline is someone who sends or answers requests.
type Lifeline struct {
	ID    string // as in Message.From and To
	Name  string // the head, where there is room: "Identity pool"
	Short string // the head, where there is less: "Ident"; empty: as Name
	Side  theme.Side
}

// Message is a request and its answer.
type Message struct {
	ID      int // not 0
	Parent  int // the message on whose behalf this one is sent, 0 for none
	From    string
	To      string // the same as From: work done on one's own
	Label   string // what is asked: "AssumeRoleWithWebIdentity"
	Short   string // the same in fewer cells, for short arrows: "AssumeRole…WebIdentity"; may be empty
	Answer  string // what was answered, without sign: "3 tokens", "403 AccessDenied"
	OK      bool   // the answer is no refusal
	OneWay  bool   // nothing is answered
	Pending bool   // not answered yet
}

// KeyMap is what the diagram listens to when it has the keys.
type KeyMap struct {
	Previous, Next, Fold key.Binding
}

// DefaultKeyMap are arrows, and f to fold.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Previous: key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("↑", "earlier call")),
		Next:     key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("↓", "later call")),
		Fold:     key.NewBinding(key.WithKeys("f"), key.WithHelp("f", "fold inner calls")),
	}
}

// Styles are the diagram's inks.
type Styles struct {
	Head, Line             theme.Ink // name and lifeline of those who belong to neither pool
	UserPool, IdentityPool theme.Ink // name and lifeline of those who do
	Arrow, Back            theme.Ink // arrow of a request, of an answer
	Label, Allow, Deny     theme.Ink // words
	Selected               theme.Ink
}

// NewStyles takes the styles from a theme.
func NewStyles(t theme.Theme) Styles {
	return Styles{
		Head: t.Heading, Line: t.Border, UserPool: t.UserPool, IdentityPool: t.IdentityPool,
		Arrow: t.Text, Back: t.Muted, Label: t.Text, Allow: t.Allow, Deny: t.Deny, Selected: t.Selected,
	}
}

// Model is a diagram. It draws when something changes; View joins.
type Model struct {
	KeyMap KeyMap

	looks         looks
	lifelines     []Lifeline
	plan          []Message
	messages      []Message
	folded        map[int]bool // copied when changed
	selected      int
	replay        *replay // nil while everything is drawn; never changed, a copy takes its place
	width, height int
	offset        int // rows above the window

	columns columns
	rows    []row
	drawn   []string // all rows
	heads   []string // what stays above the rows: one line, or none for a list
	rest    string   // a row without a call: lifelines that go on
	shown   []string // what View joins, height lines
}

// New is an empty diagram.
func New(s Styles) Model { return Model{KeyMap: DefaultKeyMap(), looks: newLooks(s)} }

// SetStyles changes the inks.
func (m *Model) SetStyles(s Styles) {
	m.looks = newLooks(s)
	m.draw()
}

// SetPlan says who may take part, from left to right, and which calls are to come. Lifelines that no call needs are
// left out. Without calls all of them stand.
func (m *Model) SetPlan(lifelines []Lifeline, plan []Message) {
	m.lifelines, m.plan = lifelines, plan
	m.draw()
}

// SetMessages sets the calls made so far. A new one comes into sight, and a replay is over.
func (m *Model) SetMessages(messages []Message) {
	before := len(m.rows)
	m.messages, m.replay = messages, nil
	m.draw()
	if len(m.rows) != before {
		m.scroll(len(m.rows))
	}
}

// SetSize sets width and height in cells.
func (m *Model) SetSize(width, height int) {
	if width == m.width && height == m.height {
		return
	}
	end := m.Below() == 0
	m.width, m.height = max(width, 0), max(height, 0)
	m.draw()
	if end {
		m.scroll(len(m.rows))
	}
}

// Select marks a message and brings it into sight; 0 marks none.
func (m *Model) Select(id int) {
	if id != m.selected {
		m.selected = id
		m.draw()
	}
	m.reveal()
}

// Selected is the marked message, 0 if there is none.
func (m Model) Selected() int { return m.selected }

// ToggleFold hides the calls made on behalf of a message, or shows them again.
func (m *Model) ToggleFold(id int) {
	folded := make(map[int]bool, len(m.folded)+1)
	for k, v := range m.folded {
		folded[k] = v
	}
	folded[id] = !folded[id]
	m.folded = folded
	m.draw()
	m.reveal()
}

// Update moves the mark and folds by key, and scrolls by mouse wheel.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.KeyMap.Previous):
			m.step(-1)
		case key.Matches(msg, m.KeyMap.Next):
			m.step(1)
		case key.Matches(msg, m.KeyMap.Fold) && m.selected != 0:
			m.ToggleFold(m.selected)
		}
	case tea.MouseMsg:
		switch msg.Button {
		case tea.MouseButtonWheelUp:
			m.scroll(m.offset - 3)
		case tea.MouseButtonWheelDown:
			m.scroll(m.offset + 3)
		}
	}
	return m, nil
}

// step marks the message n further, in the order of the rows. From no mark, back leads to the last one.
func (m *Model) step(n int) {
	var ids []int
	for _, r := range m.rows {
		if !r.answer {
			ids = append(ids, m.messages[r.message].ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	i := slices.Index(ids, m.selected)
	switch {
	case i >= 0:
		i = min(max(i+n, 0), len(ids)-1)
	case n < 0:
		i = len(ids) - 1
	default:
		i = 0
	}
	m.Select(ids[i])
}

// At is the message in line y of the view, counted from 0.
func (m Model) At(y int) (id int, ok bool) {
	i := y - len(m.heads) + m.offset
	if y < len(m.heads) || y >= m.height || i >= len(m.rows) {
		return 0, false
	}
	return m.messages[m.rows[i].message].ID, true
}

// Above and Below are how many rows are out of sight.
func (m Model) Above() int { return m.offset }

// Below is how many rows are out of sight below.
func (m Model) Below() int { return max(len(m.rows)-m.offset-m.window(), 0) }

// Lines are exactly height lines of exactly width cells, for joining beside other columns. Nobody changes them.
func (m Model) Lines() []string { return m.shown }

// View is the lines as one string.
func (m Model) View() string { return strings.Join(m.shown, "\n") }

// window is how many rows are in sight.
func (m Model) window() int { return max(m.height-len(m.heads), 0) }

// reveal brings the marked message into sight: its answer, then its request, which counts more.
func (m *Model) reveal() {
	if m.replay != nil {
		m.scroll(len(m.rows)) // the hop is the last one
		return
	}
	for i := len(m.rows) - 1; i >= 0; i-- {
		if m.messages[m.rows[i].message].ID != m.selected {
			continue
		}
		switch {
		case i < m.offset:
			m.scroll(i)
		case i >= m.offset+m.window():
			m.scroll(i - m.window() + 1)
		}
	}
}

func (m *Model) scroll(offset int) {
	m.offset = max(min(offset, len(m.rows)-m.window()), 0)
	shown := make([]string, 0, m.height)
	shown = append(shown, m.heads...)
	end := min(m.offset+m.window(), len(m.drawn))
	shown = append(shown, m.drawn[min(m.offset, end):end]...)
	for len(shown) < m.height {
		shown = append(shown, m.rest)
	}
	m.shown = shown[:m.height]
}

// draw does all over: rows, columns, lines. It takes some 100 µs.
func (m *Model) draw() {
	standing := m.standing()
	m.rows = m.rowsToDraw()
	m.heads, m.drawn, m.rest = nil, nil, cells.Blank(m.width)
	if m.width > 0 && m.height > 0 {
		plan := m.plan
		if len(plan) == 0 {
			plan = m.messages
		}
		var fits bool
		if m.columns, fits = layOut(standing, plan, m.width); fits {
			m.diagram(standing)
		} else {
			m.list(standing)
		}
	}
	m.scroll(m.offset)
}

// standing are the lifelines that planned or made calls need, and those nobody introduced.
func (m *Model) standing() []Lifeline {
	needed := map[string]bool{}
	var strangers []Lifeline
	for _, messages := range [][]Message{m.plan, m.messages} {
		for _, msg := range messages {
			for _, id := range []string{msg.From, msg.To} {
				known := slices.ContainsFunc(m.lifelines, func(l Lifeline) bool { return l.ID == id })
				if !known && !needed[id] {
					strangers = append(strangers, Lifeline{ID: id, Name: id})
				}
				needed[id] = true
			}
		}
	}
	var standing []Lifeline
	for _, l := range m.lifelines {
		if len(needed) == 0 || needed[l.ID] {
			standing = append(standing, l)
		}
	}
	return append(standing, strangers...)
}
