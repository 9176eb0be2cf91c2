package screen

import (
	"fmt"

	"poolschool/lessons/flowchart"
	"poolschool/tui/component/graph"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

const (
	headRows   = 2  // header and its rule
	edgeRows   = 3  // these, and the rule above the panel
	panelRows  = 13 // enough for a question with four answers and its reason
	twoColumns = 100
)

// layOut makes everything that View joins.
func (m *Flowchart) layOut() {
	if m.width == 0 {
		return
	}
	m.drawSheet()
	rows := max(m.height-edgeRows-footRows(m.height)-m.graphRows(), 1)
	if m.twoColumns() {
		m.left.SetSize(m.leftWidth(), rows)
		m.right.SetSize(m.width-m.leftWidth()-1, rows)
	} else {
		m.left.SetSize(m.width, rows)
		m.right.SetSize(0, rows)
	}
	m.fill()
}

func (m Flowchart) twoColumns() bool { return m.width >= twoColumns }

func (m Flowchart) leftWidth() int { return (m.width - 1) / 2 }

// graphRows is the height of the drawing: all of it where there is room, else what the panel leaves. It depends on the size and the sheet
// only, so nothing jumps from question to question.
func (m Flowchart) graphRows() int {
	if m.whole {
		return m.height - headRows - footRows(m.height)
	}
	_, drawn := m.graph.Size()
	room := m.height - edgeRows - footRows(m.height)
	return min(drawn, max(room-panelRows, room*2/5))
}

// drawSheet gives the graph the sheet on which the current node stands, and lights the path on it.
func (m *Flowchart) drawSheet() {
	here := m.here()
	current := nodeOf(here)
	first, inner := m.chart.Start, mainNodes(m.chart)
	if !inner[current] {
		first, inner = lastInner(here, inner), nil
	}
	if m.sheet != first {
		m.sheet = first
		if inner != nil {
			m.graph.SetGraph(mainSheet(m.chart, inner))
		} else {
			m.graph.SetGraph(furtherSheet(m.chart, first))
		}
	}
	m.graph.SetSize(m.width, m.graphRows())
	lit := m.path.Nodes()
	if m.path.At() == "" {
		lit = append(lit, endNode)
	}
	m.graph.SetPath(lit, current)
}

// endNode stands in the drawing where a refinement ends without another outcome.
const endNode = "end"

// nodeOf is the node on which a path stands.
func nodeOf(p flowchart.Path) string {
	if p.At() == "" {
		return endNode
	}
	return p.At()
}

// lastInner is the last node of the path on the main sheet: the outcome that is being refined.
func lastInner(p flowchart.Path, inner map[string]bool) string {
	last := p.Chart().Start
	for _, id := range p.Nodes() {
		if inner[id] {
			last = id
		}
	}
	return last
}

// mainNodes are the nodes that questions alone lead to. What refines an outcome has a sheet of its own.
func mainNodes(c *flowchart.Chart) map[string]bool {
	found := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		if found[id] || id == "" {
			return
		}
		found[id] = true
		if q, ok := c.Question(id); ok {
			for _, a := range q.Answers {
				visit(a.Next)
			}
		}
	}
	visit(c.Start)
	return found
}

func mainSheet(c *flowchart.Chart, inner map[string]bool) ([]graph.Node, []graph.Edge) {
	nodes := []graph.Node{chartNode(c, c.Start)}
	var edges []graph.Edge
	for _, q := range c.Questions {
		if !inner[q.ID] {
			continue
		}
		if q.ID != c.Start {
			nodes = append(nodes, chartNode(c, q.ID))
		}
		for _, a := range q.Answers {
			edges = append(edges, graph.Edge{From: q.ID, To: a.Next})
		}
	}
	for _, o := range c.Outcomes {
		if inner[o.ID] {
			nodes = append(nodes, chartNode(c, o.ID))
		}
	}
	return nodes, edges
}

// furtherSheet holds an outcome and everything that refines it, as far as it is not on the main sheet.
func furtherSheet(c *flowchart.Chart, outcome string) ([]graph.Node, []graph.Edge) {
	inner := mainNodes(c)
	var nodes []graph.Node
	var edges []graph.Edge
	seen := map[string]bool{}
	var visit func(id string)
	visit = func(id string) {
		seen[id] = true
		nodes = append(nodes, chartNode(c, id))
		for _, a := range c.Answers(id) {
			to := a.Next
			if inner[to] {
				continue
			}
			if to == "" {
				to = endNode
			}
			edges = append(edges, graph.Edge{From: id, To: to})
			if !seen[to] {
				visit(to)
			}
		}
	}
	visit(outcome)
	return nodes, edges
}

func chartNode(c *flowchart.Chart, id string) graph.Node {
	if id == endNode {
		return graph.Node{ID: id, Label: "as decided", Kind: graph.Outcome}
	}
	if o, ok := c.Outcome(id); ok {
		return graph.Node{ID: id, Label: o.Short, Kind: graph.Outcome, Sides: sidesOf(o.Side)}
	}
	return graph.Node{ID: id, Label: c.Name(id)}
}

func sidesOf(s flowchart.Side) []theme.Side {
	switch s {
	case flowchart.UserPool:
		return []theme.Side{theme.UserPool}
	case flowchart.IdentityPool:
		return []theme.Side{theme.IdentityPool}
	case flowchart.Both:
		return []theme.Side{theme.UserPool, theme.IdentityPool}
	}
	return nil
}

// progress says how far the path has come.
func (m Flowchart) progress() string {
	here := m.here()
	if o, ok := here.Outcome(); ok && here.AtOutcome() {
		return m.env.Theme.Muted.Render("decided: " + o.Short)
	}
	return m.env.Theme.Muted.Render(fmt.Sprintf("question %d", here.Asked()+1))
}

// fill writes the panel for the place and the cursor.
func (m *Flowchart) fill() {
	t := m.env.Theme
	title, note := fmt.Sprintf("Question %d", m.here().Asked()+1), ""
	if m.here().AtOutcome() {
		title = "Your choice"
	}
	if m.graph.Cut() {
		note = t.Muted.Render("z shows more of the chart")
	}
	m.rule = layout.TitledRule(t.Border, t.Heading, m.width, title, note)
	if m.twoColumns() {
		m.panel = m.mainPanel(m.leftWidth() - 1)
		m.right.SetLines(m.sidePanel(m.width - m.leftWidth() - 2).lines)
	} else {
		m.panel = m.mainPanel(m.width - 1)
		m.panel.append(m.sidePanel(m.width - 1))
	}
	m.left.SetLines(m.panel.lines)
	if first, last, ok := m.panel.linesOf(m.cursor); ok {
		m.left.ScrollTo(last)
		m.left.ScrollTo(first)
	}
}
