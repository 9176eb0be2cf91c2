package graph

import (
	"slices"
	"unicode/utf8"

	"poolschool/tui/theme"
)

// look says by which meaning a cell is painted.
type look int

const (
	lookNone look = iota
	lookLine
	lookPath
	lookNode
	lookPassed
	lookCurrent
	lookUserPool
	lookIdentityPool
)

// canvas is a drawing as cells, row by row.
type canvas [][]cell

// box is a node with its place in the drawing.
type box struct {
	node        Node
	x, y, width int // first column, row, columns
}

// spacing says how close things stand.
type spacing struct {
	gap    int    // least number of blank columns between two vertices of a layer
	inside string // between a box's frame and its label
}

var (
	loose = spacing{gap: 2, inside: " "}
	tight = spacing{gap: 1, inside: ""}
)

// drawing is a graph that was laid out. It is never changed after that.
type drawing struct {
	spacing       spacing
	width, height int
	boxes         []box
	edges         []route
}

// route is one edge as the corners of its line.
type route struct {
	from, to string
	corners  []point
}

type point struct{ x, y int }

// layOut turns nodes and edges into boxes and routes.
func layOut(nodes []Node, edges []Edge, s spacing) drawing {
	l := newLayering(nodes, edges, s)
	if len(l.layers) == 0 {
		return drawing{}
	}
	l.sortLayers()
	l.setColumns()
	d := drawing{spacing: s}
	rows := make([]int, len(l.layers))
	var below []map[*vertex]*bus
	for i, layer := range l.layers {
		buses, height := tracks(layer)
		below = append(below, buses)
		if i+1 < len(l.layers) {
			rows[i+1] = rows[i] + height + 1
		}
		for _, v := range layer {
			if v.node >= 0 {
				d.boxes = append(d.boxes, box{node: nodes[v.node], x: v.x - v.width/2, y: rows[i], width: v.width})
			}
			d.width = max(d.width, v.x-v.width/2+v.width)
		}
	}
	d.height = rows[len(rows)-1] + 1
	for ends, chain := range l.chains {
		d.edges = append(d.edges, route{nodes[ends[0]].ID, nodes[ends[1]].ID, corners(chain, rows, below)})
	}
	return d
}

// corners follows a chain: down to the parent's bus, along it, down to the child.
func corners(chain []*vertex, rows []int, below []map[*vertex]*bus) []point {
	var out []point
	for i, v := range chain[:len(chain)-1] {
		child := chain[i+1]
		level := rows[v.layer] + 1 + below[v.layer][v].track
		out = append(out, point{v.x, rows[v.layer]}, point{v.x, level}, point{child.in, level}, point{child.in, rows[child.layer]})
	}
	return out
}

func (d drawing) box(id string) (box, bool) {
	for _, b := range d.boxes {
		if b.node.ID == id {
			return b, true
		}
	}
	return box{}, false
}

// paint draws everything, the path last. The order of the edges does not matter: a line only ever grows heavier.
func (d drawing) paint(path []string, current string) canvas {
	c := make(canvas, d.height)
	for y := range c {
		c[y] = make([]cell, d.width)
	}
	for _, e := range d.edges {
		c.draw(e.corners, light)
	}
	for i := 1; i < len(path); i++ {
		for _, e := range d.edges {
			if e.from == path[i-1] && e.to == path[i] {
				c.draw(e.corners, heavy)
			}
		}
	}
	for _, b := range d.boxes {
		c.write(b, boxLook(b.node, path, current), d.spacing)
	}
	return c
}

// draw joins the corners by lines.
func (c canvas) draw(corners []point, w weight) {
	for i := 1; i < len(corners); i++ {
		a, b := corners[i-1], corners[i]
		for a != b {
			next, out, in := a, armDown, armUp
			switch {
			case b.x > a.x:
				next.x, out, in = a.x+1, armRight, armLeft
			case b.x < a.x:
				next.x, out, in = a.x-1, armLeft, armRight
			case b.y < a.y:
				next.y, out, in = a.y-1, armUp, armDown
			default:
				next.y = a.y + 1
			}
			c[a.y][a.x].grow(out, w)
			c[next.y][next.x].grow(in, w)
			a = next
		}
	}
}

// write puts a box over the lines that end in it.
func (c canvas) write(b box, l look, s spacing) {
	x := b.x
	for _, r := range boxText(b.node, l == lookCurrent, s) {
		c[b.y][x] = cell{char: r, look: l}
		x++
	}
}

// boxLook: where the path stands beats the side, and the side beats having been passed, for the sides' colours carry the whole program.
func boxLook(n Node, path []string, current string) look {
	switch {
	case n.ID == current:
		return lookCurrent
	case len(n.Sides) == 1 && n.Sides[0] == theme.UserPool:
		return lookUserPool
	case len(n.Sides) == 1 && n.Sides[0] == theme.IdentityPool:
		return lookIdentityPool
	case slices.Contains(path, n.ID):
		return lookPassed
	}
	return lookNode
}

func boxText(n Node, current bool, s spacing) string {
	label := n.Label
	for i := len(n.Sides) - 1; i >= 0; i-- {
		label = n.Sides[i].Mark(label)
	}
	open, end := "‹", "›"
	switch {
	case current:
		open, end = "▐", "▌"
	case n.Kind == Outcome:
		open, end = "[", "]"
	}
	return open + s.inside + label + s.inside + end
}

// boxWidth counts characters: labels hold none that is wider than a cell.
func boxWidth(n Node, s spacing) int { return utf8.RuneCountInString(boxText(n, false, s)) }
