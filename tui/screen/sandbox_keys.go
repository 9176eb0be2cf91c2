package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/sandbox"
	"poolschool/tui/component/panels"
)

// sandboxKeys are the keys of a sandbox.
type sandboxKeys struct {
	Choose, Send, Run, Edit, As, Again, Find key.Binding
	Panel, Earlier, Later, History           key.Binding
	Save, Load, Time, Copy, CopyAs           key.Binding
	Help, Stop, Back, Leave                  key.Binding
}

func newSandboxKeys(deps SandboxDeps) sandboxKeys {
	back := deps.Back
	if back == "" {
		back = "back"
	}
	k := sandboxKeys{
		Choose: bind("enter", "choose", "enter"), Send: bind("enter", "send", "enter", "ctrl+r"), Run: bind("ctrl+r", "send", "ctrl+r"),
		Edit: bind("e", "edit", "e", "i", "up", "down"), As: bind("a", "call as", "a"), Again: bind("r", "template again", "r"),
		Find:  bind("/", "operations", "/"),
		Panel: bind("tab", "answer", "tab", "1", "2", "3", "4", "5"), Earlier: bind(", .", "earlier, later call", ","), Later: bind("", "", "."),
		History: bind("H", "calls so far", "H"), Save: bind("s", "save the calls", "s"), Load: bind("o", "load calls", "o"),
		Time: bind("t", "time", "t"), Copy: bind("c", "copy", "c"), CopyAs: bind("C", "copy as", "C"),
		Help: bind("?", "help", "?", "f1"), Stop: bind("esc", "stop typing", "esc"), Back: bind("esc", "back", "esc"), Leave: bind("x", back, "x"),
	}
	k.Save.SetEnabled(deps.Save != nil)
	k.Load.SetEnabled(deps.Load != nil)
	return k
}

// Keys are what can be pressed now, the likeliest first.
func (m Sandbox) Keys() []key.Binding {
	k := m.keys
	if m.box == nil {
		return []key.Binding{k.Back}
	}
	switch {
	case m.place == atList:
		keys := []key.Binding{k.Choose, m.list.KeyMap.Up}
		if len(m.calls) > 0 {
			keys = append(keys, k.Panel)
		}
		k.Back.SetHelp("esc", m.leaving())
		return append(keys, k.Back)
	case m.place == atAnswer && m.panels.Forging():
		return m.panels.Keys()
	case m.Typing():
		return []key.Binding{k.Run, k.Stop}
	}
	var keys []key.Binding
	if m.place == atCall {
		keys = append(keys, k.Send, k.Edit, k.As)
		if len(m.calls) > 0 {
			keys = append(keys, k.Panel)
		}
	} else {
		keys = append(keys, m.panels.Keys()[:m.firstPanelKeys()]...)
		keys = append(keys, k.Back)
	}
	keys = append(keys, k.Find, k.Leave, k.Help)
	if m.place == atAnswer {
		keys = append(keys, m.panels.Keys()[m.firstPanelKeys():]...)
	}
	if len(m.calls) > 1 {
		keys = append(keys, k.Earlier)
	}
	if len(m.calls) > 0 {
		keys = append(keys, k.History)
		if m.env.Copy != nil {
			keys = append(keys, k.Copy, k.CopyAs)
		}
		keys = append(keys, k.Save)
	}
	keys = append(keys, k.Load, k.Time, k.Again)
	if m.place == atCall {
		keys = append(keys, k.Back)
	}
	return keys
}

// firstPanelKeys is how many keys of the panels stand before those that lead elsewhere: a token has one more.
func (m Sandbox) firstPanelKeys() int {
	if m.panels.Tab() == panels.Token {
		return 3
	}
	return 2
}

// leaving says where esc leads from the list.
func (m Sandbox) leaving() string {
	if m.list.Query() != "" {
		return "all operations"
	}
	return m.keys.Leave.Help().Desc
}

func (m Sandbox) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	switch {
	case m.box == nil:
		if key.Matches(msg, m.keys.Back, m.keys.Leave) {
			return m, Back()
		}
		return m, nil
	case m.place == atList:
		return m.found(msg)
	case m.place == atCall && m.Typing():
		return m.typed(msg)
	case m.place == atAnswer:
		return m.read(msg)
	}
	return m.commanded(msg)
}

// found is what keys do in the list of operations.
func (m Sandbox) found(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k, empty := m.keys, m.list.Query() == ""
	switch {
	case key.Matches(msg, k.Choose):
		if i, ok := m.list.Selected(); ok {
			m.choose(m.box.Operations()[i])
		}
	case key.Matches(msg, k.Back) && !empty:
		m.list.SetQuery("")
	case key.Matches(msg, k.Back), empty && key.Matches(msg, k.Leave):
		return m, Back()
	case empty && msg.String() == "?", msg.Type == tea.KeyF1:
		return m, Open(NewHelp(m.env, m))
	case msg.Type == tea.KeyTab:
		if len(m.calls) > 0 {
			m.place = atAnswer
		}
	default:
		m.list = m.list.Update(msg)
	}
	m.layOut()
	return m, nil
}

// typed hands a key to the editor.
func (m Sandbox) typed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Run):
		m.editor.SetActive(false)
		return m.sent()
	case key.Matches(msg, m.keys.Stop):
		m.editor.SetActive(false)
	case msg.Type == tea.KeyF1:
		return m, Open(NewHelp(m.env, m))
	default:
		m.editor = m.editor.Update(msg)
		m.layOut()
		return m, cutOff(m.editor)
	}
	m.layOut()
	return m, nil
}

// read is what keys do in the panels.
func (m Sandbox) read(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case m.panels.Forging(), key.Matches(msg, m.panels.KeyMap.Forge):
		m.panels, _ = m.panels.Update(msg) // panels have no commands
		m.layOut()
		return m, m.published()
	case key.Matches(msg, k.Back):
		m.place = atCall
		if m.op.Name == "" {
			m.place = atList
		}
	case key.Matches(msg, k.Find, k.As, k.Earlier, k.Later, k.History, k.Save, k.Load, k.Time, k.Copy, k.CopyAs, k.Help, k.Leave, k.Run):
		return m.commanded(msg)
	default:
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	}
	m.layOut()
	return m, nil
}

// commanded is what letters do beside a call.
func (m Sandbox) commanded(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Send):
		return m.sent()
	case key.Matches(msg, k.Edit):
		m.editor.SetActive(true)
	case key.Matches(msg, k.Again):
		m.editor.SetText(m.box.Template(m.op))
		m.editor.SetActive(false)
	case key.Matches(msg, k.Find, k.Back):
		m.place = atList
	case key.Matches(msg, k.Panel):
		if len(m.calls) > 0 {
			m.place = atAnswer
			if msg.Type != tea.KeyTab {
				m.panels, _ = m.panels.Update(msg) // panels have no commands
			}
		}
	case key.Matches(msg, k.Earlier, k.Later) && len(m.calls) > 0:
		m.another(key.Matches(msg, k.Later))
	case key.Matches(msg, k.Leave):
		return m, Back()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	default:
		return m, m.boxed(msg)
	}
	m.layOut()
	return m, nil
}

// another shows the call before or after the present one, and writes it again.
func (m *Sandbox) another(later bool) {
	next := m.shown - 1
	if later {
		next = m.shown + 1
	}
	if next < 0 || next >= len(m.calls) {
		return
	}
	place := m.place
	m.show(next)
	m.write(m.calls[next].Ask)
	m.place = place
}

// boxed opens what is chosen in a box over the screen.
func (m Sandbox) boxed(msg tea.KeyMsg) tea.Cmd {
	k := m.keys
	switch {
	case key.Matches(msg, k.As):
		return m.asksCaller()
	case key.Matches(msg, k.History) && len(m.calls) > 0:
		return m.asksCall()
	case key.Matches(msg, k.Time):
		var places []Place
		for _, j := range jumps() {
			places = append(places, Place{Title: j.name, Note: "ahead", Go: send(sandboxAheadMsg{self: m.self, by: j.by})})
		}
		return Open(NewChoice(m.env, m, "Move the clock ahead", places, 0))
	case key.Matches(msg, k.Save) && len(m.calls) > 0:
		return m.asksFile("Save the calls", "A path, or nothing for the usual file.", false)
	case key.Matches(msg, k.Load):
		return m.asksFile("Load calls", "A path, or nothing for the usual file. The calls are made again, one after another.", true)
	case key.Matches(msg, k.Copy) && m.env.Copy != nil:
		return copyFocus(m.env, m.panels)
	case key.Matches(msg, k.CopyAs) && m.env.Copy != nil && m.shown >= 0:
		return Open(newCopyMenu(m.env, m, m.panels))
	}
	return nil
}

func (m Sandbox) asksCaller() tea.Cmd {
	var places []Place
	at := 0
	for i, c := range m.box.Callers() {
		if c.Name == m.as {
			at = i
		}
		places = append(places, Place{Title: c.Title, Note: c.About, Side: themeSide(c.Side), Go: send(sandboxCallerMsg{m.self, c.Name})})
	}
	return Open(NewChoice(m.env, m, "Who calls?", places, at))
}

func (m Sandbox) asksCall() tea.Cmd {
	var places []Place
	for i, c := range m.calls {
		places = append(places, Place{Title: callTitle(c), Note: callerTitle(m.box, c.As), Go: send(sandboxCallMsg{m.self, i})})
	}
	return Open(NewChoice(m.env, m, "Calls so far", places, m.shown))
}

func (m Sandbox) asksFile(title, hint string, load bool) tea.Cmd {
	self := m.self
	return Open(NewPrompt(m.env, m, title, hint, "", func(path string) tea.Cmd { return send(sandboxFileMsg{self, path, load}) }))
}

// callerTitle is what a caller is called.
func callerTitle(box *sandbox.Sandbox, name string) string {
	for _, c := range box.Callers() {
		if c.Name == name {
			return c.Title
		}
	}
	return name
}
