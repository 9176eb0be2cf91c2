package screen

import (
	"fmt"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/sim/trace"
	"poolschool/tui/component/panels"
	"poolschool/tui/component/sequence"
)

// lessonReplay is a call that is shown once more, hop by hop. Nothing is called again.
type lessonReplay struct {
	on       bool
	selected int        // the call before, to return to
	tab      panels.Tab // the panel before
	stage    bool       // the calls had the screen before
}

// replayKeys are the keys of a replay.
type replayKeys struct{ Next, Back, End key.Binding }

func newReplayKeys() replayKeys {
	return replayKeys{
		Next: bind("space", "next hop", " ", ".", "]"),
		Back: bind(",", "hop back", ",", "["),
		End:  bind("r", "end", "r", "esc"),
	}
}

// replays begins to show the selected call hop by hop. Where the diagram is not on the screen, it gets the screen.
func (m *Lesson) replays() {
	before := lessonReplay{on: true, selected: m.selected, tab: m.panels.Tab(), stage: m.stage}
	if !m.diagram.Replay(m.selected) {
		return
	}
	m.replay = before
	if m.size.right == 0 {
		m.stage = true
	}
	m.layOut()
	m.hopped()
}

// replayPressed goes through the hops, or moves in the panels. Any other key ends the replay and is what it is otherwise.
func (m Lesson) replayPressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k, r := m.keys, newReplayKeys()
	_, n, all := m.diagram.Replayed()
	switch {
	case key.Matches(msg, r.End), key.Matches(msg, r.Next) && n == all:
		m.endReplay()
	case key.Matches(msg, r.Next):
		m.diagram.Show(n + 1)
		m.hopped()
	case key.Matches(msg, r.Back):
		m.diagram.Show(n - 1)
		m.hopped()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Panel, k.PanelBack, k.Numbers, m.panels.KeyMap.Reveal, k.Up, k.Down):
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	case key.Matches(msg, k.PanelUp):
		m.panels, _ = m.panels.Update(tea.KeyMsg{Type: tea.KeyUp})
	case key.Matches(msg, k.PanelDown):
		m.panels, _ = m.panels.Update(tea.KeyMsg{Type: tea.KeyDown})
	default:
		m.endReplay()
		return m.pressed(msg)
	}
	return m, nil
}

// hopped shows the hop in the panels: the request while it goes out, what it brought when it comes back.
func (m *Lesson) hopped() {
	hop, _, _ := m.diagram.Replayed()
	m.selected = hop.ID
	m.panels.Set(m.hopContent(hop))
	m.panels.Show(panels.Request)
	if hop.Answer {
		m.panels.Show(panels.Response)
		if !m.exchange(hop.ID).OK() {
			m.panels.Show(panels.Why)
		}
	}
	m.drawFoot()
}

// hopContent is the exchange of a hop. Its answer is not told before it has come.
func (m *Lesson) hopContent(hop sequence.Hop) panels.Content {
	content := panels.Content{Account: m.state.Tree, Exchange: m.exchange(hop.ID), Pending: !hop.Answer}
	if hop.Answer {
		content.Inner = inner(m.state.Exchanges, hop.ID)
		return content
	}
	e := &content.Exchange
	e.Response, e.Status, e.Summary = trace.Message{}, 0, ""
	e.Code, e.Refusal, e.Because, e.Checks, e.Decisions = "", "", "", nil, nil
	return content
}

// exchange is the one with an id; the zero value if there is none.
func (m *Lesson) exchange(id int) trace.Exchange {
	for _, e := range m.state.Exchanges {
		if e.ID == id {
			return e
		}
	}
	return trace.Exchange{}
}

// endReplay shows everything again, as it was before.
func (m *Lesson) endReplay() {
	if !m.replay.on {
		return
	}
	before := m.replay
	m.replay = lessonReplay{}
	m.diagram.EndReplay()
	m.choose(before.selected)
	m.panels.Show(before.tab)
	m.stage = before.stage
	m.layOut()
}

// replayBindings are what can be pressed in a replay.
func (m Lesson) replayBindings() []key.Binding {
	k, r := m.keys, newReplayKeys()
	_, n, all := m.diagram.Replayed()
	if n == all {
		r.Next.SetHelp("space", "all calls")
	}
	keys := []key.Binding{r.Next}
	if n > 1 {
		keys = append(keys, r.Back)
	}
	k.Up.SetHelp("↑↓", "move in the panel")
	return append(keys, r.End, k.Panel, k.Help, k.Up, m.panels.KeyMap.Reveal, k.Numbers)
}

// hopStatus is how far the replay has come.
func (m *Lesson) hopStatus() string {
	_, n, all := m.diagram.Replayed()
	return m.env.Theme.Muted.Render(fmt.Sprintf("hop %d of %d", n, all))
}
