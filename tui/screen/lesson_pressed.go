package screen

import (
	"fmt"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/component/editor"
)

// pressed hands a key to whatever has the keys: a menu, a field, the calls, or the lesson.
func (m Lesson) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	switch {
	case m.menu.kind != noMenu:
		return m.menuPressed(msg)
	case m.presenter.on:
		return m.presenterPressed(msg)
	case m.replay.on:
		return m.replayPressed(msg)
	case m.panels.Forging(), key.Matches(msg, m.panels.KeyMap.Forge, m.panels.KeyMap.Genuine) && !m.typing():
		return m.forges(msg)
	case m.typing():
		return m.typed(msg)
	case key.Matches(msg, k.Next):
		return m.entered()
	case key.Matches(msg, k.Back):
		return m.left()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Redo, k.History, k.Sandbox, k.Picture, k.Code, k.Find, k.Copy, k.CopyAs):
		return m.elsewhere(msg)
	case key.Matches(msg, k.Present):
		return m.presenting()
	case key.Matches(msg, k.Stage):
		m.stage = !m.stage
		m.layOut()
	case key.Matches(msg, k.Replay):
		m.replays()
	case key.Matches(msg, k.Narrower):
		m.divide(-dividerStep)
	case key.Matches(msg, k.Wider):
		m.divide(dividerStep)
	case key.Matches(msg, k.Undo, k.Reset, k.Time):
		return m.travelled(msg)
	case key.Matches(msg, k.Panel, k.PanelBack, k.Numbers):
		m.panelled(msg)
	case key.Matches(msg, k.Earlier):
		m.another(tea.KeyUp)
	case key.Matches(msg, k.Later):
		m.another(tea.KeyDown)
	case key.Matches(msg, k.Fold) && m.selected != 0:
		m.diagram.ToggleFold(m.selected)
	case m.staged(), key.Matches(msg, m.panels.KeyMap.Reveal, m.panels.KeyMap.Other):
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	case key.Matches(msg, k.PanelUp):
		m.panels, _ = m.panels.Update(tea.KeyMsg{Type: tea.KeyUp})
	case key.Matches(msg, k.PanelDown):
		m.panels, _ = m.panels.Update(tea.KeyMsg{Type: tea.KeyDown})
	default:
		return m.read(msg)
	}
	return m, nil
}

// read is what keys do in the text.
func (m Lesson) read(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.keys
	at, s, ok := m.present()
	switch {
	case key.Matches(msg, k.PageBack):
		return m.turn(m.page - 1)
	case key.Matches(msg, k.PageOn):
		return m.turn(m.page + 1)
	case ok && key.Matches(msg, k.Up, k.Down) && m.moves(s.Kind()):
		m.moved(at, s, key.Matches(msg, k.Down))
	case ok && key.Matches(msg, k.Skip) && m.skips(s.Kind()):
		return m.skipped(at)
	case ok && key.Matches(msg, k.Hint) && s.Kind() == step.KindTry:
		m.hinted(at, s.(*step.Try))
	default:
		m.text, _ = m.text.Update(msg) // a pane has no commands
		m.drawFoot()
	}
	return m, nil
}

// moves says that the arrows belong to a step, not to the text.
func (m Lesson) moves(kind step.Kind) bool {
	return kind == step.KindPredict || kind == step.KindRecall || kind == step.KindType || kind == step.KindTry
}

// skips says that the learner may leave a step out.
func (m Lesson) skips(kind step.Kind) bool {
	return kind == step.KindPredict || kind == step.KindRecall || kind == step.KindTry
}

// moved selects another choice, or gives the keys to a field.
func (m *Lesson) moved(at lessons.At, s step.Step, down bool) {
	switch s := s.(type) {
	case *step.Question:
		by := 1
		if !down {
			by = len(s.Asked.Choices) - 1
		}
		m.choice = (m.choice + by) % len(s.Asked.Choices)
	case *step.Form:
		m.form.SetActive(true)
	case *step.Try:
		m.editor.SetActive(true)
	}
	m.redraw(at)
	m.look(at)
}

// typed hands a key to the form or the editor.
func (m Lesson) typed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	at, s, _ := m.present()
	k := m.keys
	form := s.Kind() == step.KindType
	switch {
	case key.Matches(msg, k.Back):
		m.form.SetActive(false)
		m.editor.SetActive(false)
		m.drawFoot()
	case form && key.Matches(msg, k.Next), !form && key.Matches(msg, k.Run):
		return m.entered()
	case msg.Type == tea.KeyF1:
		return m, Open(NewHelp(m.env, m))
	case msg.Type == tea.KeyPgUp, msg.Type == tea.KeyPgDown:
		m.text, _ = m.text.Update(msg)
		return m, nil
	case form:
		m.form = m.form.Update(msg)
	default:
		m.editor = m.editor.Update(msg)
	}
	m.redraw(at)
	m.look(at)
	return m, cutOff(m.editor)
}

// cutOff says that what was pasted did not go into the editor whole; nil when it did.
func cutOff(e editor.Model) tea.Cmd {
	if !e.Cut() {
		return nil
	}
	return Say(fmt.Sprintf("Cut off: a request holds at most %d KiB here.", editor.Most>>10))
}

// entered does the next thing.
func (m Lesson) entered() (Screen, tea.Cmd) {
	if m.busy.what != idle || m.session == nil {
		return m, nil
	}
	at, s, ok := m.present()
	switch {
	case ok && m.staged() && m.moves(s.Kind()):
		m.stage = false // the answer is given in the text
		m.layOut()
		m.look(at)
		return m, nil
	case ok && m.notes[at].needs != nil:
		m.start(lessonBusy{what: rewinding})
		return m, m.reach(at)
	case ok:
		return m.act(at, s)
	case m.text.Below() > 0 && !m.staged():
		m.text, _ = m.text.Update(tea.KeyMsg{Type: tea.KeyPgDown})
		m.drawFoot()
		return m, nil
	case m.paused:
		return m.unpaused()
	case m.page+1 < len(m.deps.Lesson.Pages):
		return m.turn(m.page + 1)
	case m.deps.Next != nil:
		return m, Learn(m.deps.Next.ID)
	}
	return m, Back()
}

// unpaused shows the step that waited.
func (m Lesson) unpaused() (Screen, tea.Cmd) {
	m.paused = false
	m.closePanel()
	m.refresh()
	if at, _, ok := m.present(); ok {
		m.look(at)
	}
	return m, nil
}

// act plays the present step.
func (m Lesson) act(at lessons.At, s step.Step) (Screen, tea.Cmd) {
	in := step.Input{}
	switch s.(type) {
	case *step.Question:
		in.Choice = m.choice
	case *step.Form:
		in.Fields = m.form.Values()
	case *step.Try:
		in.Text = m.editor.Text()
	}
	m.note(at, func(n *stepNote) { n.message = "" })
	m.start(lessonBusy{what: playing, at: at})
	m.redraw(at)
	m.drawFoot()
	return m, m.play(at, in)
}

// turn shows another page.
func (m Lesson) turn(page int) (Screen, tea.Cmd) {
	if page < 0 || page >= len(m.deps.Lesson.Pages) || m.session == nil {
		return m, nil
	}
	m.page, m.paused = page, false
	m.closePanel()
	m.begin()
	m.turned()
	warm := func() tea.Msg { m.warm(page); return nil }
	return m, tea.Batch(warm, m.save(m.opening()))
}

// left stops what the learner is in, or leaves the lesson.
func (m Lesson) left() (Screen, tea.Cmd) {
	if m.staged() {
		m.stage = false
		m.layOut()
		return m, nil
	}
	if m.panelBelow() {
		m.closePanel()
		return m, nil
	}
	return m, Back()
}

// panelled shows a panel. Where it is closed, the first key opens it.
func (m *Lesson) panelled(msg tea.KeyMsg) {
	if m.size.right == 0 && !m.staged() {
		if m.size.below == 0 { // too narrow for text and panel: the calls have a page of their own
			m.stage = true
			m.layOut()
			return
		}
		if !m.panel {
			m.panel = true
			m.place()
			m.look(m.lastShown())
			if msg.Type == tea.KeyTab {
				return
			}
		}
	}
	m.panels, _ = m.panels.Update(msg)
}

// closePanel gives the rows of the panel back to the text.
func (m *Lesson) closePanel() {
	if m.panel {
		m.panel = false
		m.place()
	}
}

// another selects the call before or after the present one, as the diagram has them.
func (m *Lesson) another(arrow tea.KeyType) {
	m.diagram, _ = m.diagram.Update(tea.KeyMsg{Type: arrow}) // a diagram has no commands
	m.choose(m.diagram.Selected())
}
