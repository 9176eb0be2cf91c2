package screen

import (
	"poolschool/lessons"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// How far the texts of choices and answers stand from a step's bar.
const (
	choiceIndent = 2
	answerIndent = 11
)

// questionLines draws a question to answer, or what was answered.
func (m *Lesson) questionLines(at lessons.At, s *step.Question, present bool) ([]string, int) {
	if !present {
		return m.answerLines(at, s.Asked), -1
	}
	t, q := m.env.Theme, s.Asked
	title := "Before it runs"
	if q.Kind == quiz.Recall {
		title = "From memory"
	}
	lines := []string{t.Heading.Render(title)}
	lines = append(lines, m.words(q.Ask, at, m.size.widget)...)
	lines = append(lines, "")
	caret := len(lines)
	for i, c := range q.Choices {
		text := m.words(c.Text, at, m.size.widget-choiceIndent)
		if i != m.choice {
			lines = append(lines, hang("", choiceIndent, text)...)
			continue
		}
		caret = len(lines)
		for j, l := range plain(text) {
			head := cells.Blank(choiceIndent)
			if j == 0 {
				head = theme.SignCursor + " "
			}
			lines = append(lines, t.Selected.Render(head+l+" "))
		}
	}
	return append(lines, "", m.prompt("↑↓", "choose", "enter", "answer", "s", "skip")), caret
}

// choiceAt is the choice on a line of a question.
func (m *Lesson) choiceAt(at lessons.At, q *quiz.Question, line int) (int, bool) {
	n := 2 + len(m.words(q.Ask, at, m.size.widget))
	for i, c := range q.Choices {
		rows := len(m.words(c.Text, at, m.size.widget-choiceIndent))
		if line >= n && line < n+rows {
			return i, true
		}
		n += rows
	}
	return 0, false
}

// answerLines sets what the learner said beside what AWS did. Before that is known, only what was said.
func (m *Lesson) answerLines(at lessons.At, q *quiz.Question) []string {
	t := m.env.Theme
	answer, answered := m.state.Answers[q.ID]
	judged := m.verdict(at, q)
	truth := "AWS did"
	if q.Kind == quiz.Recall {
		truth = "Right is"
	}
	var lines []string
	put := func(label, sign string, ink theme.Ink, c quiz.Choice, why bool) {
		head := t.Muted.Render(label) + cells.Blank(answerIndent-2-cells.Width(label)) + ink.Render(sign)
		lines = append(lines, hang(head, answerIndent, m.words(c.Text, at, m.size.widget-answerIndent))...)
		if why {
			text := plain(m.words(c.Why, at, m.size.widget-answerIndent))
			for i, l := range text {
				text[i] = t.Muted.Render(l)
			}
			lines = append(lines, hang("", answerIndent, text)...)
		}
	}
	switch right := q.Choices[q.Right()]; {
	case !answered && !judged:
		lines = append(lines, t.Muted.Render("Not answered."))
	case !answered:
		put(truth, theme.SignAllow, t.Allow, right, true)
	case !judged:
		put("You said", "", t.Text, q.Choices[answer.Chosen], false)
	case answer.Correct():
		put("You said", theme.SignAllow, t.Allow, right, true)
	default:
		put("You said", theme.SignDeny, t.Deny, q.Choices[answer.Chosen], true)
		put(truth, theme.SignAllow, t.Allow, right, true)
	}
	return lines
}
