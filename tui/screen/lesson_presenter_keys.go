package screen

import (
	"fmt"
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// presenterKeys are the keys in front of a class. A clicker sends pgup and pgdown, and b or a full stop for a dark screen.
type presenterKeys struct {
	Next, Previous   key.Binding
	Up, Down         key.Binding
	Count, More      key.Binding
	Fewer, Clear     key.Binding
	Blank            key.Binding
	Skip, Hint, Undo key.Binding
	Leave, Help      key.Binding
}

func newPresenterKeys() presenterKeys {
	return presenterKeys{
		Next:     bind("enter", "go on", "enter", "pgdown", " ", "right"),
		Previous: bind("pgup", "back", "pgup", "left"),
		Up:       bind("↑↓", "scroll", "up", "k"),
		Down:     bind("", "", "down", "j"),
		Count:    bind("1-9", "count a hand", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		More:     bind("+ -", "more, fewer", "+", "="),
		Fewer:    bind("", "", "-", "_"),
		Clear:    bind("0", "count again", "0"),
		Blank:    bind("b", "dark", "b", "."),
		Skip:     bind("s", "skip", "s"),
		Hint:     bind("h", "hint", "h"),
		Undo:     bind("u", "undo", "u"),
		Leave:    bind("p", "leave", "p", "esc"),
		Help:     bind("?", "help", "?", "f1"),
	}
}

// presenterBindings are the keys of the slide, the likeliest first.
func (m Lesson) presenterBindings() []key.Binding {
	k := m.presenter.keys
	if m.presenter.blank {
		return []key.Binding{bind("any key", "light", " ")}
	}
	if m.typing() {
		return m.typingKeys(m.keys)
	}
	at, s, here := m.presentHere()
	if here && m.presenter.body.Below() == 0 {
		k.Next.SetHelp("enter", verb(s.Kind()))
		if m.notes[at].needs != nil {
			k.Next.SetHelp("enter", "run what is missing")
		}
	}
	keys := []key.Binding{k.Next}
	if here {
		switch s := s.(type) {
		case *step.Question:
			if !m.voted(at) && m.presenter.body.Below() == 0 {
				keys[0].SetHelp("enter", "go on")
			}
			k.Count.SetHelp(fmt.Sprintf("1-%d", len(s.Asked.Choices)), "count a hand")
			k.Up.SetHelp("↑↓", "choose")
			return append(keys, k.Count, k.More, k.Up, k.Previous, k.Blank, k.Help, k.Leave, k.Clear, k.Skip, k.Undo)
		case *step.Form:
			k.Up.SetHelp("↑↓", "type")
			keys = append(keys, k.Up)
		case *step.Try:
			k.Up.SetHelp("↑↓", "type")
			if m.notes[at].hints >= step.Hints {
				k.Hint.SetHelp("h", "solution")
			}
			keys = append(keys, k.Up, k.Hint)
			return append(keys, k.Previous, k.Blank, k.Help, k.Leave, k.Skip, k.Undo)
		}
	} else if m.presenter.body.Above()+m.presenter.body.Below() > 0 {
		keys = append(keys, k.Up)
	}
	return append(keys, k.Previous, k.Blank, k.Leave, k.Help, k.Undo)
}

// presentHere is the present step, if it is on the screen.
func (m Lesson) presentHere() (lessons.At, step.Step, bool) {
	at, s, ok := m.present()
	return at, s, ok && !m.presenter.place.verdict && at == m.presenter.place.at
}

// presenterPressed sorts keys in front of a class.
func (m Lesson) presenterPressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.presenter.keys
	switch {
	case m.presenter.blank:
		m.light()
	case msg.Type == tea.KeyPgUp:
		m.quietly()
		return m.backward()
	case msg.Type == tea.KeyPgDown:
		m.quietly()
		return m.forward()
	case m.typing():
		return m.typed(msg)
	case key.Matches(msg, k.Next):
		return m.forward()
	case key.Matches(msg, k.Previous):
		return m.backward()
	case key.Matches(msg, k.Blank):
		m.presenter.blank = true
	case key.Matches(msg, k.Leave):
		return m.presented()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case key.Matches(msg, k.Undo):
		return m.travelled(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("u")})
	default:
		return m.presenterStep(msg)
	}
	return m, nil
}

// presenterStep is what keys do to the step on the slide, and else to its lines.
func (m Lesson) presenterStep(msg tea.KeyMsg) (Screen, tea.Cmd) {
	k := m.presenter.keys
	at, s, here := m.presentHere()
	q, asks := s.(*step.Question)
	switch {
	case !here || m.busy.what != idle:
		m.presenter.body, _ = m.presenter.body.Update(msg)
	case asks && key.Matches(msg, k.Count):
		n, _ := strconv.Atoi(msg.String()) // the binding holds digits only
		m.raise(at, n-1, 1)
	case asks && key.Matches(msg, k.More):
		m.raise(at, m.choice, 1)
	case asks && key.Matches(msg, k.Fewer):
		m.raise(at, m.choice, -1)
	case asks && key.Matches(msg, k.Clear):
		m.setHands(at, make([]int, len(q.Asked.Choices)))
	case key.Matches(msg, k.Up, k.Down) && m.moves(s.Kind()):
		m.moved(at, s, key.Matches(msg, k.Down))
		m.presenter.moved = at
	case key.Matches(msg, k.Skip) && m.skips(s.Kind()):
		return m.presentSkip(at)
	case key.Matches(msg, k.Hint) && s.Kind() == step.KindTry:
		m.hinted(at, s.(*step.Try))
	default:
		m.presenter.body, _ = m.presenter.body.Update(msg)
	}
	m.drawSlide()
	m.drawFoot()
	return m, nil
}

// light ends the dark. The footer may have been drawn anew meanwhile, with the keys of the dark.
func (m *Lesson) light() {
	m.presenter.blank = false
	m.drawFoot()
}

// presenterClicked brings a dark screen back, and scrolls.
func (m Lesson) presenterClicked(msg tea.MouseMsg) Screen {
	if m.presenter.blank {
		if msg.Action == tea.MouseActionPress {
			m.light()
		}
		return m
	}
	m.presenter.body, _ = m.presenter.body.Update(msg)
	m.drawFoot()
	return m
}
