package screen

import (
	"fmt"
	"strings"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// formLines draws a form, or what was typed.
func (m *Lesson) formLines(at lessons.At, s *step.Form, present bool) ([]string, int) {
	t := m.env.Theme
	if present {
		var lines []string
		if m.retry != nil && m.retry.form == at {
			lines = append(lines, m.refusedLines()...)
		}
		caret := len(lines) + m.form.LineOf()
		lines = append(lines, m.form.Lines()...)
		if m.form.Active() {
			return append(lines, "", m.prompt("enter", "send", "esc", "stop typing")), caret
		}
		return append(lines, "", m.prompt("enter", "send", "↑↓", "type")), caret
	}
	width := 0
	for _, f := range s.Fields {
		width = max(width, cells.Width(f.Name)+2)
	}
	var lines []string
	for _, f := range s.Fields {
		shown := m.parsed("{{"+f.Name+"}}", at, m.size.widget-width)
		if v, ok := m.state.Values.Get(f.Name); ok && !f.Secret {
			shown = []string{t.Value.Render(cells.Cut(cells.Clean(v.String()), m.size.widget-width))}
		} else if f.Secret {
			shown = []string{t.Secret.Render(hidden)}
		}
		lines = append(lines, hang(t.Muted.Render(f.Name), width, shown)...)
	}
	return lines, -1
}

// refusedLines say above a form that AWS refused what was typed.
func (m *Lesson) refusedLines() []string {
	t := m.env.Theme
	p := m.state.Played[m.retry.step]
	e, ok := outer(p.Exchanges)
	if !ok {
		return nil
	}
	lines := []string{t.Deny.Render(theme.SignDeny+" Refused by ") + m.party(e.To)}
	lines = append(lines, m.refusalLines(e)...)
	return append(lines, append(inked(t.Text, "That is the real answer. Change what you typed and send it again.", m.size.widget), "")...)
}

// waitLines draws a jump of the clock.
func (m *Lesson) waitLines(at lessons.At, s *step.Wait) []string {
	t := m.env.Theme
	p, played := m.state.Played[at]
	if !played {
		lines := []string{t.Heading.Render(s.Title())}
		lines = append(lines, inked(t.Text, "It is "+m.now.Format("15:04")+" in this account. Nothing but the clock will move.", m.size.widget)...)
		return append(lines, append(m.messageLines(at), "", m.prompt("enter", "let the time pass"))...)
	}
	then := p.Time.Add(s.For)
	lines := []string{t.Allow.Render(theme.SignAllow) + " " + t.Heading.Render(s.Title()) + t.Muted.Render(fmt.Sprintf("  %s %s %s", p.Time.Format("15:04:05"), theme.SignArrow, then.Format("15:04:05")))}
	for _, v := range p.Over {
		side := themeSide(v.Side)
		lines = append(lines, t.Deny.Render(theme.SignDeny)+" "+t.Of(side).Render(side.Mark(v.Name))+t.Muted.Render("  run out"))
	}
	return append(lines, m.words(s.Text, at, m.size.widget)...)
}

// inspectLines draws a token or a document part by part.
func (m *Lesson) inspectLines(at lessons.At, s *step.Inspect) []string {
	t := m.env.Theme
	p, played := m.state.Played[at]
	if !played || p.Inspection == nil {
		lines := []string{t.Heading.Render("Open ") + m.parsed("{{"+s.Title()+" | short}}", at, m.size.widget-6)[0]}
		return append(lines, append(m.messageLines(at), "", m.prompt("enter", "open it"))...)
	}
	found := p.Inspection
	side := themeSide(found.Side)
	lines := []string{t.Of(side).Render(side.Mark(found.Name))}
	if found.Token {
		lines = append(lines, m.partLines(at, "header", found.Header, side)...)
		lines = append(lines, m.partLines(at, "payload", found.Parts, side)...)
		lines = append(lines, t.Heading.Render("signature"), "  "+t.Muted.Render(cells.Cut(shortened(found.Signature, 14), m.size.widget-2)))
	} else {
		lines = append(lines, m.partLines(at, "", found.Parts, side)...)
	}
	if v := found.Verified; v != nil {
		head := t.Verdict(v.OK, "")
		lines = append(lines, hang(head, 2, inked(t.Text, v.Text, m.size.widget-2))...)
	}
	return append(lines, m.messageLines(at)...)
}

// partLines list members with what they mean. Those that the lesson does not explain are only named: their values stand in
// the Token panel.
func (m *Lesson) partLines(at lessons.At, title string, parts []step.Part, side theme.Side) []string {
	t := m.env.Theme
	var lines []string
	if title != "" {
		lines = append(lines, t.Heading.Render(title))
	}
	var others []string
	for _, p := range parts {
		if p.Meaning.Empty() {
			others = append(others, p.Name)
			continue
		}
		name := "  " + t.Member.Render(p.Name) + " "
		lines = append(lines, name+t.Of(side).Render(cells.Cut(cells.Clean(p.Value), m.size.widget-cells.Width(name))))
		lines = append(lines, hang("", 4, m.words(p.Meaning, at, m.size.widget-4))...)
	}
	if len(others) > 0 {
		lines = append(lines, hang("", 2, inked(t.Muted, "also "+strings.Join(others, ", "), m.size.widget-2))...)
	}
	return lines
}
