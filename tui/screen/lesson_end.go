package screen

import (
	"fmt"
	"strings"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/tui/theme"
)

// endLines stand below the last block that is shown: what enter does where no step says it.
func (m *Lesson) endLines() []string {
	if _, _, open := m.present(); open {
		return nil
	}
	t, pages := m.env.Theme, m.deps.Lesson.Pages
	switch {
	case m.paused:
		return []string{m.prompt("enter", "go on")}
	case m.page+1 < len(pages):
		return []string{t.Key.Render("enter") + t.Muted.Render(" next: ") + t.Heading.Render(pages[m.page+1].Title)}
	}
	return m.bar(m.closingLines(), true)
}

// closingLines end the lesson: what the learner can do now, how the questions went, what is next.
func (m *Lesson) closingLines() []string {
	t, l := m.env.Theme, m.deps.Lesson
	var lines []string
	if open, some := m.firstOpen(); some {
		lines = append(lines, inked(t.Warning, fmt.Sprintf("Page %d, %q, is still open. ← takes you there.", open+1, l.Pages[open].Title), m.size.widget)...)
	} else if m.deps.Kind == "" {
		lines = append(lines, t.Allow.Render(theme.SignAllow+" ")+t.Heading.Render("Lesson done."))
	} else {
		lines = append(lines, t.Allow.Render(theme.SignAllow+" ")+t.Heading.Render("All calls have run."))
	}
	if l.Goal != "" && m.deps.Kind == "" && !m.saysGoal() {
		lines = append(lines, inked(t.Text, "You can now: "+l.Goal, m.size.widget)...)
	}
	if right, asked := m.score(); asked > 0 {
		lines = append(lines, t.Muted.Render(fmt.Sprintf("%d of %d answers were right.", right, asked)))
	}
	if len(m.deps.Code) > 0 {
		lines = append(lines, "", t.Key.Render("m")+t.Muted.Render(" and in my code? The same calls in JavaScript, Python and Go"))
	}
	if next := m.deps.Next; next != nil {
		return append(lines, "", t.Key.Render("enter")+t.Muted.Render(" next lesson: ")+t.Heading.Render(fmt.Sprintf("%d %s", shortNumber(next.Number), next.Title)))
	}
	if m.deps.Kind != "" {
		return append(lines, "", m.prompt("enter", "back"))
	}
	return append(lines, "", m.prompt("enter", "back to the map"))
}

// saysGoal says that the lesson's own text tells the learner what they can do now.
func (m *Lesson) saysGoal() bool {
	for _, b := range m.deps.Lesson.Pages[m.page].Blocks {
		if b.Step == nil && strings.Contains(strings.ToLower(b.Prose.Source()), "you can now") {
			return true
		}
	}
	return false
}

// score counts the recall questions.
func (m *Lesson) score() (right, asked int) {
	for _, at := range m.deps.Lesson.Steps() {
		b, _ := m.deps.Lesson.Block(at)
		q, ok := b.Step.(*step.Question)
		if !ok || q.Asked.Kind != quiz.Recall {
			continue
		}
		if a, answered := m.state.Answers[q.Asked.ID]; answered {
			asked++
			if a.Correct() {
				right++
			}
		}
	}
	return right, asked
}

// began is the account's time when the lesson began.
func (m Lesson) began() time.Time { return m.first }

// lastShown is the last block on the page that is revealed.
func (m *Lesson) lastShown() lessons.At {
	shown := m.shown()
	if len(shown) == 0 {
		return nowhere()
	}
	return shown[len(shown)-1]
}
