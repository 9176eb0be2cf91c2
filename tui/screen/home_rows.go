package screen

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/theme"
)

// homeRow is a line of the map. A row without open is a heading or empty.
type homeRow struct {
	title string
	note  string // at the right end
	mark  string // before the title: done, or the lesson's number
	done  bool
	here  bool // where the learner is
	side  theme.Side
	open  tea.Cmd
	does  string // what enter does: "go on"

	lesson string // its id, for the row of a lesson

	head, about string // the card
}

// otherTracks come after these, in the order in which the course has them.
func trackOrder() []string {
	return []string{"Half an hour", "User pools", "Identity pools", "Arguments"}
}

// trackSide is the pool that a track is about.
func trackSide(track string) theme.Side {
	switch track {
	case "User pools":
		return theme.UserPool
	case "Identity pools":
		return theme.IdentityPool
	}
	return theme.NoSide
}

// filter makes the rows: all of them in tracks, or those that the search finds.
func (m *CourseMap) filter() {
	m.rows = nil
	if words := strings.Fields(strings.ToLower(m.search.Value())); m.typing && len(words) > 0 {
		m.found(words)
		return
	}
	m.goOn()
	for _, track := range m.tracks() {
		m.track(track)
	}
	if len(m.deps.Entries) == 0 {
		return
	}
	m.rows = append(m.rows, homeRow{}, homeRow{title: "More"})
	for _, e := range m.deps.Entries {
		m.rows = append(m.rows, m.entryRow(e))
	}
}

// goOn is the first row: where the learner goes on, or begins.
func (m *CourseMap) goOn() {
	l, ok := m.nextLesson()
	if !ok {
		return
	}
	row := m.lessonRow(l)
	row.mark, row.done, row.here = "", false, false
	row.title, row.does = "Begin: "+l.Title, "begin"
	if m.progress.Lesson != "" {
		row.title, row.does = "Continue: "+l.Title, "continue"
	}
	if l.ID == m.progress.Lesson && m.progress.Place != "" {
		row.note = m.progress.Place
	}
	m.rows = append(m.rows, row, homeRow{})
}

// nextLesson is the lesson to go on with: the one that was left, the first that is not done, or, when all are, the first.
func (m *CourseMap) nextLesson() (HomeLesson, bool) {
	for _, l := range m.deps.Lessons {
		if l.ID == m.progress.Lesson && !m.progress.Passed(l.ID) {
			return l, true
		}
	}
	after := slices.IndexFunc(m.deps.Lessons, func(l HomeLesson) bool { return l.ID == m.progress.Lesson })
	for _, l := range slices.Concat(m.deps.Lessons[max(after, 0):], m.deps.Lessons) {
		if !m.progress.Passed(l.ID) {
			return l, true
		}
	}
	if len(m.deps.Lessons) == 0 {
		return HomeLesson{}, false
	}
	return m.deps.Lessons[0], true
}

func (m *CourseMap) tracks() []string {
	var tracks []string
	for _, l := range m.deps.Lessons {
		if !slices.Contains(tracks, l.Track) {
			tracks = append(tracks, l.Track)
		}
	}
	order := trackOrder()
	place := func(track string) int {
		if i := slices.Index(order, track); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(tracks, func(a, b string) int { return place(a) - place(b) })
	return tracks
}

// track writes a heading and the lessons below it.
func (m *CourseMap) track(name string) {
	at := len(m.rows)
	if at > 0 && m.rows[at-1].title != "" {
		m.rows = append(m.rows, homeRow{})
		at++
	}
	title := name
	if title == "" {
		title = "Lessons"
	}
	m.rows = append(m.rows, homeRow{title: title, side: trackSide(name)})
	done, all, left := 0, 0, 0
	for _, l := range m.deps.Lessons {
		if l.Track != name {
			continue
		}
		all++
		if m.progress.Passed(l.ID) {
			done++
		} else {
			left += l.Minutes
		}
		m.rows = append(m.rows, m.lessonRow(l))
	}
	switch {
	case done == all:
		m.rows[at].note = "all done"
	case done > 0:
		m.rows[at].note = fmt.Sprintf("%d of %d · %d min left", done, all, left)
	default:
		m.rows[at].note = fmt.Sprintf("%d min", left)
	}
}

func (m *CourseMap) lessonRow(l HomeLesson) homeRow {
	row := homeRow{
		title: l.Title, note: fmt.Sprintf("%d min", l.Minutes), mark: fmt.Sprint(shortNumber(l.Number)),
		done: m.progress.Passed(l.ID), lesson: l.ID, here: l.ID == m.progress.Lesson, side: trackSide(l.Track), open: m.lesson(l.ID), does: "open",
		about: l.Goal,
	}
	row.head = fmt.Sprintf("Lesson %d · %d minutes", shortNumber(l.Number), l.Minutes)
	switch {
	case row.done && !m.progress.Done[l.ID]:
		row.head += " · known"
	case row.done:
		row.head += " · done"
		row.does = "open again"
	case row.here:
		row.head += " · begun"
		if m.progress.Place != "" {
			row.head += ", " + m.progress.Place
		}
		row.does = "continue"
	}
	return row
}

// shortNumber is a lesson's number as people say it: files count by tens, so that a lesson can come between two.
func shortNumber(n int) int {
	if n%10 == 0 {
		return n / 10
	}
	return n
}

func (m *CourseMap) entryRow(e HomeEntry) homeRow {
	return homeRow{title: e.Title, open: opened(e.Open), does: "open", about: e.About}
}

// found are the rows in which all words stand, somewhere.
func (m *CourseMap) found(words []string) {
	hits := func(texts ...string) bool {
		all := strings.ToLower(strings.Join(texts, " "))
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(all, w) })
	}
	for _, l := range m.deps.Lessons {
		if hits(fmt.Sprint(shortNumber(l.Number)), fmt.Sprintf("%03d", l.Number), l.ID, l.Title, l.Track, l.Goal) {
			m.rows = append(m.rows, m.lessonRow(l))
		}
	}
	for _, e := range m.deps.Entries {
		if hits(e.Title, e.About) {
			m.rows = append(m.rows, m.entryRow(e))
		}
	}
	if len(m.rows) == 0 {
		m.rows = append(m.rows, homeRow{title: "Nothing has all of these words."})
	}
	if search, query := m.deps.Search, m.search.Value(); search != nil {
		m.rows = append(m.rows, homeRow{}, homeRow{
			title: "Search the text of all pages", open: opened(func() (Screen, error) { return search(query) }), does: "search",
			about: "Every page of the course with these words in it.",
		})
	}
}

// firstRow is the first row that can be opened.
func (m *CourseMap) firstRow() int {
	return max(slices.IndexFunc(m.rows, func(r homeRow) bool { return r.open != nil }), 0)
}
