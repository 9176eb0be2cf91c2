package screen

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/lessons/step"
)

// slowAfter is when a spinner appears. What is over sooner would only flicker.
const slowAfter = 150 * time.Millisecond

// lessonBusy is what the session is doing.
type lessonBusy struct {
	what busyWith
	at   lessons.At // of the step
	slow int        // how often the spinner has moved; 0 while nobody waits yet
}

type busyWith int

const (
	idle busyWith = iota
	opening
	playing
	rewinding
)

// start notes that a command begins to change the session. What an earlier one reports is stale from now on.
func (m *Lesson) start(b lessonBusy) {
	m.gen++
	m.busy = b
}

// open opens the session and plays what stands before the page that was asked for.
func (m Lesson) open() tea.Cmd {
	return func() tea.Msg {
		s, err := m.deps.Open()
		if err != nil {
			return sessionOpenedMsg{from: from{m.self}, err: err}
		}
		// A page that cannot be reached is begun without what stands before it: its steps say what they need.
		_ = catchUp(s, m.deps.Lesson, lessons.At{Page: m.firstPage()})
		state := s.State()
		m.state, m.now = state, state.Now
		m.warm(m.firstPage())
		return sessionOpenedMsg{from: from{m.self}, session: s, state: state}
	}
}

// catchUp plays the steps before a place as they are proposed, those that were not played yet. Questions are left out.
func catchUp(s *lessons.Session, l *lessons.Lesson, to lessons.At) error {
	for _, at := range l.Steps() {
		if !before(at, to) {
			break
		}
		b, _ := l.Block(at)
		in := step.Input{}
		switch st := b.Step.(type) {
		case *step.Question:
			continue
		case *step.Try:
			in.Text = st.Solution().Source()
		}
		if s.State().Done(at) {
			continue
		}
		if _, err := s.Play(context.Background(), at, in); err != nil {
			return err
		}
	}
	return nil
}

// play plays a step, and lays out the text that it reveals.
func (m Lesson) play(at lessons.At, in step.Input) tea.Cmd {
	run := func() tea.Msg {
		result, err := m.session.Play(context.Background(), at, in)
		if err == nil {
			m.state, m.now = result.State, result.State.Now
			m.warm(at.Page)
		}
		return stepRanMsg{from: from{m.self}, gen: m.gen, at: at, result: result, err: err}
	}
	return tea.Batch(run, m.slow())
}

// rewind takes steps back by whatever way back the session offers.
func (m Lesson) rewind(back func(context.Context) (lessons.State, error)) tea.Cmd {
	run := func() tea.Msg {
		state, err := back(context.Background())
		return rewoundMsg{from: from{m.self}, gen: m.gen, state: state, err: err}
	}
	return tea.Batch(run, m.slow())
}

// reach plays everything before a step that has not been played yet.
func (m Lesson) reach(at lessons.At) tea.Cmd {
	run := func() tea.Msg {
		err := catchUp(m.session, m.deps.Lesson, at)
		return caughtUpMsg{from: from{m.self}, gen: m.gen, at: at, state: m.session.State(), err: err}
	}
	return tea.Batch(run, m.slow())
}

// ahead moves the clock.
func (m Lesson) ahead(d time.Duration) tea.Cmd {
	return func() tea.Msg { return clockMovedMsg{from: from{m.self}, now: m.session.Tick(d)} }
}

// tick waits a second and lets the session's time go by.
func (m Lesson) tick() tea.Cmd {
	session, self := m.session, m.self
	return tea.Tick(time.Second, func(time.Time) tea.Msg {
		return clockMovedMsg{from: from{self}, now: session.Tick(time.Second), tick: true}
	})
}

// slow reports when a command has not ended soon.
func (m Lesson) slow() tea.Cmd { return m.later(slowAfter) }

// spin moves the spinner on.
func (m Lesson) spin() tea.Cmd { return m.later(slowAfter) }

func (m Lesson) later(d time.Duration) tea.Cmd {
	msg := slowMsg{from: from{m.self}, gen: m.gen}
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// save hands events to whoever keeps progress.
func (m Lesson) save(events ...progress.Event) tea.Cmd {
	if m.deps.Save == nil || len(events) == 0 {
		return nil
	}
	write := m.deps.Save(events...)
	return func() tea.Msg {
		if err := write(); err != nil {
			return Toast{Text: "Your progress is not saved: " + err.Error()}
		}
		return nil
	}
}
