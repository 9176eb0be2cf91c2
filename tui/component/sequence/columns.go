package sequence

import (
	"cmp"
	"slices"

	"poolschool/tui/component/cells"
)

// columns say where lifelines stand.
type columns struct {
	heads []string
	x     []int // the cell of each lifeline
	index map[string]int
	width int
}

// Words on an arrow have a cell of line and a blank before, a blank and the arrow's head behind.
const aroundWords = 4

// leastGap is how many cells stand between two lifelines at least.
const leastGap = 4

// leastWidth is the narrowest diagram. Below it even two lifelines leave no room for words.
const leastWidth = 30

// headsOf are the names, with signs, in full or in short.
func headsOf(lifelines []Lifeline, inShort bool) []string {
	heads := make([]string, len(lifelines))
	for i, l := range lifelines {
		name := l.Name
		if inShort && l.Short != "" {
			name = l.Short
		}
		heads[i] = l.Side.Mark(name)
	}
	return heads
}

// layOut places lifelines. It fails if the width leaves too little room for words: then a list says more.
func layOut(lifelines []Lifeline, plan []Message, width int) (columns, bool) {
	if len(lifelines) == 0 || width < leastWidth {
		return columns{}, false
	}
	index := make(map[string]int, len(lifelines))
	for i, l := range lifelines {
		index[l.ID] = i
	}
	for _, inShort := range []bool{false, true} {
		heads := headsOf(lifelines, inShort)
		gaps := gapsOf(heads)
		extra := width - span(heads, gaps)
		// A fifth of the width is kept for words; short heads take what there is.
		if extra < 0 || !inShort && extra < width/5 {
			continue
		}
		spread(gaps, demands(plan, index), extra)
		c := columns{heads: heads, x: place(heads, gaps), index: index, width: width}
		return c, c.readable(plan)
	}
	return columns{}, false
}

// gapsOf are the least numbers of cells from one lifeline to the next. The first is the one before the first lifeline.
func gapsOf(heads []string) []int {
	gaps := make([]int, len(heads))
	gaps[0] = max(cells.Width(heads[0])/2, 1) // one cell is kept for the mark of the selected row
	for i := 1; i < len(heads); i++ {
		left, right := cells.Width(heads[i-1]), cells.Width(heads[i])
		gaps[i] = max(left-left/2+2+right/2, leastGap+1)
	}
	return gaps
}

func place(heads []string, gaps []int) []int {
	x := make([]int, len(heads))
	at := 0
	for i := range heads {
		at += gaps[i]
		x[i] = at
	}
	return x
}

// span is the width of all.
func span(heads []string, gaps []int) int {
	n := 0
	for _, g := range gaps {
		n += g
	}
	last := cells.Width(heads[len(heads)-1])
	return n + max(last-last/2, 1)
}

// demand is how many cells words want between two lifelines.
type demand struct{ from, to, cells int }

// demands are the plan's, those easiest to meet first: short forms before whole words, short arrows before long ones.
func demands(plan []Message, index map[string]int) []demand {
	var all []demand
	for _, whole := range []bool{false, true} {
		var round []demand
		for _, m := range plan {
			from, to := index[m.From], index[m.To]
			if from == to { // work of one's own is written to the right, the last lifeline's to the left
				if to = from + 1; to == len(index) {
					from, to = from-1, from
				}
			}
			label := m.Label
			if !whole && m.Short != "" {
				label = m.Short
			}
			words := max(cells.Width(label), 2+cells.Width(m.Answer))
			if from >= 0 {
				round = append(round, demand{min(from, to), max(from, to), aroundWords + words})
			}
		}
		slices.SortStableFunc(round, func(a, b demand) int {
			return cmp.Or(cmp.Compare(a.to-a.from, b.to-b.from), cmp.Compare(a.cells, b.cells))
		})
		all = append(all, round...)
	}
	return all
}

// spread gives the extra cells to the gaps whose words do not fit.
func spread(gaps []int, demands []demand, extra int) {
	for _, d := range demands {
		have := -1
		for _, g := range gaps[d.from+1 : d.to+1] {
			have += g
		}
		give := min(d.cells-have, extra)
		if give <= 0 {
			continue
		}
		extra -= give
		n := d.to - d.from
		for i := range n {
			part := give / (n - i)
			gaps[d.from+1+i] += part
			give -= part
		}
	}
}

// readable says that at most a quarter of the labels loses more than a third of its cells.
func (c columns) readable(plan []Message) bool {
	bad := 0
	for _, m := range plan {
		words := cells.Width(m.Label)
		if m.Short != "" {
			words = min(words, cells.Width(m.Short))
		}
		from, to := c.index[m.From], c.index[m.To]
		room, _ := c.room(min(from, to), max(from, to), words)
		if room*3 < words*2 {
			bad++
		}
	}
	return bad*4 <= len(plan)
}

// room is how many cells there are for words of a width on the arrow between two lifelines, or behind its right end if
// they do not fit on it and there is more.
func (c columns) room(low, high, words int) (room int, behind bool) {
	if low == high {
		right, left := c.beside(low)
		return max(right, left), false
	}
	room = c.x[high] - c.x[low] - 1 - aroundWords
	if words <= room {
		return room, false
	}
	end := c.width
	if high+1 < len(c.x) {
		end = c.x[high+1] - 1
	}
	if more := end - c.x[high] - 2; more > room {
		return more, true
	}
	return max(room, 0), false
}

// beside is how many cells there are for words beside the loop of a lifeline's own work.
func (c columns) beside(i int) (right, left int) {
	end := c.width
	if i+1 < len(c.x) {
		end = c.x[i+1]
	}
	right = end - c.x[i] - 1 - aroundWords
	if i > 0 && i+1 == len(c.x) {
		left = c.x[i] - c.x[i-1] - 1 - aroundWords
	}
	return max(right, 0), max(left, 0)
}
