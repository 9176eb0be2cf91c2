package screen

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
	"poolschool/sim/trace"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// callLines draws a call or a request: ready to run, running, or what came of it.
func (m *Lesson) callLines(at lessons.At, s step.Step) []string {
	p, played := m.state.Played[at]
	if !played || !m.passed(at) && m.retry == nil {
		return m.readyLines(at, s)
	}
	lines := m.outcomeLines(p)
	if e, ok := outer(p.Exchanges); ok && !p.Held() {
		lines = append(lines, m.quotedLines(e)...)
	}
	return append(lines, m.messageLines(at)...)
}

// breakLines draws a call that is to be refused. The refusal is what was wanted.
func (m *Lesson) breakLines(at lessons.At, s *step.Break) []string {
	t := m.env.Theme
	lines := inked(t.Heading, s.Title(), m.size.widget)
	p, played := m.state.Played[at]
	if !played {
		return append(lines, m.readyLines(at, s.Inner)...)
	}
	e, ok := outer(p.Exchanges)
	if !ok || !p.Held() {
		lines = append(lines, m.outcomeLines(p)...)
		if ok {
			lines = append(lines, m.quotedLines(e)...)
		}
		return append(lines, m.messageLines(at)...)
	}
	lines = append(lines, t.Allow.Render(theme.SignAllow+" Refused, as it should be"))
	return append(lines, m.refusalLines(e)...)
}

// readyLines show what will be sent.
func (m *Lesson) readyLines(at lessons.At, s step.Step) []string {
	t := m.env.Theme
	title := "Ready to run"
	if m.busy.what == playing && m.busy.at == at {
		title = "Running"
	}
	if s.Kind() == step.KindBreak {
		title = "Ready to be refused"
	}
	lines := []string{t.Muted.Render(title), m.routeLine(at, s)}
	if title == "Running" && m.busy.slow {
		lines[0] = m.waitingLine(title)
	}

	if as := signer(s); as != "" {
		lines = append(lines, m.parsed("signed with the key {{"+as+".AccessKeyId}}", at, m.size.widget)...)
	}
	if r, ok := s.(request); ok {
		lines = append(lines, m.requestLines(at, r)...)
	}
	lines = append(lines, m.messageLines(at)...)
	if note := m.notes[at]; note.needs != nil {
		return append(lines, "", m.prompt("enter", "run what is missing first"))
	}
	return append(lines, "", m.prompt("enter", "run"))
}

// signer is the name of the credentials that sign a step's request, "" for none.
func signer(s step.Step) string {
	switch s := s.(type) {
	case *step.Call:
		return s.Route.As
	case *step.HTTP:
		return s.As
	}
	return ""
}

// routeLine is who asks whom for what: "App → ● Identity pool  GetId".
func (m *Lesson) routeLine(at lessons.At, s step.Step) string {
	planned := s.Planned()
	if len(planned) == 0 {
		return ""
	}
	t, first := m.env.Theme, planned[0]
	line := m.party(first.From) + t.Muted.Render(" "+theme.SignArrow+" ") + m.party(first.To) + "  "
	name := cells.Cut(m.called(first.Operation, at), max(m.size.widget-cells.Width(line), 8))
	return line + t.Code.Render(name)
}

// called is a planned operation with its values in short, and without a query.
func (m *Lesson) called(operation string, at lessons.At) string {
	t, _ := value.Parse(operation, 0) // a mistake leaves the text as it is
	var name strings.Builder
	for _, p := range t.Pieces(m.values(at), m.now) {
		text := p.Text
		switch {
		case p.Slot && p.Ref.Filter == value.Path:
			text = slotText(p)
		case p.Slot:
			text = shortened(slotText(p), 16)
		}
		name.WriteString(text)
	}
	path, _, _ := strings.Cut(name.String(), "?")
	return path
}

// party is the name of a lifeline in its side's colour.
func (m *Lesson) party(id string) string {
	l := lifeline(id)
	if l.Side == theme.NoSide {
		return m.env.Theme.Text.Render(l.Name)
	}
	return m.env.Theme.Of(l.Side).Render(l.Side.Mark(l.Name))
}

// outcomeLines are a call that was made and, behind it or below, what was answered.
func (m *Lesson) outcomeLines(p lessons.Played) []string {
	t := m.env.Theme
	e, ok := outer(p.Exchanges)
	if !ok {
		return nil
	}
	answer := t.Muted.Render(answered(e))
	if !e.OK() {
		answer = t.Deny.Render(answered(e))
	}
	line := t.Verdict(e.OK(), "") + m.party(e.From) + t.Muted.Render(" "+theme.SignArrow+" ") + m.party(e.To) + "  " + t.Code.Render(e.Operation)
	if cells.Width(line)+2+cells.Width(answer) > m.size.widget {
		return []string{line, "  " + answer}
	}
	return []string{line + "  " + answer}
}

// refusalLines are status and code of a refusal, and AWS's own words.
func (m *Lesson) refusalLines(e trace.Exchange) []string {
	if e.OK() {
		return nil
	}
	lines := inked(m.env.Theme.Deny, fmt.Sprintf("%d %s", e.Status, e.Code), m.size.widget-2)
	return append(hang("", 2, lines), m.quotedLines(e)...)
}

// quotedLines are AWS's own words.
func (m *Lesson) quotedLines(e trace.Exchange) []string {
	if e.Refusal == "" {
		return nil
	}
	return hang("", 2, inked(m.env.Theme.Text, "“"+e.Refusal+"”", m.size.widget-2))
}

// messageLines say what stands in the way, or what came otherwise than the lesson expects.
func (m *Lesson) messageLines(at lessons.At) []string {
	if note := m.notes[at]; note.message != "" {
		return inked(m.env.Theme.Warning, note.message, m.size.widget)
	}
	return nil
}

// requestMost is how many lines of a request stand before it is sent. The whole of it is in the Request panel afterwards.
const requestMost = 12

// request is a step that knows what it will send.
type request interface{ Text() value.Template }

// requestLines show what will be sent, where the lesson speaks of requests at all. Long values are short here.
func (m *Lesson) requestLines(at lessons.At, c request) []string {
	if !m.teaches(step.PanelRequest) || m.height < 30 {
		return nil
	}
	t := m.env.Theme
	var text strings.Builder
	for _, p := range c.Text().Pieces(m.values(at), m.now) {
		ink, shown := t.Code, p.Text
		if p.Slot {
			ink = t.Of(themeSide(p.Side))
			shown = slotText(p)
			if p.Ref.Filter == value.Plain {
				shown = shortened(shown, m.size.widget/6)
			}
		}
		for i, l := range strings.Split(shown, "\n") {
			if i > 0 {
				text.WriteByte('\n')
			}
			ink.Put(&text, l)
		}
	}
	var lines []string
	for i, l := range strings.Split(strings.TrimRight(text.String(), "\n"), "\n") {
		if method, path, ok := strings.Cut(l, " /"); ok && i == 0 {
			l = method + "\u00a0/" + path // a long path begins beside its method, and is broken where the line ends
		}
		lines = append(lines, m.requestLine(l)...)
	}
	if len(lines) > requestMost {
		lines = append(lines[:requestMost-1:requestMost-1], t.Muted.Render("  …"))
	}
	return append([]string{""}, lines...)
}

// requestLine wraps a line between words, and indents what follows.
func (m *Lesson) requestLine(l string) []string {
	const margin = 2
	words := ansi.Strip(l)
	indent := margin + len(words) - len(strings.TrimLeft(words, " "))
	if cells.Width(l)+margin <= m.size.widget {
		return []string{cells.Blank(margin) + l}
	}
	rest := ansi.TruncateLeft(l, indent-margin, "")
	lines := cells.Wrap(rest, max(m.size.widget-indent-margin, 8))
	out := []string{cells.Blank(indent) + lines[0]}
	return append(out, hang(cells.Blank(indent+margin), indent+margin, lines[1:])...)
}

// shortened cuts the middle out of a long value, and leaves head characters before it.
func shortened(text string, head int) string {
	tail := head / 2
	runes := []rune(text)
	if len(runes) <= head+tail+1 {
		return text
	}
	return string(runes[:head]) + "…" + string(runes[len(runes)-tail:])
}

// teaches says that the lesson shows a panel.
func (m Lesson) teaches(p step.Panel) bool {
	shown := m.deps.Lesson.Panels
	for _, s := range shown {
		if s == p {
			return true
		}
	}
	return len(shown) == 0
}
