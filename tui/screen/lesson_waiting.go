package screen

import (
	"sync/atomic"
	"time"

	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/tui/component/waiting"
)

// slowAfter is when it is said that something takes a while. What is over sooner would only flicker.
const slowAfter = 200 * time.Millisecond

// lessonBusy is what the session is doing.
type lessonBusy struct {
	what  busyWith
	at    lessons.At // of the step
	tally *tally     // of the steps that are played before it
	slow  bool       // it takes a while
	says  waiting.Model
	words string       // what takes a while; "" is what the page says
	part  waiting.Part // how much of it is done
}

type busyWith int

const (
	idle busyWith = iota
	opening
	playing
	rewinding
)

// tally is how many steps a command has played, and how many it will. The command writes, the screen reads.
type tally struct{ done, total atomic.Int64 }

func (t *tally) set(done, total int) {
	t.total.Store(int64(total))
	t.done.Store(int64(done))
}

// start notes that a command begins to change the session. What an earlier one reports is stale from now on.
func (m *Lesson) start(b lessonBusy) {
	m.gen++
	b.tally = &tally{}
	m.busy = b
}

// slow reports when a command has not ended soon.
func (m Lesson) slow() tea.Cmd {
	msg := slowMsg{from: from{m.self}, gen: m.gen}
	return tea.Tick(slowAfter, func(time.Time) tea.Msg { return msg })
}

// slowed begins to say that it takes a while. Without motion it looks again later how far it is.
func (m Lesson) slowed() (Screen, tea.Cmd) {
	next := m.slow
	if !m.busy.slow {
		m.busy.slow, m.busy.says = true, waiting.New(m.env.Still)
		if begin := m.busy.says.Begin(); begin != nil {
			next = func() tea.Cmd { return begin }
		}
	}
	m.looksOn()
	return m, next()
}

// spun turns the spinner and looks how far the work is. Ticks of work that is over, or of another screen, change nothing.
func (m Lesson) spun(msg spinner.TickMsg) (Screen, tea.Cmd) {
	if !m.busy.slow {
		return m, nil
	}
	says, next := m.busy.says.Update(msg)
	if next == nil {
		return m, nil
	}
	m.busy.says = says
	m.looksOn()
	return m, next
}

// looksOn notes how far the work is, and draws it.
func (m *Lesson) looksOn() {
	m.busy.words, m.busy.part = "", waiting.Part{}
	if total := m.busy.tally.total.Load(); total > 0 {
		m.busy.words = "Playing the steps before"
		m.busy.part = waiting.Part{Done: m.busy.tally.done.Load(), Total: total}
	}
	if m.deps.Keys != nil && m.busy.what == opening {
		if made, all := m.deps.Keys(); made < all {
			m.busy.words, m.busy.part = "Making RSA keys", waiting.Part{Done: int64(made), Total: int64(all)}
		}
	}
	if m.session != nil && m.busy.what == playing {
		if done, total := m.session.Reading(); total > 0 {
			m.busy.words, m.busy.part = "Reading your file", waiting.Part{Done: done, Total: total, Bytes: true}
		}
		if done, total := m.session.Sending(); total > 0 {
			m.busy.words, m.busy.part = "Sending the file", waiting.Part{Done: done, Total: total, Bytes: true}
		}
	}
	m.refresh()
}

// waitingLine says what takes a while and how far it is; the words are for work that says nothing more exact.
func (m *Lesson) waitingLine(words string) string {
	if m.busy.words != "" {
		words = m.busy.words
	}
	return m.busy.says.View(m.env.Theme, words, m.busy.part)
}
