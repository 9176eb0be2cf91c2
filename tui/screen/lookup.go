package screen

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/input"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// LookupDeps is what can be looked up.
type LookupDeps struct {
	Title   string
	Hint    string // stands in the empty field: "type a word"
	Entries []LookupEntry
	// Find says which entries fit a text, best first, and what to say about them; a text that is not blank.
	Find func(text string) LookupFound
}

// LookupEntry is one entry: a row of the list, and a card to read.
type LookupEntry struct {
	Card CardDeps
	Note string // at the right end of the row
	// Other is the title of an entry that one key leads to, "" for none: what a term is not to be confused with.
	Other string
}

// LookupFound are the indexes of entries that fit.
type LookupFound struct {
	At []int
	// Said stands below the field, "" for nothing: "No such message is known. The nearest:".
	Said string
	// Else is read when nothing fits: where else to look. Without a title, the screen says only that nothing fits.
	Else CardDeps
}

// Lookup finds an entry by typing, and shows it beside the list or below it.
type Lookup struct {
	env  Env
	deps LookupDeps
	keys lookupKeys

	sides   bool // some entries belong to one of the pools
	field   textinput.Model
	found   []int // indexes of entries
	said    string
	instead CardDeps // where else to look, when nothing fits
	cursor  int      // index of found
	from    int      // the first row in sight

	width, height int
	size          lookupSize
	card          pane.Model
	frame         string
}

type lookupKeys struct{ Open, Move, Other, Scroll, Back, Help key.Binding }

// NewLookup shows all entries until something is typed.
func NewLookup(env Env, deps LookupDeps) Screen {
	m := Lookup{
		env: env, deps: deps, field: input.New(env.Theme, 20), card: pane.New(pane.NewStyles(env.Theme)),
		keys: lookupKeys{
			Open: bind("enter", "open", "enter"), Move: bind("↑↓", "select", "up", "down"), Other: bind("tab", "the other one", "tab"),
			Scroll: bind("pgdn", "read on", "pgdown", "pgup"), Back: bind("esc", "back", "esc"), Help: bind("?", "help", "?", "f1"),
		},
	}
	m.field.Placeholder = deps.Hint
	m.sides = slices.ContainsFunc(deps.Entries, func(e LookupEntry) bool { return e.Card.Side != theme.NoSide })
	m.field.Focus() // its command only blinks
	m.find()
	return m
}

// find lists what fits; with nothing typed that is everything.
func (m *Lookup) find() {
	m.cursor, m.from, m.said, m.instead = 0, 0, "", CardDeps{}
	m.card.Top()
	if text := m.field.Value(); !blankText(text) {
		found := m.deps.Find(text)
		m.found, m.said, m.instead = found.At, found.Said, found.Else
		return
	}
	m.found = make([]int, len(m.deps.Entries))
	for i := range m.found {
		m.found[i] = i
	}
}

// entry is the selected one; ok is false when nothing fits.
func (m Lookup) entry() (e LookupEntry, ok bool) {
	if m.cursor >= len(m.found) {
		return LookupEntry{}, false
	}
	return m.deps.Entries[m.found[m.cursor]], true
}

// Init has nothing to start.
func (m Lookup) Init() tea.Cmd { return nil }

// Title names the screen.
func (m Lookup) Title() string { return m.deps.Title }

// Typing is true: letters are what is looked up.
func (m Lookup) Typing() bool { return true }

// Keys are what can be pressed now.
func (m Lookup) Keys() []key.Binding {
	var keys []key.Binding
	k := m.keys
	if e, ok := m.entry(); ok {
		if e.Card.Go != nil {
			k.Open.SetHelp("enter", e.Card.Does)
			keys = append(keys, k.Open)
		}
		keys = append(keys, k.Move)
		if e.Other != "" {
			keys = append(keys, k.Other)
		}
	}
	if m.card.Above()+m.card.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	if m.field.Value() != "" {
		k.Back.SetHelp("esc", "clear")
		k.Help.SetHelp("f1", "help") // a question mark is text
	}
	return append(keys, k.Back, k.Help)
}

// SetSize lays the screen out.
func (m Lookup) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Lookup) View() string { return m.frame }

// Update sorts.
func (m Lookup) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		input.Wear(&m.field, msg.Theme)
		m.card.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m Lookup) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	page, empty := max(m.size.list-1, 1), m.field.Value() == ""
	switch {
	case key.Matches(msg, m.keys.Back) && empty:
		return m, Back()
	case key.Matches(msg, m.keys.Back):
		m.field.SetValue("")
		m.find()
	case key.Matches(msg, m.keys.Open):
		e, _ := m.entry()
		return m, e.Card.Go
	case msg.Type == tea.KeyF1, empty && !msg.Paste && msg.String() == "?":
		return m, Open(NewHelp(m.env, m))
	case msg.Type == tea.KeyUp:
		m.to(m.cursor - 1)
	case msg.Type == tea.KeyDown:
		m.to(m.cursor + 1)
	case msg.Type == tea.KeyCtrlHome:
		m.to(0)
	case msg.Type == tea.KeyCtrlEnd:
		m.to(len(m.found) - 1)
	case msg.Type == tea.KeyShiftUp:
		m.to(m.cursor - page)
	case msg.Type == tea.KeyShiftDown:
		m.to(m.cursor + page)
	case key.Matches(msg, m.keys.Scroll):
		m.card, _ = m.card.Update(msg) // a pane has no commands
	case key.Matches(msg, m.keys.Other):
		m.other()
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

func (m *Lookup) to(i int) {
	i = max(min(i, len(m.found)-1), 0)
	if i != m.cursor {
		m.card.Top()
	}
	m.cursor = i
}

// other leads to the entry that the selected one names. It may be out of the list: then everything is listed again.
func (m *Lookup) other() {
	e, ok := m.entry()
	if !ok || e.Other == "" {
		return
	}
	for again := range 2 {
		for i, at := range m.found {
			if m.deps.Entries[at].Card.Title == e.Other {
				m.to(i)
				return
			}
		}
		if again == 0 {
			m.field.SetValue("")
			m.find()
		}
	}
}

// clicked selects the entry under the mouse, and opens it if it was selected; the wheel moves what is below it.
func (m Lookup) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	y := msg.Y - lookupAbove
	inList := y < m.size.list && (m.size.right == 0 || msg.X < m.size.left)
	switch {
	case msg.Button == tea.MouseButtonWheelUp && inList:
		m.to(m.cursor - 1)
	case msg.Button == tea.MouseButtonWheelDown && inList:
		m.to(m.cursor + 1)
	case !pressedLeft(msg):
		m.card, _ = m.card.Update(msg) // a pane has no commands
	case !inList || y < 0 || m.from+y >= len(m.found):
		return m, nil
	case m.from+y == m.cursor:
		e, _ := m.entry()
		return m, e.Card.Go
	default:
		m.to(m.from + y)
	}
	m.layOut()
	return m, nil
}
