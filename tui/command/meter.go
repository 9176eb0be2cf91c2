package command

import (
	"fmt"
	"io"

	"poolschool/lessons"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/waiting"
	"poolschool/tui/theme"
)

// meter says on standard error how far lessons are played. It is nobody's output: what cannot be written is left out.
type meter struct {
	out   io.Writer // nil says nothing
	still bool
	work  waiting.Model
	begun bool
}

// meterWidth is what fits every terminal: a longer line would not be taken away whole.
const meterWidth = 59

// meter is silent unless somebody sees it.
func (e Env) meter(seen bool) *meter {
	m := &meter{still: e.still(), work: waiting.New(true)}
	if seen {
		m.out = e.Err
	}
	return m
}

// begin says which lesson is played next. Without motion each has a line of its own, otherwise all have the same.
func (m *meter) begin(done, all int, l *lessons.Lesson) {
	if m.out == nil {
		return
	}
	if m.still {
		_, _ = fmt.Fprintf(m.out, "playing lesson %d of %d: %s\n", done+1, all, cells.Clean(l.ID))
		return
	}
	m.begun = true
	line := m.work.View(theme.Plain(), "playing", waiting.Part{Done: int64(done), Total: int64(all)}) + "  " + cells.Clean(l.ID)
	_, _ = fmt.Fprint(m.out, "\r\x1b[K"+cells.Cut(line, meterWidth))
}

// end takes the line away.
func (m *meter) end() {
	if m.begun {
		m.begun = false
		_, _ = fmt.Fprint(m.out, "\r\x1b[K")
	}
}
