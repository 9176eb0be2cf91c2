package screen

import (
	"context"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/sandbox"
	"poolschool/tui/component/panels"
	"poolschool/tui/theme"
)

// sent makes the call that is written.
func (m Sandbox) sent() (Screen, tea.Cmd) {
	if m.busy || m.op.Name == "" {
		return m, nil
	}
	return m.play(sandbox.Ask{Service: m.op.Service, Operation: m.op.Name, As: m.as, Input: m.editor.Text()})
}

// play makes calls, one after another, until one cannot be made.
func (m Sandbox) play(asks ...sandbox.Ask) (Screen, tea.Cmd) {
	m.gen++
	m.busy, m.message = true, ""
	m.layOut()
	box, self, gen := m.box, m.self, m.gen
	return m, func() tea.Msg {
		var err error
		for _, a := range asks {
			if _, err = box.Play(context.Background(), a); err != nil {
				break
			}
		}
		return sandboxCalledMsg{self: self, gen: gen, calls: box.Calls(), now: box.Now(), err: err}
	}
}

// called shows what came of a call.
func (m Sandbox) called(msg sandboxCalledMsg) (Screen, tea.Cmd) {
	m.busy = false
	fresh := len(msg.calls) > len(m.calls)
	m.calls, m.now = msg.calls, msg.now
	m.panels.SetNow(m.now)
	if fresh {
		m.show(len(m.calls) - 1)
		m.panels.Show(panels.Response)
		if e, ok := m.calls[m.shown].Outer(); ok && !e.OK() {
			m.panels.Show(panels.Why)
		}
	}
	if msg.err != nil {
		m.message, m.place = msg.err.Error(), atCall
	} else if m.place == atCall && !m.twoColumns() {
		m.place = atAnswer
	}
	m.layOut()
	return m, nil
}

// filed saves the calls, or loads some and makes them.
func (m Sandbox) filed(msg sandboxFileMsg) (Screen, tea.Cmd) {
	if m.box == nil || m.busy {
		return m, nil
	}
	path := strings.TrimSpace(msg.path)
	if !msg.load {
		save, calls := m.deps.Save, m.calls
		return m, func() tea.Msg {
			data, err := sandbox.Encode(calls)
			if err != nil {
				return Toast{Text: "Not saved: " + err.Error()}
			}
			where, err := save(path, data)
			if err != nil {
				return Toast{Text: "Not saved: " + err.Error()}
			}
			return Toast{Text: "Saved the calls as " + where}
		}
	}
	m.gen++
	m.busy, m.message = true, ""
	m.layOut()
	load, box, self, gen := m.deps.Load, m.box, m.self, m.gen
	return m, func() tea.Msg {
		name, data, err := load(path)
		var asks []sandbox.Ask
		if err == nil {
			asks, err = sandbox.Parse(name, data)
		}
		for i := 0; i < len(asks) && err == nil; i++ {
			_, err = box.Play(context.Background(), asks[i])
		}
		return sandboxCalledMsg{self: self, gen: gen, calls: box.Calls(), now: box.Now(), err: err}
	}
}

// published gets the keys of whoever made the token that is being changed.
func (m Sandbox) published() tea.Cmd {
	if !m.panels.Forging() {
		return nil
	}
	box, self, issuer := m.box, m.self, m.panels.Issuer()
	return func() tea.Msg {
		keys, err := box.Keys(context.Background(), issuer)
		if err != nil {
			return Toast{Text: err.Error()}
		}
		return sandboxKeysMsg{self, issuer, keys}
	}
}

// callTitle is a call in one line: "✓ 200 InitiateAuth".
func callTitle(c sandbox.Call) string {
	e, ok := c.Outer()
	if !ok {
		return c.Operation
	}
	sign := theme.SignAllow
	if !e.OK() {
		sign = theme.SignDeny
	}
	return sign + " " + c.Operation + "  " + answered(e)
}
