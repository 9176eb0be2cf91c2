package screen

import (
	"context"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/identity"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/panels"
	"poolschool/tui/component/sequence"
)

// Follow goes with one person through an identity pool, station by station. Each is played for real; beside the timeline stands
// which identities there are before and after it, which logins and files they have, and what was lost.
type Follow struct {
	env  Env
	deps FollowDeps
	keys followKeys
	self *followScreen

	journey  *identity.Journey // nil until it is open
	trouble  string
	stations []identity.Station
	visits   []identity.Visit // of the first stations
	busy     bool
	wanted   bool // enter was pressed before the account was open
	cursor   int  // index of stations

	width, height int
	size          followSize
	calls         bool // the calls of the station have the screen
	text          pane.Model
	diagram       sequence.Model
	panels        panels.Model
	frame         string
}

// FollowDeps is what the way is made of, beside its looks.
type FollowDeps struct {
	// Open makes a fresh account, and tells the stations. It is called in a command, and again to start over.
	Open func() (*identity.Journey, []identity.Station, error)
}

// followScreen tells the messages of one screen from those of another.
type followScreen struct{ _ byte }

// What commands report.
type (
	followOpenedMsg struct {
		self     *followScreen
		journey  *identity.Journey
		stations []identity.Station
		err      error
	}
	followedMsg struct {
		self    *followScreen
		journey *identity.Journey
		visit   identity.Visit
		done    bool
		err     error
	}
)

type followKeys struct {
	Play, Up, Down, Calls, Earlier, Later, Fold, Scroll, Again, Copy, Help, Back key.Binding
}

// NewFollow is the way before its first station.
func NewFollow(env Env, deps FollowDeps) Screen {
	m := Follow{
		env: env, deps: deps, self: &followScreen{}, text: pane.New(pane.NewStyles(env.Theme)),
		diagram: sequence.New(sequence.NewStyles(env.Theme)), panels: panels.New(panels.NewStyles(env.Theme)),
		keys: followKeys{
			Play: bind("enter", "play the next station", "enter"), Up: bind("↑↓", "look back", "up", "k"), Down: bind("", "", "down", "j"),
			Calls: bind("z", "its calls", "z"), Earlier: bind(", .", "earlier, later call", ",", "["), Later: bind("", "", ".", "]"),
			Fold: bind("f", "fold inner calls", "f"), Scroll: bind("pgdn", "read on", "pgdown", "pgup", " ", "b"),
			Again: bind("R", "start over", "R"), Copy: bind("c", "copy", "c"), Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q"),
		},
	}
	m.panels.SetTabs([]panels.Tab{panels.Request, panels.Response, panels.Why, panels.Token})
	m.panels.Show(panels.Why)
	m.diagram.SetPlan(append([]sequence.Lifeline{{ID: "phone", Name: "Phone"}, {ID: "tablet", Name: "Tablet"}}, lifelines()...), nil)
	return m
}

// Init opens the account.
func (m Follow) Init() tea.Cmd {
	open, self := m.deps.Open, m.self
	return func() tea.Msg {
		journey, stations, err := open()
		return followOpenedMsg{self, journey, stations, err}
	}
}

// Title names the screen.
func (m Follow) Title() string { return "Follow one identity" }

// Typing is false: there is nothing to type into.
func (m Follow) Typing() bool { return false }

// Keys are what can be pressed now, the likeliest first.
func (m Follow) Keys() []key.Binding {
	k := m.keys
	if m.calls {
		k.Calls.SetHelp("z", "back to the stations")
		keys := []key.Binding{k.Calls, k.Earlier}
		keys = append(keys, m.panels.Keys()...)
		return append(keys, k.Fold, k.Back, k.Help)
	}
	var keys []key.Binding
	if len(m.visits) < len(m.stations) || len(m.stations) == 0 {
		keys = append(keys, k.Play)
	}
	if len(m.visits) > 0 {
		keys = append(keys, k.Up)
	}
	if m.text.Above()+m.text.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	if m.cursor < len(m.visits) {
		keys = append(keys, k.Calls)
	}
	if len(m.visits) > 0 {
		keys = append(keys, k.Again)
	}
	return append(keys, k.Help, k.Back)
}

// SetSize lays the screen out.
func (m Follow) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Follow) View() string { return m.frame }

// Update sorts.
func (m Follow) Update(msg tea.Msg) (Screen, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m, cmd = m.pressed(msg)
	case tea.MouseMsg:
		m.clicked(msg)
	case followOpenedMsg:
		m, cmd = m.opened(msg)
	case followedMsg:
		m = m.followed(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
		m.diagram.SetStyles(sequence.NewStyles(msg.Theme))
		m.panels.SetStyles(panels.NewStyles(msg.Theme))
	default:
		return m, nil
	}
	m.layOut()
	return m, cmd
}

func (m Follow) opened(msg followOpenedMsg) (Follow, tea.Cmd) {
	if msg.self != m.self {
		return m, nil
	}
	m.busy = false
	if msg.err != nil {
		m.trouble = msg.err.Error()
		return m, nil
	}
	m.journey, m.stations, m.visits, m.cursor = msg.journey, msg.stations, nil, 0
	m.show()
	if m.wanted {
		m.wanted = false
		return m.play()
	}
	return m, nil
}

// play plays the next station.
func (m Follow) play() (Follow, tea.Cmd) {
	switch {
	case m.journey == nil:
		m.wanted = m.trouble == ""
		return m, nil
	case m.busy, len(m.visits) >= len(m.stations):
		return m, nil
	}
	m.busy = true
	journey, self := m.journey, m.self
	return m, func() tea.Msg {
		visit, done, err := journey.Next(context.Background())
		return followedMsg{self, journey, visit, done, err}
	}
}

func (m Follow) followed(msg followedMsg) Follow {
	if msg.self != m.self || msg.journey != m.journey { // another way was begun meanwhile
		return m
	}
	m.busy = false
	switch {
	case msg.err != nil:
		m.trouble = msg.err.Error()
	case !msg.done:
		m.visits = append(slices.Clip(m.visits), msg.visit)
		m.cursor = len(m.visits) - 1
		m.show()
	}
	return m
}

func (m Follow) again() (Follow, tea.Cmd) {
	if m.busy || m.journey == nil {
		return m, nil
	}
	m.busy = true
	return m, m.Init()
}
