package screen

import (
	"maps"

	"poolschool/lessons"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// valuesThen are the values as they were when a block came on the screen: its text speaks of those, also when a later
// step gives the names to others.
type valuesThen struct{ value.Set }

// learners says that a block belongs on the learner's screen.
func learners(b lessons.Block) bool { return b.Step == nil || b.Step.Kind() != step.KindNotes }

// Passed says that the learner is through with a step: it was played as promised, skipped, or cannot be mended here.
func (m Lesson) passed(at lessons.At) bool {
	note := m.notes[at]
	if note.skipped {
		return true
	}
	p, played := m.state.Played[at]
	if !played || m.retry != nil && m.retry.form == at {
		return false
	}
	return p.Held() || note.settled
}

// frontier is the first step of a page that is not passed.
func (m Lesson) frontier(page int) (lessons.At, step.Step, bool) {
	for i, b := range m.deps.Lesson.Pages[page].Blocks {
		at := lessons.At{Page: page, Block: i}
		if b.Step != nil && learners(b) && !m.passed(at) {
			return at, b.Step, true
		}
	}
	return nowhere(), nil, false
}

// present is the step that enter acts on, if one is on the screen.
func (m Lesson) present() (lessons.At, step.Step, bool) {
	if m.paused || m.session == nil {
		return nowhere(), nil, false
	}
	return m.frontier(m.page)
}

// shown are the blocks of the page that are revealed, in order.
func (m Lesson) shown() []lessons.At {
	var shown []lessons.At
	front, _, open := m.frontier(m.page)
	for i, b := range m.deps.Lesson.Pages[m.page].Blocks {
		at := lessons.At{Page: m.page, Block: i}
		if open && at == front && m.paused {
			break
		}
		if learners(b) {
			shown = append(shown, at)
		}
		if open && at == front {
			break
		}
	}
	return shown
}

// readsOn says that a step which was just passed left something to read before the next one.
func (m Lesson) readsOn(at lessons.At) bool {
	if _, _, more := m.frontier(at.Page); !more {
		return false
	}
	blocks := m.deps.Lesson.Pages[at.Page].Blocks
	switch blocks[at.Block].Step.Kind() {
	case step.KindType, step.KindPredict:
		return false
	case step.KindCall, step.KindHTTP:
		return m.settles(at) || at.Block+1 < len(blocks) && blocks[at.Block+1].Step == nil
	}
	return true
}

// settles says that a step shows whether a prediction was right.
func (m Lesson) settles(at lessons.At) bool {
	blocks := m.deps.Lesson.Pages[at.Page].Blocks
	for i := at.Block - 1; i >= 0; i-- {
		switch s := blocks[i].Step; {
		case s == nil:
		case s.Kind() == step.KindPredict:
			return true
		case s.Runs():
			return false
		}
	}
	return false
}

// verdict says that the learner may see which choice was right: at once at the end of a lesson, and for a prediction when
// what was predicted has run.
func (m Lesson) verdict(at lessons.At, q *quiz.Question) bool {
	if q.Kind == quiz.Recall {
		return true
	}
	blocks := m.deps.Lesson.Pages[at.Page].Blocks
	for i := at.Block + 1; i < len(blocks); i++ {
		if s := blocks[i].Step; s != nil && s.Runs() {
			return m.passed(lessons.At{Page: at.Page, Block: i})
		}
	}
	return true
}

// count is how many steps are passed, of how many.
func (m Lesson) count() (done, all int) {
	for _, at := range m.deps.Lesson.Steps() {
		all++
		if m.passed(at) {
			done++
		}
	}
	return done, all
}

// firstOpen is the first page with a step that is not passed.
func (m Lesson) firstOpen() (page int, ok bool) {
	for i := range m.deps.Lesson.Pages {
		if _, _, open := m.frontier(i); open {
			return i, true
		}
	}
	return 0, false
}

// note changes what is remembered of a block, in a map of this value's own.
func (m *Lesson) note(at lessons.At, change func(*stepNote)) {
	notes := maps.Clone(m.notes)
	if notes == nil {
		notes = map[lessons.At]stepNote{}
	}
	n := notes[at]
	change(&n)
	notes[at] = n
	m.notes = notes
}

// before says that a block stands before another one in the lesson.
func before(a, b lessons.At) bool { return a.Page < b.Page || a.Page == b.Page && a.Block < b.Block }

// passOver leaves out the questions before a place, whose steps were played for the learner.
func (m *Lesson) passOver(to lessons.At) {
	for _, at := range m.deps.Lesson.Steps() {
		if before(at, to) && !m.passed(at) {
			m.note(at, func(n *stepNote) { n.skipped = true })
		}
	}
}

// forget drops what is remembered from a block on.
func (m *Lesson) forget(from lessons.At) {
	notes := map[lessons.At]stepNote{}
	for at, n := range m.notes {
		if before(at, from) {
			notes[at] = n
		}
	}
	m.notes = notes
}

// reveal remembers the values of blocks that are on the screen for the first time.
func (m *Lesson) reveal() {
	for _, at := range m.shown() {
		if !m.notes[at].seen {
			m.note(at, func(n *stepNote) { n.seen, n.values = true, valuesThen{m.state.Values} })
		}
	}
}

// values are those that a block speaks of.
func (m Lesson) values(at lessons.At) value.Set {
	if n := m.notes[at]; n.seen {
		return n.values.Set
	}
	return m.state.Values
}
