package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/lessons"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/sim/trace"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/panels"
	"poolschool/tui/theme"
)

// slideLines draws a slide for the column of its text, with room between the lines or without.
func (m *Lesson) slideLines(s slide, roomy bool) []string {
	b, ok := m.deps.Lesson.Block(s.at)
	if !ok {
		return nil
	}
	if b.Step == nil {
		parts := m.paragraphs(s.at)
		lines := parts[min(s.part, len(parts)-1)]
		if roomy {
			return airy(lines)
		}
		return lines
	}
	front, _, open := m.present()
	present := open && front == s.at
	switch st := b.Step.(type) {
	case *step.Question:
		return m.voteLines(s.at, st.Asked, present, roomy)
	case *step.Break:
		return m.sentLines(s.at, st.Inner, st.Title(), roomy)
	case *step.Form, *step.Try, *step.Inspect, *step.Wait:
		lines, _ := m.stepLines(s.at, b.Step, present)
		return thickBox(m.boxInk(s.at), lines, m.size.prose, roomy)
	}
	return m.sentLines(s.at, b.Step, "", roomy)
}

// paragraphs are the ideas of a text: its paragraphs as lines. One that ends with a colon takes the next one along.
func (m *Lesson) paragraphs(at lessons.At) [][]string {
	b, _ := m.deps.Lesson.Block(at)
	var all [][]string
	var now []string
	leads := false
	for _, l := range m.words(b.Prose, at, m.size.prose) {
		text := strings.TrimSpace(ansi.Strip(l))
		switch {
		case text != "":
			now, leads = append(now, l), strings.HasSuffix(text, ":")
		case leads:
			now = append(now, l)
		case now != nil:
			all, now = append(all, now), nil
		}
	}
	if now != nil || all == nil {
		all = append(all, now)
	}
	return all
}

// boxInk is the frame of a step: to be done, done, or refused.
func (m *Lesson) boxInk(at lessons.At) theme.Ink {
	t := m.env.Theme
	p, played := m.state.Played[at]
	switch {
	case !played || m.retry != nil && m.retry.form == at:
		return t.Focus
	case p.Held():
		return t.Allow
	}
	return t.Deny
}

// sentLines draw a request in a box, and its answer in one large line.
func (m *Lesson) sentLines(at lessons.At, s step.Step, task string, roomy bool) []string {
	t := m.env.Theme
	var lines []string
	if task != "" {
		lines = append(inked(t.Heading, task, m.size.widget), "")
	}
	p, played := m.state.Played[at]
	e, answered := outer(p.Exchanges)
	if !played || !answered {
		if planned := s.Planned(); len(planned) > 0 {
			lines = append(lines, m.hopLines(planned[0].From, planned[0].To, m.called(planned[0].Operation, at))...)
		}
		return thickBox(m.boxInk(at), append(append(lines, ""), m.waitsLines(at)...), m.size.prose, roomy)
	}
	lines = append(lines, m.hopLines(e.From, e.To, e.Operation)...)
	lines = append(lines, "", m.largeAnswer(e.OK(), e.Status, e.Code))
	if e.OK() && e.Summary != "" {
		lines = append(lines, "", "   "+t.Text.Render(cells.Cut(e.Summary, m.size.widget-3)))
	}
	lines = append(lines, m.becauseLines(e)...)
	if task != "" && p.Held() {
		lines = append(lines, "", t.Allow.Render(theme.SignAllow+"  Refused, as it should be"))
	}
	if message := m.messageLines(at); message != nil {
		lines = append(append(lines, ""), message...)
	}
	return thickBox(m.boxInk(at), lines, m.size.prose, roomy)
}

// becauseLines are the check at which a request was refused, and AWS's words, with their ids in short: the panels have all
// of it.
func (m *Lesson) becauseLines(e trace.Exchange) []string {
	t, width := m.env.Theme, m.size.widget-3
	var lines []string
	if c, ok := firstFailed(e); ok {
		brief := panels.Brief(e, "")
		// The sign, because a check is worded as what should be so.
		lines = append(append(lines, ""), hang(cells.Blank(3)+t.Deny.Render(theme.SignDeny), 5, inked(t.Text, brief(c.Text), width-2))...)
		if !strings.Contains(e.Refusal, c.Note) { // else AWS's words end with it
			lines = append(lines, hang("", 5, inked(t.Muted, brief(c.Note), width-2))...)
		}
	}
	if !e.OK() && e.Refusal != "" {
		quote := "“" + panels.Brief(e, cells.Ellipsis)(e.Refusal) + "”"
		lines = append(append(lines, ""), hang("", 3, inked(t.Muted, quote, width))...)
	}
	return lines
}

// firstFailed is the check at which a refused request has ended.
func firstFailed(e trace.Exchange) (trace.Check, bool) {
	i := slices.IndexFunc(e.Checks, func(c trace.Check) bool { return !c.OK })
	if e.OK() || i < 0 {
		return trace.Check{}, false
	}
	return e.Checks[i], true
}

// hopLines are who asks whom for what, the operation in spaced letters.
func (m *Lesson) hopLines(from, to, operation string) []string {
	t := m.env.Theme
	who := m.party(from) + t.Muted.Render("  "+theme.SignArrow+"  ") + m.party(to)
	if wide := spaced(operation, m.size.widget); cells.Width(wide) > cells.Width(operation) {
		return []string{who, "", t.Code.Render(wide)}
	}
	return append([]string{who, ""}, inked(t.Code, operation, m.size.widget)...)
}

// waitsLines say what a request that was not sent waits for.
func (m *Lesson) waitsLines(at lessons.At) []string {
	t := m.env.Theme
	if m.busy.what == playing && m.busy.at == at {
		if m.busy.slow {
			return []string{m.waitingLine("Running")}
		}
		return []string{t.Muted.Render("Running")}
	}
	lines := m.messageLines(at)
	if m.notes[at].needs != nil {
		return append(lines, m.prompt("enter", "run what is missing first"))
	}
	return append(lines, m.prompt("enter", "run"))
}

// largeAnswer is ✓ or ✗ and the code, in spaced letters as far as there is room.
func (m *Lesson) largeAnswer(ok bool, status int, code string) string {
	sign, ink := theme.SignAllow, m.env.Theme.Allow
	if !ok {
		sign, ink = theme.SignDeny, m.env.Theme.Deny
	}
	line := sign + "  " + spaced(strconv.Itoa(status), m.size.widget)
	if code != "" {
		line += "   " + spaced(code, m.size.widget-cells.Width(line)-3)
	}
	return ink.Render(cells.Cut(line, m.size.widget))
}

// voteIndent is how far the texts of the choices stand from the left: sign, number, and blanks.
const voteIndent = 6

// voteLines draw a question with the hands that were raised; once it is known, with what is right.
func (m *Lesson) voteLines(at lessons.At, q *quiz.Question, present, roomy bool) []string {
	t := m.env.Theme
	known := !present && m.verdict(at, q)
	hands := m.presenter.hands[at]
	answer, answered := m.state.Answers[q.ID]
	lines := append([]string{}, m.words(q.Ask, at, m.size.prose)...)
	most := slices.Max(append([]int{1}, hands...))
	for i, c := range q.Choices {
		width := m.size.prose - voteIndent
		number, text := fmt.Sprintf("  %d   ", i+1), m.words(c.Text, at, width)
		ink := t.Text
		switch {
		case known && i == q.Right():
			number, ink = fmt.Sprintf("%s %d   ", theme.SignAllow, i+1), t.Allow
		case known && answered && i == answer.Chosen:
			number, ink = fmt.Sprintf("%s %d   ", theme.SignDeny, i+1), t.Deny
		case known:
			ink = t.Muted
		case present && i == m.choice, !present && answered && i == answer.Chosen:
			number, ink = fmt.Sprintf("%s %d   ", theme.SignCursor, i+1), t.Title
		}
		if ink != t.Text {
			text = plain(text)
			for j, l := range text {
				text[j] = ink.Render(l)
			}
		}
		if i == 0 || roomy {
			lines = append(lines, "")
		}
		lines = append(lines, hang(ink.Render(number), voteIndent, text)...)
		bar := ""
		if i < len(hands) && hands[i] > 0 {
			bar = cells.Blank(voteIndent) + handBar(ink, hands[i], most, width)
		}
		if bar != "" || !known {
			lines = append(lines, bar)
		}
		if known && i == q.Right() && c.Why.Source() != "" {
			lines = append(lines, hang("", voteIndent, m.words(c.Why, at, width))...)
		}
	}
	if !known && !present && answered && roomy {
		lines = append(lines, t.Muted.Render("Counted. The next step shows who is right."))
	}
	return lines
}

// handBar is two cells for each hand, fewer when they do not fit, and how many there are.
func handBar(ink theme.Ink, n, most, width int) string {
	long, room := 2*n, width-len(" 999")
	if 2*most > room {
		long = max(n*room/most, 1)
	}
	return ink.Render(strings.Repeat("█", long) + " " + strconv.Itoa(n))
}
