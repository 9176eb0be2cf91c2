package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/flowchart"
	"poolschool/lessons/snippet"
	"poolschool/tui/component/graph"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
)

// Flowchart asks the questions of a decision, draws the way taken through them, and ends with a card that can be run.
//
// Going back never forgets an answer: place moves along the path, and only another answer changes it.
type Flowchart struct {
	env    Env
	chart  *flowchart.Chart
	code   snippet.Set
	save   func(record string) (string, error)
	keys   flowchartKeys
	path   flowchart.Path
	place  int // the step on the screen; as many as there are answers when the next one is asked
	cursor int // the selected option
	whole  bool

	width, height int
	graph         graph.Model
	sheet         string // which sheet the graph holds, by its first node
	left, right   pane.Model
	panel         panel
	rule          string
}

type flowchartKeys struct {
	Choose, Up, Down, Back, Forward, Number, Whole, Run, Code, Write, Scroll, Leave key.Binding
}

func newFlowchartKeys() flowchartKeys {
	return flowchartKeys{
		Choose:  bind("enter", "choose", "enter"),
		Up:      bind("↑↓", "select", "up", "k"),
		Down:    key.NewBinding(key.WithKeys("down", "j")),
		Back:    bind("←", "back", "left", "backspace", "u"),
		Forward: bind("→", "forward", "right"),
		Number:  bind("1-9", "choose at once", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Whole:   bind("z", "whole chart", "z"),
		Run:     bind("r", "run it", "r"),
		Code:    inMyCode(),
		Write:   bind("w", "write record", "w"),
		Scroll:  bind("pgdn", "read on", "pgup", "pgdown", " ", "b"),
		Leave:   bind("esc", "leave", "esc", "q"),
	}
}

// NewFlowchart begins at the first question of a chart. Code holds the snippets that its outcomes name. Save writes the Markdown record and returns what to say about it; without one
// there is no key for it.
func NewFlowchart(env Env, chart *flowchart.Chart, code snippet.Set, save func(record string) (string, error)) Screen {
	m := Flowchart{env: env, chart: chart, code: code, save: save, keys: newFlowchartKeys(), path: chart.Begin()}
	m.dress()
	return m
}

// dress takes everything that has colours from the theme.
func (m *Flowchart) dress() {
	m.graph = graph.New(graph.DefaultStyles(m.env.Theme))
	m.left, m.right = pane.New(pane.NewStyles(m.env.Theme)), pane.New(pane.NewStyles(m.env.Theme))
	m.sheet = ""
}

// Init has nothing to start.
func (m Flowchart) Init() tea.Cmd { return nil }

// Typing is false: there is nothing to type into.
func (m Flowchart) Typing() bool { return false }

// Title names the screen.
func (m Flowchart) Title() string { return "Which pool do I need?" }

// SetSize lays the screen out.
func (m Flowchart) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// Update sorts.
func (m Flowchart) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.dress()
		m.layOut()
	}
	return m, nil
}

// View joins what layOut made.
func (m Flowchart) View() string {
	if m.width == 0 {
		return ""
	}
	t := m.env.Theme
	top := []string{layout.Header(t, m.Title(), m.width), layout.Rule(t.Border, m.width, "")}
	if m.whole {
		return layout.Stack(top, m.graph.Lines(), foot(t, m.Keys(), m.progress(), m.width, m.height))
	}
	body := m.left.Lines()
	var joint []int
	if m.twoColumns() {
		joint = []int{m.leftWidth()}
		body = layout.Columns(t.Border.Render("│"), m.left.Lines(), m.right.Lines())
	}
	return layout.Stack(top, m.graph.Lines(), []string{m.rule}, body, foot(t, m.Keys(), m.progress(), m.width, m.height, joint...))
}

// Keys are what can be pressed now, the likeliest first.
func (m Flowchart) Keys() []key.Binding {
	k := m.keys
	if m.whole {
		k.Whole.SetHelp("z", "back to the question")
		return []key.Binding{k.Whole, k.Back, k.Forward, k.Leave}
	}
	var keys []key.Binding
	here := m.here()
	outcome, decided := here.Outcome()
	decided = decided && here.AtOutcome()
	if decided && outcome.Run != "" {
		keys = append(keys, k.Run)
	}
	if decided && len(m.code[outcome.Code]) > 0 {
		keys = append(keys, k.Code)
	}
	if len(m.options()) > 0 {
		keys = append(keys, k.Choose, k.Up)
	}
	if m.place > 0 {
		keys = append(keys, k.Back)
	}
	if m.place < len(m.path.Steps()) {
		keys = append(keys, k.Forward)
	}
	if decided && m.save != nil {
		keys = append(keys, k.Write)
	}
	if m.left.Above()+m.left.Below()+m.right.Above()+m.right.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	return append(keys, k.Whole, k.Leave, k.Number)
}

// here is the path up to the step on the screen.
func (m Flowchart) here() flowchart.Path { return m.path.First(m.place) }
