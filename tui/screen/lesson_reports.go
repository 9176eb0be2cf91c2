package screen

import (
	"context"
	"crypto/rsa"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
)

// What commands report. Every report says whose it is, so that it reaches no other screen, and those about the session say
// which command they answer, so that a late one changes nothing.
type (
	lessonReport interface{ screen() *lessonScreen }

	from struct{ self *lessonScreen }

	sessionOpenedMsg struct {
		from
		session *lessons.Session
		state   lessons.State
		err     error
	}
	stepRanMsg struct {
		from
		gen    int
		at     lessons.At
		result lessons.Result
		err    error
	}
	rewoundMsg struct {
		from
		gen   int
		state lessons.State
		err   error
	}
	wentMsg struct { // steps were played again, or another way was taken
		from
		gen   int
		state lessons.State
		past  []lessons.Past
		err   error
	}
	keysMsg struct { // what an issuer publishes
		from
		issuer string
		keys   map[string]*rsa.PublicKey
	}
	wayMsg struct { // what was chosen in the history
		from
		take func(context.Context) (lessons.State, error)
	}
	caughtUpMsg struct { // what stands before a step was played
		from
		gen   int
		at    lessons.At
		state lessons.State
		err   error
	}
	clockMovedMsg struct {
		from
		now  time.Time
		tick bool // a second went by, and the next one is to be waited for
	}
	slowMsg struct { // a command has been running for a while
		from
		gen int
	}
)

func (f from) screen() *lessonScreen { return f.self }

// told sorts reports.
func (m Lesson) told(msg lessonReport) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case sessionOpenedMsg:
		return m.opened(msg)
	case stepRanMsg:
		if msg.gen == m.gen {
			return m.ran(msg)
		}
	case rewoundMsg:
		if msg.gen == m.gen {
			return m.rewound(msg)
		}
	case wentMsg:
		if msg.gen == m.gen {
			return m.went(msg)
		}
	case keysMsg:
		m.panels.SetKeys(msg.issuer, msg.keys)
	case wayMsg:
		if m.busy.what == idle {
			return m.goes(msg.take)
		}
	case caughtUpMsg:
		if msg.gen == m.gen {
			return m.caughtUp(msg)
		}
	case clockMovedMsg:
		m.clock(msg.now)
		m.ticked()
		if msg.tick {
			return m, m.tick()
		}
	case slowMsg:
		if msg.gen == m.gen && m.busy.what != idle {
			return m.slowed()
		}
	}
	return m, nil
}

func (m Lesson) opened(msg sessionOpenedMsg) (Screen, tea.Cmd) {
	m.busy = lessonBusy{}
	if msg.err != nil {
		m.trouble = msg.err.Error()
		m.refresh()
		return m, nil
	}
	m.session, m.state, m.now, m.first = msg.session, msg.state, msg.state.Now, msg.state.Now
	m.page = m.firstPage()
	m.begin()
	m.passOver(lessons.At{Page: m.page})
	m.follow(m.state.Exchanges)
	m.turned()
	return m, tea.Batch(m.tick(), m.save(m.opening()))
}

// firstPage is the page that was asked for.
func (m Lesson) firstPage() int {
	for i, p := range m.deps.Lesson.Pages {
		if p.ID == m.deps.Page {
			return i
		}
	}
	return 0
}

// rewound shows the account as it was before.
func (m Lesson) rewound(msg rewoundMsg) (Screen, tea.Cmd) {
	m.busy = lessonBusy{}
	if msg.err != nil {
		m.refresh()
		return m, Say(msg.err.Error())
	}
	back, any := m.firstGone(msg.state)
	m.state, m.now = msg.state, msg.state.Now
	m.retry, m.paused, m.prepared = nil, false, nowhere()
	if !any {
		m.refresh()
		return m, Say("There is nothing to take back.")
	}
	m.forget(back)
	if m.page != back.Page {
		m.begin()
	}
	m.page = back.Page
	m.follow(m.state.Exchanges)
	m.turned()
	return m, nil
}

// caughtUp shows the step that could not run, with what it needs.
func (m Lesson) caughtUp(msg caughtUpMsg) (Screen, tea.Cmd) {
	m.busy = lessonBusy{}
	fresh := msg.state.Exchanges[len(m.state.Exchanges):]
	m.state, m.now = msg.state, msg.state.Now
	m.note(msg.at, func(n *stepNote) { *n = stepNote{} })
	m.passOver(msg.at)
	m.follow(fresh)
	m.refresh()
	m.look(msg.at)
	if msg.err != nil {
		return m, Say(msg.err.Error())
	}
	return m, nil
}

// firstGone is the first step, in the order of the lesson, that was played and is no longer.
func (m Lesson) firstGone(state lessons.State) (lessons.At, bool) {
	for _, at := range m.deps.Lesson.Steps() {
		_, was := m.state.Played[at]
		if _, is := state.Played[at]; was && !is {
			return at, true
		}
	}
	return lessons.At{}, false
}

// clock repaints what shows the time.
func (m *Lesson) clock(now time.Time) {
	if now.Unix() == m.now.Unix() {
		return
	}
	m.now = now
	m.panels.SetNow(now)
	m.repaintTimes()
	m.drawFoot()
}

// opening is the event of a page that came on the screen.
func (m Lesson) opening() progress.Event {
	l := m.deps.Lesson
	return progress.Event{Kind: progress.Opened, Lesson: l.ID, Page: l.Pages[m.page].ID}
}
