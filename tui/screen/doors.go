package screen

import (
	"maps"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/doors"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/panels"
)

// Doors is the two-doors matrix: what a caller may hold against the doors that there are. A cell knocks for real, and below
// the table stands what came of it.
type Doors struct {
	env  Env
	deps DoorsDeps
	keys doorsKeys
	self *doorsScreen

	rows    []doors.Row
	columns []doors.Column
	house   *doors.House // nil until it is open
	trouble string       // why it cannot be opened, or why a knock failed
	known   map[doorsAt]doors.Cell
	todo    []doorsAt // to knock at, the first one is under way
	total   int       // how many of them there were at first

	at            doorsAt
	from          int // the first column in sight
	width, height int
	size          doorsSize
	zoom          bool // the panels have the whole screen, and the keys
	said          pane.Model
	panels        panels.Model
	frame         string
}

// DoorsDeps is what the matrix is made of, beside its looks.
type DoorsDeps struct {
	// Open opens the account with the doors. It is called once, in a command.
	Open func() (*doors.House, error)
}

// doorsAt is a cell: indexes of row and column.
type doorsAt struct{ row, column int }

// doorsScreen tells the messages of one matrix from those of another.
type doorsScreen struct{ _ byte }

type doorsKeys struct {
	Knock, Up, Down, Left, Right, Run, Stop, Zoom, Panel, PanelBack, Numbers, PanelUp, PanelDown, Scroll, Copy, Help, Back key.Binding
}

func newDoorsKeys() doorsKeys {
	return doorsKeys{
		Knock: bind("enter", "knock", "enter"),
		Up:    bind("↑↓←→", "select", "up", "k"), Down: bind("", "", "down", "j"), Left: bind("", "", "left", "h"), Right: bind("", "", "right", "l"),
		Run: bind("r", "knock everywhere", "r"), Stop: bind("r", "stop", "r"),
		Zoom: bind("z", "panels only", "z"), Panel: bind("tab", "panel", "tab"), PanelBack: bind("shift+tab", "panel before", "shift+tab"),
		Numbers: bind("1-3", "panel at once", "1", "2", "3"),
		PanelUp: bind("K J", "scroll the panel", "K", "shift+up"), PanelDown: bind("", "", "J", "shift+down"),
		Scroll: bind("pgdn", "read on", "pgdown", "pgup", " ", "b"),
		Copy:   bind("c", "copy", "c"), Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q"),
	}
}

// NewDoors is the matrix with no door tried yet.
func NewDoors(env Env, deps DoorsDeps) Screen {
	m := Doors{
		env: env, deps: deps, keys: newDoorsKeys(), self: &doorsScreen{}, rows: doors.Rows(), columns: doors.Columns(),
		panels: panels.New(panels.NewStyles(env.Theme)), said: pane.New(pane.NewStyles(env.Theme)),
	}
	m.panels.SetTabs([]panels.Tab{panels.Request, panels.Response, panels.Why})
	m.panels.Show(panels.Why)
	return m
}

// Init opens the account.
func (m Doors) Init() tea.Cmd {
	open, self := m.deps.Open, m.self
	return func() tea.Msg {
		house, err := open()
		return doorsOpenedMsg{self, house, err}
	}
}

// Title names the screen.
func (m Doors) Title() string { return "Who opens which door?" }

// Typing is false: there is nothing to type into.
func (m Doors) Typing() bool { return false }

// Keys are what can be pressed now, the likeliest first.
func (m Doors) Keys() []key.Binding {
	k := m.keys
	if m.zoom {
		k.Zoom.SetHelp("z", "back to the table")
		return append([]key.Binding{k.Zoom, k.Back}, m.panels.Keys()...)
	}
	keys := []key.Binding{k.Knock, k.Up}
	if len(m.todo) > 1 {
		keys = append(keys, k.Stop)
	} else {
		keys = append(keys, k.Run)
	}
	_, knocked := m.known[m.at]
	if knocked && m.size.panels > 0 {
		keys = append(keys, k.Panel)
	}
	if knocked {
		keys = append(keys, k.Zoom)
	}
	if m.said.Above()+m.said.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	keys = append(keys, k.Help, k.Back)
	if knocked {
		keys = append(keys, k.PanelUp, k.Numbers, m.panels.KeyMap.Reveal)
		if m.env.Copy != nil {
			keys = append(keys, k.Copy)
		}
	}
	return keys
}

// SetSize lays the screen out.
func (m Doors) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Doors) View() string { return m.frame }

// Update sorts.
func (m Doors) Update(msg tea.Msg) (Screen, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m, cmd = m.pressed(msg)
	case tea.MouseMsg:
		m, cmd = m.clicked(msg)
	case doorsOpenedMsg:
		m, cmd = m.opened(msg)
	case doorKnockedMsg:
		m, cmd = m.knocked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.panels.SetStyles(panels.NewStyles(msg.Theme))
		m.said.SetStyles(pane.NewStyles(msg.Theme))
	default:
		return m, nil
	}
	m.layOut()
	return m, cmd
}

// remember keeps a cell, in a map of this value's own.
func (m *Doors) remember(at doorsAt, c doors.Cell) {
	known := maps.Clone(m.known)
	if known == nil {
		known = map[doorsAt]doors.Cell{}
	}
	known[at] = c
	m.known = known
}
