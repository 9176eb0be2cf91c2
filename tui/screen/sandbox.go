package screen

import (
	"crypto/rsa"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/sandbox"
	"poolschool/sim/wire"
	"poolschool/tui/component/editor"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/panels"
	"poolschool/tui/component/picker"
)

// Sandbox calls any operation, as anybody who is in the account. On the left stands the list of operations or the call that is
// being written, with the calls so far below it; on the right what came of one. Where there is no room for both, they are
// pages.
type Sandbox struct {
	env  Env
	deps SandboxDeps
	keys sandboxKeys
	self *sandboxScreen
	gen  int // of the last command that calls

	box     *sandbox.Sandbox // nil until it is open
	trouble string           // why it cannot be opened
	busy    bool
	now     time.Time

	place   sandboxPlace
	list    picker.Model
	op      wire.Operation
	caller  string // as the learner chose it
	as      string // of the call that is being written
	editor  editor.Model
	text    pane.Model
	message string // what is wrong with the call

	calls  []sandbox.Call
	shown  int // the call in the panels, counted from 0; -1 before the first
	panels panels.Model

	width, height int
	size          sandboxSize
	top, foot     []string
	left          []string
}

// SandboxDeps is what a sandbox is made of, beside its looks.
type SandboxDeps struct {
	// From says where the account comes from: "lesson 12, as it is at this step".
	From string
	// Back is what leaving leads to: "back to the lesson".
	Back string
	// Open makes the account. It is called once, in a command.
	Open func() (*sandbox.Sandbox, error)
	// Save writes a file of calls; path "" is the usual one. It says where the file is. nil leaves saving out.
	Save func(path string, data []byte) (where string, err error)
	// Load reads a file of calls; path "" is the usual one. nil leaves loading out.
	Load func(path string) (name string, data []byte, err error)
}

// sandboxPlace is what has the keys.
type sandboxPlace int

const (
	atList   sandboxPlace = iota // letters find operations
	atCall                       // letters are commands, or text while the editor has them
	atAnswer                     // the panels
)

// sandboxScreen tells the messages of one sandbox from those of another.
type sandboxScreen struct{ _ byte }

// What commands report, and what boxes over the screen chose.
type (
	sandboxOpenedMsg struct {
		self *sandboxScreen
		box  *sandbox.Sandbox
		err  error
	}
	sandboxCalledMsg struct {
		self  *sandboxScreen
		gen   int
		calls []sandbox.Call // all so far
		now   time.Time
		err   error
	}
	sandboxCallerMsg struct {
		self *sandboxScreen
		name string
	}
	sandboxCallMsg struct { // an earlier call is to be shown
		self *sandboxScreen
		i    int
	}
	sandboxAheadMsg struct {
		self *sandboxScreen
		by   time.Duration
		tick bool // a second went by, and the next one is to be waited for
	}
	sandboxKeysMsg struct {
		self   *sandboxScreen
		issuer string
		keys   map[string]*rsa.PublicKey
	}
	sandboxFileMsg struct {
		self *sandboxScreen
		path string
		load bool
	}
)

// NewSandbox is a sandbox that is about to open.
func NewSandbox(env Env, deps SandboxDeps) Screen {
	t := env.Theme
	m := Sandbox{
		env: env, deps: deps, keys: newSandboxKeys(deps), self: &sandboxScreen{}, shown: -1,
		list: picker.New(t, nil), editor: editor.New(editor.NewStyles(t), ""), text: pane.New(pane.NewStyles(t)), panels: panels.New(panels.NewStyles(t)),
	}
	m.list.Empty = "no operation is called so"
	m.editor.SetActive(false)
	return m
}

// Init opens the account.
func (m Sandbox) Init() tea.Cmd {
	open, self := m.deps.Open, m.self
	return func() tea.Msg {
		box, err := open()
		return sandboxOpenedMsg{self, box, err}
	}
}

// Title names the screen.
func (m Sandbox) Title() string { return "Sandbox" }

// Typing says that letters are text.
func (m Sandbox) Typing() bool {
	return m.place == atList || m.place == atCall && m.editor.Active() || m.place == atAnswer && m.panels.Forging()
}

// SetSize lays the screen out.
func (m Sandbox) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// Update sorts.
func (m Sandbox) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case sandboxOpenedMsg:
		if msg.self == m.self {
			m = m.opened(msg)
			return m, m.tick()
		}
	case sandboxCalledMsg:
		if msg.self == m.self && msg.gen == m.gen {
			return m.called(msg)
		}
	case sandboxCallerMsg:
		if msg.self == m.self {
			m.caller, m.as = msg.name, msg.name
			m.layOut()
		}
	case sandboxCallMsg:
		if msg.self == m.self {
			m.show(msg.i)
			m.write(m.calls[m.shown].Ask)
			m.layOut()
		}
	case sandboxAheadMsg:
		if msg.self == m.self && m.box != nil {
			m.clock(m.box.Advance(msg.by))
			if msg.tick {
				return m, m.tick()
			}
		}
	case sandboxKeysMsg:
		if msg.self == m.self {
			m.panels.SetKeys(msg.issuer, msg.keys)
			m.layOut()
		}
	case sandboxFileMsg:
		if msg.self == m.self {
			return m.filed(msg)
		}
	case Themed:
		m.env.Theme = msg.Theme
		m.dress()
	}
	return m, nil
}

// tick waits a second and lets the account's time go by.
func (m Sandbox) tick() tea.Cmd {
	self := m.self
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return sandboxAheadMsg{self: self, by: time.Second, tick: true} })
}

// dress takes everything that has colours from the theme.
func (m *Sandbox) dress() {
	t := m.env.Theme
	m.list.SetTheme(t)
	m.editor.SetStyles(editor.NewStyles(t))
	m.text.SetStyles(pane.NewStyles(t))
	m.panels.SetStyles(panels.NewStyles(t))
	m.layOut()
}

func (m Sandbox) opened(msg sandboxOpenedMsg) Sandbox {
	if msg.err != nil {
		m.trouble = msg.err.Error()
		m.layOut()
		return m
	}
	m.box, m.now = msg.box, msg.box.Now()
	m.calls = m.box.Calls()
	items := make([]picker.Item, 0, len(m.box.Operations()))
	for _, op := range m.box.Operations() {
		items = append(items, operationItem(op))
	}
	m.list.SetItems(items)
	m.panels.SetNow(m.now)
	m.show(len(m.calls) - 1)
	m.layOut()
	return m
}

// show puts a call into the panels.
func (m *Sandbox) show(i int) {
	m.shown = max(min(i, len(m.calls)-1), -1)
	content := panels.Content{Account: m.box.Tree()}
	if m.shown >= 0 {
		c := m.calls[m.shown]
		content.Account = c.Tree
		if e, ok := c.Outer(); ok {
			content.Exchange, content.Inner = e, inner(c.Exchanges, e.ID)
		}
	}
	m.panels.Set(content)
}

// clock moves what shows the time.
func (m *Sandbox) clock(now time.Time) {
	m.now = now
	m.panels.SetNow(now)
	m.layOut()
}

// choose begins a call of an operation, with its template.
func (m *Sandbox) choose(op wire.Operation) {
	m.write(sandbox.Ask{Service: op.Service, Operation: op.Name, As: m.callerFor(op.Auth), Input: m.box.Template(op)})
}

// write puts a call into the editor.
func (m *Sandbox) write(a sandbox.Ask) {
	for _, op := range m.box.Operations() {
		if op.Service == a.Service && op.Name == a.Operation {
			m.op = op
		}
	}
	m.as, m.message, m.place = a.As, "", atCall
	m.editor.SetText(a.Input)
	m.editor.SetActive(false)
	m.text.Top()
}

// callerFor is who makes a call unless the learner says otherwise: nobody where nobody needs to sign.
func (m *Sandbox) callerFor(auth wire.Auth) string {
	has := func(name string) bool {
		return slices.ContainsFunc(m.box.Callers(), func(c sandbox.Caller) bool { return c.Name == name })
	}
	switch {
	case auth == wire.Open || auth == wire.ByToken:
		return ""
	case m.caller != "" && has(m.caller):
		return m.caller
	case has("adminCredentials"):
		return "adminCredentials"
	}
	return ""
}
