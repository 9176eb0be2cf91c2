// Package graph draws a directed graph without cycles in layers, from top to bottom, with the path that was taken in heavy lines.
//
// Layers are the longest path from the start; edges that skip layers bend at dummy nodes, and edges with the same end share them; the order
// within a layer comes from barycentre sweeps (Sugiyama, Tagawa, Toda: Methods for Visual Understanding of Hierarchical System Structures,
// 1981). A graph larger than its window is shown around the current node.
package graph

import (
	"strings"

	"poolschool/tui/theme"
)

// Kind says how a node is framed.
type Kind int

// The kinds of node.
const (
	Question Kind = iota // ‹ label ›
	Outcome              // [ label ]
)

// Node is one box. Its sides come as signs before the label, so that a reader without colours sees them.
type Node struct {
	ID    string
	Label string
	Kind  Kind
	Sides []theme.Side // none, one, or both pools
}

// Edge leads down from one node to another. Edges that stand twice are drawn once.
type Edge struct{ From, To string }

// Styles are the looks of a graph by meaning.
type Styles struct {
	Line, Path            theme.Ink // edges; edges on the path
	Node, Passed, Current theme.Ink // a node; one that the path has passed; the one where it stands
	UserPool              theme.Ink // an outcome of that side
	IdentityPool          theme.Ink
}

// DefaultStyles takes the meanings of a theme.
func DefaultStyles(t theme.Theme) Styles {
	return Styles{
		Line: t.Border, Path: t.Focus, Node: t.Text, Passed: t.Focus, Current: t.Selected,
		UserPool: t.UserPool, IdentityPool: t.IdentityPool,
	}
}

// Model is a graph with a path, seen through a window. The zero window shows the whole graph. Copies are independent.
type Model struct {
	styles        Styles
	wide, narrow  drawing // the same graph with room to breathe, and close together
	path          []string
	current       string
	width, height int
	left, top     int // what the window shows begins here
	lines         []string
}

// New is an empty graph.
func New(styles Styles) Model { return Model{styles: styles} }

// SetGraph lays out other nodes and edges. The first node is the start; nodes that it does not lead to are not drawn, nor are edges that
// would close a cycle or name unknown nodes.
func (m *Model) SetGraph(nodes []Node, edges []Edge) {
	m.wide, m.narrow = layOut(nodes, edges, loose), layOut(nodes, edges, tight)
	m.redraw()
}

// SetPath lights the way over these nodes and marks the current one, which need not be the last. Ids that are not in the graph are left out.
func (m *Model) SetPath(ids []string, current string) {
	m.path, m.current = ids, current
	m.redraw()
}

// SetSize sets the window, in columns and rows; 0 means as large as the graph.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.redraw()
}

// SetStyles paints the same drawing with another theme.
func (m *Model) SetStyles(styles Styles) {
	m.styles = styles
	m.redraw()
}

// drawing is the narrow one in a window that the wide one does not fit.
func (m Model) drawing() drawing {
	if m.width > 0 && m.width < m.wide.width {
		return m.narrow
	}
	return m.wide
}

// Size is the size of the whole drawing for this window, in columns and rows.
func (m Model) Size() (width, height int) { return m.drawing().width, m.drawing().height }

// Cut reports whether the window hides a part of the drawing.
func (m Model) Cut() bool {
	w, h := m.window()
	return w < m.drawing().width || h < m.drawing().height
}

// Lines are the rows of the window, each as wide as the window.
func (m Model) Lines() []string { return m.lines }

// View is Lines in one string.
func (m Model) View() string { return strings.Join(m.lines, "\n") }

// NodeAt is the id of the node drawn at a column and row of the window, for the mouse.
func (m Model) NodeAt(x, y int) (string, bool) {
	w, h := m.window()
	if x < 0 || y < 0 || x >= w || y >= h {
		return "", false
	}
	x, y = x+m.left-m.pad(), y+m.top
	for _, b := range m.drawing().boxes {
		if y == b.y && x >= b.x && x < b.x+b.width {
			return b.node.ID, true
		}
	}
	return "", false
}

func (m Model) window() (width, height int) {
	width, height = m.drawing().width, m.drawing().height
	if m.width > 0 {
		width = m.width
	}
	if m.height > 0 {
		height = m.height
	}
	return width, height
}

// pad is the number of blank columns that centre a drawing narrower than its window.
func (m Model) pad() int {
	w, _ := m.window()
	return max(0, (w-m.drawing().width)/2)
}

// redraw paints the window anew; View only joins what it left.
func (m *Model) redraw() {
	m.aim()
	width, height := m.window()
	canvas := m.drawing().paint(m.path, m.current)
	m.lines = make([]string, height)
	for row := range m.lines {
		m.lines[row] = m.line(canvas, row+m.top, width)
	}
}

// aim moves the window so that the current node is in its middle, or as near to it as the drawing's edges let it be.
func (m *Model) aim() {
	width, height := m.window()
	x, y := m.drawing().width/2, 0
	if b, ok := m.drawing().box(m.current); ok {
		x, y = b.x+b.width/2, b.y
	}
	m.left = max(0, min(x-width/2, m.drawing().width-width))
	m.top = max(0, min(y-height/2, m.drawing().height-height))
}

// line renders one row of the drawing for the window, one ink a run.
func (m *Model) line(canvas canvas, y, width int) string {
	pad := m.pad()
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", pad))
	written := pad
	if y < len(canvas) {
		row := canvas[y][min(m.left, len(canvas[y])):min(m.left+width, len(canvas[y]))]
		written += len(row)
		for len(row) > 0 {
			run := 1
			for run < len(row) && row[run].look == row[0].look {
				run++
			}
			b.WriteString(m.ink(row[0].look).Render(text(row[:run])))
			row = row[run:]
		}
	}
	b.WriteString(strings.Repeat(" ", max(0, width-written)))
	return b.String()
}

func (m *Model) ink(l look) theme.Ink {
	switch l {
	case lookLine:
		return m.styles.Line
	case lookPath:
		return m.styles.Path
	case lookNode:
		return m.styles.Node
	case lookPassed:
		return m.styles.Passed
	case lookCurrent:
		return m.styles.Current
	case lookUserPool:
		return m.styles.UserPool
	case lookIdentityPool:
		return m.styles.IdentityPool
	}
	return theme.Ink{}
}

func text(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteRune(c.glyph())
	}
	return b.String()
}
