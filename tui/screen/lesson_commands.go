package screen

import (
	"context"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/lessons/step"
)

// open opens the session and plays what stands before the page that was asked for.
func (m Lesson) open() tea.Cmd {
	return func() tea.Msg {
		s, err := m.deps.Open()
		if err != nil {
			return sessionOpenedMsg{from: from{m.self}, err: err}
		}
		// A page that cannot be reached is begun without what stands before it: its steps say what they need.
		_ = catchUp(s, m.deps.Lesson, lessons.At{Page: m.firstPage()}, m.busy.tally)
		state := s.State()
		m.state, m.now = state, state.Now
		m.warm(m.firstPage())
		return sessionOpenedMsg{from: from{m.self}, session: s, state: state}
	}
}

// catchUp plays the steps before a place as they are proposed, those that were not played yet. Questions are left out.
func catchUp(s *lessons.Session, l *lessons.Lesson, to lessons.At, t *tally) error {
	missing := slices.DeleteFunc(slices.Clone(l.Steps()), func(at lessons.At) bool {
		b, _ := l.Block(at)
		_, question := b.Step.(*step.Question)
		return question || !before(at, to) || s.State().Done(at)
	})
	for i, at := range missing {
		t.set(i, len(missing))
		b, _ := l.Block(at)
		in := step.Input{}
		if try, ok := b.Step.(*step.Try); ok {
			in.Text = try.Solution().Source()
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
		err := catchUp(m.session, m.deps.Lesson, at, m.busy.tally)
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
