package screen

import (
	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/theme"
)

// tryLines draws a call that the learner writes: the goals with their marks, the editor, the hints so far.
func (m *Lesson) tryLines(at lessons.At, s *step.Try, present bool) ([]string, int) {
	t := m.env.Theme
	lines := append([]string{t.Muted.Render("Your turn")}, inked(t.Heading, s.Title(), m.size.widget)...)
	lines = append(lines, m.goalLines(at, s)...)
	if !present {
		if p, ok := m.state.Played[at]; ok {
			lines = append(lines, m.outcomeLines(p)...)
		}
		return lines, -1
	}
	lines = append(lines, "", m.routeLine(at, s))
	caret := len(lines) + m.editor.Row()
	lines = append(lines, m.editor.Lines()...)
	if p, ok := m.state.Played[at]; ok {
		lines = append(lines, "")
		lines = append(lines, m.outcomeLines(p)...)
		if e, ok := outer(p.Exchanges); ok {
			lines = append(lines, m.quotedLines(e)...)
		}
	}
	if message := m.messageLines(at); message != nil {
		lines = append(lines, append([]string{""}, message...)...)
	}
	lines = append(lines, m.hintLines(at, s)...)
	if m.editor.Active() {
		return append(lines, "", m.prompt("ctrl+r", "run", "esc", "stop typing")), caret
	}
	keys := []string{"enter", "run", "↑↓", "type"}
	if m.notes[at].hints < step.Hints {
		keys = append(keys, "h", "hint")
	} else {
		keys = append(keys, "h", "solution")
	}
	return append(lines, "", m.prompt(append(keys, "s", "skip")...)), caret
}

// goalLines are the goals in words, each with what became of it.
func (m *Lesson) goalLines(at lessons.At, s *step.Try) []string {
	t := m.env.Theme
	p, played := m.state.Played[at]
	var lines []string
	for i, g := range s.Goals() {
		sign := t.Muted.Render(theme.SignToDo)
		if played && i < len(p.Promises) {
			sign = t.Verdict(p.Promises[i].Held, "")
		}
		lines = append(lines, hang(sign, 2, m.words(g, at, m.size.widget-2))...)
	}
	return lines
}

// hintLines are the hints that were asked for.
func (m *Lesson) hintLines(at lessons.At, s *step.Try) []string {
	t := m.env.Theme
	var lines []string
	for n := range m.notes[at].hints {
		if hint, ok := s.Hint(n); ok {
			if n == 0 {
				lines = append(lines, "")
			}
			lines = append(lines, hang(t.Key.Render("hint"), 6, m.words(hint, at, m.size.widget-6))...)
		}
	}
	return lines
}
