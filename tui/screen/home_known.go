package screen

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// lessonKnownMsg reports that it is kept whether the learner knows a lesson.
type lessonKnownMsg struct{ err error }

// Passed says that a lesson need not be offered: it is finished, or known.
func (p HomeProgress) Passed(id string) bool { return p.Done[id] || p.Known[id] }

// knowable is the selected lesson, if it is not finished.
func (m CourseMap) knowable() (id string, ok bool) {
	if m.deps.Know == nil || m.cursor < 0 || m.cursor >= len(m.rows) {
		return "", false
	}
	id = m.rows[m.cursor].lesson
	return id, id != "" && !m.progress.Done[id]
}

// know keeps that the learner knows the selected lesson, or takes it back.
func (m CourseMap) know() tea.Cmd {
	id, ok := m.knowable()
	if !ok {
		return nil
	}
	write := m.deps.Know(id, !m.progress.Known[id])
	return func() tea.Msg { return lessonKnownMsg{write()} }
}

// knew marks what was kept. The cursor stays on the lesson, also when the row above says now to go on elsewhere.
func (m CourseMap) knew(msg lessonKnownMsg) (Screen, tea.Cmd) {
	if msg.err != nil {
		return m, Say("That is not saved: " + msg.err.Error())
	}
	before := m.progress
	m.refresh()
	m.cursor = min(m.cursor, len(m.rows)-1)
	if m.cursor < 0 || m.rows[m.cursor].open == nil {
		m.cursor = m.firstRow()
	}
	m.layOut()
	return m, m.congratulate(before)
}

// congratulate tells of a track that was completed since then.
func (m CourseMap) congratulate(before HomeProgress) tea.Cmd {
	for _, track := range m.tracks() {
		if m.complete(track, m.progress) && !m.complete(track, before) {
			return Open(NewCard(m.env, m.closing(track)))
		}
	}
	return nil
}

// complete says that all lessons of a track are passed.
func (m CourseMap) complete(track string, p HomeProgress) bool {
	return !slices.ContainsFunc(m.deps.Lessons, func(l HomeLesson) bool { return l.Track == track && !p.Passed(l.ID) })
}

// closing is what the learner is told at the end of a track.
func (m CourseMap) closing(track string) CardDeps {
	heading, lines := "You can now explain", m.deps.Closing[track]
	if len(lines) == 0 {
		heading = "You can now"
		for _, l := range m.deps.Lessons {
			if l.Track == track && l.Goal != "" {
				lines = append(lines, l.Goal)
			}
		}
	}
	title := "All lessons are done"
	if track != "" {
		title = track + ": done"
	}
	next := "That was the whole course. The sandbox and the reference stay open."
	if slices.ContainsFunc(m.deps.Lessons, func(l HomeLesson) bool { return !m.progress.Passed(l.ID) }) {
		next = "The other tracks go deeper, in whatever order you like. Review brings questions back when they are due."
	}
	return CardDeps{
		Title: title, Side: trackSide(track),
		Parts: []CardPart{{Heading: heading, Text: "· " + strings.Join(lines, "\n· ")}, {Heading: "From here", Text: next}},
	}
}
