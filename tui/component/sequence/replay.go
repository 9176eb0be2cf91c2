package sequence

import (
	"slices"

	"poolschool/tui/theme"
)

// Hop is a request or an answer on its way.
type Hop struct {
	ID     int // of the message
	Answer bool
}

// replay is a call that is drawn hop by hop.
type replay struct {
	within map[int]bool // the call and all calls made on its behalf
	hops   []Hop        // in the order in which they happened
	shown  int          // how many of them are drawn, at least 1
}

// Replay begins to draw a call once more, hop by hop: first its request only. A nested call is replayed within the one
// that it serves. Nested calls are unfolded meanwhile, later ones are out of sight. It reports whether there is such a call.
func (m *Model) Replay(id int) bool {
	within, hops, found := map[int]bool{}, []Hop(nil), false
	for _, r := range rowsOf(m.messages, nil) {
		msg := m.messages[r.message]
		if r.depth == 0 && !r.answer {
			if found {
				break
			}
			within, hops = map[int]bool{}, nil
		}
		within[msg.ID] = true
		hops = append(hops, Hop{msg.ID, r.answer})
		found = found || msg.ID == id
	}
	if !found {
		return false
	}
	m.replay = &replay{within: within, hops: hops}
	m.Show(1)
	return true
}

// Show draws the first n hops of the replayed call, at least one. The last of them is marked and in sight.
func (m *Model) Show(n int) {
	if m.replay == nil {
		return
	}
	r := *m.replay
	r.shown = min(max(n, 1), len(r.hops))
	m.replay, m.selected = &r, r.hops[r.shown-1].ID
	m.draw()
	m.scroll(len(m.rows))
}

// EndReplay draws everything again.
func (m *Model) EndReplay() {
	if m.replay == nil {
		return
	}
	m.replay = nil
	m.draw()
	m.reveal()
}

// Replayed is the hop that was drawn last, and how many of all hops are drawn. Without a replay all is 0.
func (m Model) Replayed() (last Hop, n, all int) {
	if m.replay == nil {
		return Hop{}, 0, 0
	}
	return m.replay.hops[m.replay.shown-1], m.replay.shown, len(m.replay.hops)
}

// rowsToDraw are the rows of all messages; of a replay those before it, and its own up to the hop.
func (m *Model) rowsToDraw() []row {
	if m.replay == nil {
		return rowsOf(m.messages, m.folded)
	}
	folded := make(map[int]bool, len(m.folded))
	for id, on := range m.folded {
		folded[id] = on && !m.replay.within[id]
	}
	rows := rowsOf(m.messages, folded)
	last := m.replay.hops[m.replay.shown-1]
	end := slices.IndexFunc(rows, func(r row) bool { return m.messages[r.message].ID == last.ID && r.answer == last.Answer })
	return rows[:end+1]
}

// marked says that a row is one of the selected message; in a replay, that it is the hop.
func (m *Model) marked(i int) bool {
	if m.replay != nil {
		return i == len(m.rows)-1
	}
	return m.selected != 0 && m.messages[m.rows[i].message].ID == m.selected
}

// point puts the cursor before a row that has it: a marked request, or the hop.
func (m *Model) point(c canvas, i int) {
	if m.marked(i) && (!m.rows[i].answer || m.replay != nil) {
		c.set(0, theme.SignCursor, lookSelected)
	}
}
