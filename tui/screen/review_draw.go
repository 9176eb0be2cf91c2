package screen

import (
	"fmt"
	"time"

	"poolschool/lessons/review"
	"poolschool/lessons/value"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const reviewAbove = 2 // header and rule

// layOut makes everything that View shows.
func (m *Review) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.text.SetSize(m.width, max(m.height-reviewAbove-footRows(m.height), 1))
	m.caret = nil
	var lines []string
	_, asking := m.card()
	switch {
	case m.trouble != "":
		lines = inked(t.Deny, m.trouble, m.textWidth())
	case !m.ready:
		lines = []string{t.Muted.Render("Laying out the cards …")}
	case asking && m.chosen < 0:
		lines, m.caret = m.questionLines()
		lines = append(lines, "", promptOf(t, "↑↓", "choose", "enter", "answer", "s", "skip"))
	case asking:
		lines = m.answerLines()
	default:
		lines = m.results()
	}
	m.text.SetLines(indented(lines, 1))
	if asking && len(m.caret) > m.choice+1 {
		m.text.ScrollTo(m.caret[m.choice+1] - 1)
		m.text.ScrollTo(m.caret[m.choice])
	}
	top := []string{lessonHeader(t, m.Title(), m.width), layout.Rule(t.Border, m.width, "")}
	m.frame = layout.Stack(top, m.text.Lines(), foot(t, m.Keys(), layout.Progress(t, m.at, len(m.hand), 10), m.width, m.height))
}

// textWidth keeps lines readable.
func (m *Review) textWidth() int { return max(min(m.width-4, mostCardWidth), 8) }

// markdown lays a text of the course out. Cards hold no live values.
func (m *Review) markdown(t value.Template, width int) []string {
	return renderPieces(m.deps.Prose, m.env.Theme, t.Pieces(value.Set{}, time.Time{}), width)
}

// head says where the card comes from, and what stood before the question there.
func (m *Review) head(c review.Card) []string {
	t := m.env.Theme
	number := fmt.Sprintf("Question %d of %d · ", m.at+1, len(m.hand))
	lines := []string{t.Muted.Render(number) + t.Heading.Render(cells.Cut(sentence(c.Idea), max(m.textWidth()-cells.Width(number), 1)))}
	lines = append(lines, inked(t.Muted, fmt.Sprintf("from %d %s: %s", shortNumber(c.Lesson.Number), c.Lesson.Title, c.Page.Title), m.textWidth())...)
	lines = append(lines, "")
	if c.Context != "" {
		context, _ := value.Parse(c.Context, 0) // a mistake leaves the text as it is
		lines = append(append(lines, m.markdown(context, m.textWidth())...), "")
	}
	return append(append(lines, m.markdown(c.Question.Ask, m.textWidth())...), "")
}

// questionLines ask. The second result is the first line of each choice, and the line behind the last.
func (m *Review) questionLines() (lines []string, first []int) {
	t := m.env.Theme
	c, _ := m.card()
	lines = m.head(c)
	for i, choice := range c.Question.Choices {
		first = append(first, len(lines))
		text := m.markdown(choice.Text, m.textWidth()-4)
		if i != m.choice {
			lines = append(lines, hang(fmt.Sprintf("  %d ", i+1), 4, text)...)
			continue
		}
		for j, l := range plain(text) {
			head := cells.Blank(4)
			if j == 0 {
				head = fmt.Sprintf("%s %d ", theme.SignCursor, i+1)
			}
			lines = append(lines, t.Selected.Render(head+l+" "))
		}
	}
	return lines, append(first, len(lines))
}

// answerLines set what was said beside what is right, each with its reason.
func (m *Review) answerLines() []string {
	t := m.env.Theme
	c, _ := m.card()
	lines := m.head(c)
	q := c.Question
	put := func(label, sign string, ink theme.Ink, at int) {
		choice := q.Choices[at]
		head := t.Muted.Render(label) + cells.Blank(answerIndent-2-cells.Width(label)) + ink.Render(sign)
		lines = append(lines, hang(head, answerIndent, m.markdown(choice.Text, m.textWidth()-answerIndent))...)
		why := plain(m.markdown(choice.Why, m.textWidth()-answerIndent))
		for i, l := range why {
			why[i] = t.Muted.Render(l)
		}
		lines = append(lines, hang("", answerIndent, why)...)
	}
	if m.chosen == q.Right() {
		put("You said", theme.SignAllow, t.Allow, m.chosen)
	} else {
		put("You said", theme.SignDeny, t.Deny, m.chosen)
		put("Right is", theme.SignAllow, t.Allow, q.Right())
	}
	return append(lines, "", promptOf(t, "enter", "next question", "p", "see its page"))
}

// results are how this sitting went, when the next question comes, and how each idea stands.
func (m *Review) results() []string {
	t, width := m.env.Theme, m.textWidth()
	var lines []string
	put := func(ink theme.Ink, text string) { lines = append(lines, inked(ink, text, width)...) }
	if m.asked > 0 {
		put(t.Heading, fmt.Sprintf("%d of %d right.", m.right, m.asked))
	}
	next, some := m.table.Next()
	switch {
	case m.waiting > 0:
		put(t.Text, fmt.Sprintf("%d more have come due. Enter asks them.", m.waiting))
	case some:
		put(t.Text, "Nothing is due now. The next question comes "+when(next, m.now)+".")
	default:
		put(t.Text, "Nothing is due. Questions come back after you have answered them in a lesson: wrong ones the next day, right ones later and later.")
		return lines
	}
	lines = append(lines, "", t.Heading.Render("Right, by idea"))
	for _, s := range m.table.ByIdea() {
		if s.Asked == 0 {
			continue
		}
		name := cells.Fit(s.Idea, min(28, width/2))
		lines = append(lines, t.Text.Render(name)+"  "+layout.Progress(t, s.Right, s.Asked, 10)+
			t.Muted.Render(fmt.Sprintf("   of %d questions", s.Possible)))
	}
	return lines
}

// when is a day in words.
func when(at, now time.Time) string {
	days := int(at.Truncate(24*time.Hour).Sub(now.Truncate(24*time.Hour)) / (24 * time.Hour))
	switch {
	case days <= 0:
		return "later today"
	case days == 1:
		return "tomorrow"
	}
	return fmt.Sprintf("in %d days", days)
}
