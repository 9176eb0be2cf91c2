package screen

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/step"
	"poolschool/sim/wire"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/picker"
	"poolschool/tui/theme"
)

// sandboxColumns is the width from which call and answer stand beside each other.
const sandboxColumns = 100

// sandboxSize is where things stand.
type sandboxSize struct {
	left, right int // columns; right is 0 where there is one only
	body        int // rows between the edges
	history     int // rows of the calls so far, with the rule above them
}

func (m Sandbox) twoColumns() bool { return m.width >= sandboxColumns }

// operationItem is an operation in the list.
func operationItem(op wire.Operation) picker.Item {
	item := picker.Item{Title: op.Name, Kind: serviceName(op.Service), About: op.Service, Mark: themeSide(step.SideOf(op.Service))}
	if op.Service == "sts" { // its credentials are of the identity pool's side, the service is not
		item.Mark = theme.NoSide
	}
	switch op.Auth {
	case wire.ByToken:
		item.Note = "access token"
	case wire.Signed:
		item.Note = "signed"
	case wire.Either:
		item.Note = "signed or open"
	}
	return item
}

// serviceName is what people call a service.
func serviceName(service string) string {
	switch service {
	case "cognito-idp":
		return "user pool"
	case "cognito-identity":
		return "identity pool"
	}
	return strings.ToUpper(service)
}

// layOut makes everything that View joins.
func (m *Sandbox) layOut() {
	if m.width == 0 {
		return
	}
	t := m.env.Theme
	m.measure()
	var joint []int
	if m.size.right > 0 {
		joint = []int{m.size.left}
	}
	title := "Sandbox"
	if m.deps.From != "" {
		title += " · " + m.deps.From
	}
	m.top = []string{lessonHeader(t, title, m.width), layout.Rule(t.Border, m.width, "┬", joint...)}
	m.panels.SetFocused(m.place == atAnswer)
	if m.size.right > 0 {
		m.panels.SetSize(m.size.right, m.size.body)
	} else {
		m.panels.SetSize(m.width, m.size.body)
	}
	m.drawLeft()
	status := ""
	if m.box != nil {
		status = t.Muted.Render(m.now.Format("15:04:05"))
	}
	m.foot = foot(t, m.Keys(), status, m.width, m.height, joint...)
}

func (m *Sandbox) measure() {
	m.size = sandboxSize{left: m.width, body: max(m.height-2-footRows(m.height), 1)}
	if m.twoColumns() {
		m.size.left = min(max(m.width*textShare/100, textLeast), textMost)
		m.size.right = m.width - m.size.left - 1
	}
	if n := len(m.calls); n > 0 && m.size.body >= 16 {
		m.size.history = min(n, m.size.body/4) + 1
	}
}

// drawLeft makes the column with the list or the call, and the calls so far.
func (m *Sandbox) drawLeft() {
	t, rows := m.env.Theme, m.size.body-m.size.history
	switch {
	case m.box == nil:
		m.left = m.waiting()
	case m.place == atList || m.op.Name == "":
		m.list.SetActive(m.place == atList)
		m.list.SetSize(m.size.left-2, rows)
		m.left = nil
		for _, l := range m.list.Lines() {
			m.left = append(m.left, " "+l+" ")
		}
	default:
		m.left = m.callLines(rows)
	}
	for len(m.left) < rows {
		m.left = append(m.left, "")
	}
	if m.size.history > 0 && m.box != nil {
		m.left = append(m.left, layout.TitledRule(t.Border, t.Muted, m.size.left, "Calls so far", ""))
		m.left = append(m.left, m.historyLines(m.size.history-1)...)
	}
	for i, l := range m.left {
		m.left[i] = cells.Fit(l, m.size.left)
	}
	for len(m.left) < m.size.body {
		m.left = append(m.left, cells.Blank(m.size.left))
	}
	m.left = m.left[:m.size.body]
}

func (m *Sandbox) waiting() []string {
	t := m.env.Theme
	if m.trouble == "" {
		return []string{" " + t.Muted.Render("Opening the account …")}
	}
	lines := []string{" " + t.Deny.Render("This sandbox cannot be opened."), ""}
	for _, l := range inked(t.Text, m.trouble, m.width-2) {
		lines = append(lines, " "+l)
	}
	return lines
}

// callLines are the call that is written: its route, who makes it, its JSON, what is wrong with it.
func (m *Sandbox) callLines(rows int) []string {
	t, width := m.env.Theme, m.size.left-3
	item := operationItem(m.op)
	name := t.Code.Render(m.op.Name)
	head := []string{
		" " + nameInk(t, item.Mark).Render(item.Mark.Mark(serviceName(m.op.Service))) + "  " + name,
		" " + t.Muted.Render("called by ") + t.Heading.Render(callerTitle(m.box, m.as)) + t.Muted.Render(m.signing()),
	}
	if m.size.body > 14 {
		head = append(head, "")
	}
	foot := m.callFoot(width)
	m.editor.SetWidth(width - 2)
	edge := t.Border.Render("│")
	if m.editor.Active() {
		edge = t.Focus.Render("┃")
	}
	lines := make([]string, len(m.editor.Lines()))
	for i, l := range m.editor.Lines() {
		lines[i] = " " + edge + " " + l
	}
	m.text.SetSize(m.size.left-1, max(min(rows-len(head)-len(foot), len(lines)), 1)) // what enter does stands right below
	m.text.SetLines(lines)
	if m.editor.Active() {
		m.text.ScrollTo(m.editor.Row())
	}
	return append(append(head, m.text.Lines()...), foot...)
}

// nameInk is the ink of a side's name; what belongs to neither pool is a heading.
func nameInk(t theme.Theme, s theme.Side) theme.Ink {
	if s == theme.NoSide {
		return t.Heading
	}
	return t.Of(s)
}

// signing says what a call's signature will be.
func (m *Sandbox) signing() string {
	if m.as == "" {
		return ", unsigned"
	}
	return ", signed"
}

// callFoot says what is wrong, and what enter does.
func (m *Sandbox) callFoot(width int) []string {
	t := m.env.Theme
	foot := []string{""}
	if m.message != "" {
		foot = append(foot, indented(inked(t.Warning, m.message, width), 1)...)
		foot = foot[:min(len(foot), 5)]
	}
	switch {
	case m.busy:
		return append(foot, " "+t.Muted.Render("Sending …"))
	case m.editor.Active():
		return append(foot, " "+promptOf(t, "ctrl+r", "send", "esc", "stop typing"))
	}
	return append(foot, " "+promptOf(t, "enter", "send", "e", "edit", "a", "call as"))
}

// historyLines are the newest calls, or those around the one that is shown.
func (m *Sandbox) historyLines(rows int) []string {
	t := m.env.Theme
	from := max(min(m.shown-rows/2, len(m.calls)-rows), 0)
	var lines []string
	for i := from; i < min(from+rows, len(m.calls)); i++ {
		c := m.calls[i]
		e, _ := c.Outer()
		by := callerTitle(m.box, c.As)
		text := cells.Cut(callTitle(c), max(m.size.left-cells.Width(by)-6, 8))
		if i == m.shown {
			lines = append(lines, t.Heading.Render(layout.Bar(" "+theme.SignCursor+" "+text, by+" ", m.size.left)))
			continue
		}
		ink := t.Text
		if !e.OK() {
			ink = t.Deny
		}
		lines = append(lines, layout.Bar("   "+ink.Render(text), t.Muted.Render(by)+" ", m.size.left))
	}
	return lines
}

// promptOf says what keys do: key, meaning, key, meaning.
func promptOf(t theme.Theme, keys ...string) string {
	parts := make([]string, 0, len(keys)/2)
	for i := 0; i+1 < len(keys); i += 2 {
		parts = append(parts, t.Key.Render(keys[i])+" "+t.Muted.Render(keys[i+1]))
	}
	return strings.Join(parts, t.Muted.Render(" · "))
}

// View joins what layOut made.
func (m Sandbox) View() string {
	if m.width == 0 {
		return ""
	}
	switch {
	case m.size.right > 0:
		return layout.Stack(m.top, layout.Columns(m.env.Theme.Border.Render("│"), m.left, m.panels.Lines()), m.foot)
	case m.place == atAnswer:
		return layout.Stack(m.top, m.panels.Lines(), m.foot)
	}
	return layout.Stack(m.top, m.left, m.foot)
}

// clicked gives the keys to what is under the mouse, and hands the mouse to it.
func (m Sandbox) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	y := msg.Y - len(m.top)
	if m.box == nil || y < 0 || y >= m.size.body {
		return m, nil
	}
	msg.Y = y
	switch {
	case m.size.right > 0 && msg.X > m.size.left || m.size.right == 0 && m.place == atAnswer:
		if m.size.right > 0 {
			msg.X -= m.size.left + 1
		}
		if pressedLeft(msg) && len(m.calls) > 0 {
			m.place = atAnswer
			m.editor.SetActive(false)
		}
		m.panels, _ = m.panels.Update(msg) // panels have no commands
	case y >= m.size.body-m.size.history:
		return m, nil
	case m.place == atList || m.op.Name == "":
		m.clickedList(msg)
	case pressedLeft(msg):
		m.place = atCall
		m.editor.SetActive(true)
	default:
		m.text, _ = m.text.Update(msg) // a pane has no commands
	}
	m.layOut()
	return m, nil
}

// clickedList selects an operation; a click on the selected one chooses it.
func (m *Sandbox) clickedList(msg tea.MouseMsg) {
	before, _ := m.list.Selected()
	m.place = atList
	m.list = m.list.Update(msg)
	if at, ok := m.list.Selected(); ok && pressedLeft(msg) && m.list.At(msg.Y) && at == before {
		m.choose(m.box.Operations()[at])
	}
}
