package graph

import "slices"

// bus is the level line below one parent from which its links go down.
type bus struct {
	parent      *vertex
	left, right int // columns
	track       int // row below the parent's row, counted from 0
}

// tracks gives the buses below one layer their rows, so that no two buses touch, and counts the rows.
func tracks(layer []*vertex) (buses map[*vertex]*bus, rows int) {
	buses = map[*vertex]*bus{}
	var all []*bus
	for _, v := range layer {
		if len(v.down) == 0 {
			continue
		}
		b := &bus{parent: v, left: v.x, right: v.x, track: -1}
		for _, child := range v.down {
			b.left, b.right = min(b.left, child.in), max(b.right, child.in)
		}
		buses[v] = b
		all = append(all, b)
	}
	for range all {
		b := pick(all)
		b.track = lowest(b, all)
		rows = max(rows, b.track+1)
	}
	return buses, rows
}

// pick is the next bus to place: one that nothing unplaced must lie above, or the first when they wait for each other.
func pick(all []*bus) *bus {
	var first *bus
	for _, b := range all {
		if b.track >= 0 {
			continue
		}
		if first == nil {
			first = b
		}
		if !slices.ContainsFunc(all, func(o *bus) bool { return o.track < 0 && above(o, b) }) {
			return b
		}
	}
	return first
}

// above reports whether bus a must lie above bus b: a's stem comes down in the column in which one of b's links goes on, so that with b on
// top the two would run into each other.
func above(a, b *bus) bool {
	if a == b || a.left == a.right {
		return false
	}
	return slices.ContainsFunc(b.parent.down, func(child *vertex) bool {
		return child.in == a.parent.x && !slices.Contains(a.parent.down, child)
	})
}

// lowest is the first row from the top where b touches no placed bus and lies below those that must be above it.
func lowest(b *bus, all []*bus) int {
	if b.left == b.right {
		return 0 // a straight line crosses every row
	}
	row := 0
	for _, o := range all {
		if o.track >= 0 && above(o, b) {
			row = max(row, o.track+1)
		}
	}
	for slices.ContainsFunc(all, func(o *bus) bool {
		return o.track == row && o.left != o.right && o.left <= b.right && b.left <= o.right
	}) {
		row++
	}
	return row
}
