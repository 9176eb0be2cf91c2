package screen

import (
	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/component/cells"
)

// lessonSection is a block of the page as lines.
type lessonSection struct {
	at    lessons.At
	lines []string
	timed bool
	caret int // the line that must be in sight, -1 for the whole section
}

// drawPage draws every block of the page that is revealed, and what enter does at its end.
func (m *Lesson) drawPage() {
	if m.width == 0 {
		return
	}
	if m.presenter.on {
		m.drawSlide()
		return
	}
	m.sections = nil
	if m.session == nil {
		m.sections = []lessonSection{{at: nowhere(), lines: m.waitingLines(), caret: -1}}
		m.fill()
		return
	}
	m.reveal()
	for _, at := range m.shown() {
		m.sections = append(m.sections, m.section(at))
	}
	if lines := m.endLines(); lines != nil {
		m.sections = append(m.sections, lessonSection{at: nowhere(), lines: lines, caret: -1})
	}
	m.fill()
}

// section draws one block.
func (m *Lesson) section(at lessons.At) lessonSection {
	b, _ := m.deps.Lesson.Block(at)
	if b.Step == nil {
		return lessonSection{at: at, lines: m.words(b.Prose, at, m.size.prose), timed: timed(b.Prose), caret: -1}
	}
	front, _, open := m.present()
	s := lessonSection{at: at, caret: -1}
	present := open && front == at
	s.lines, s.caret = m.stepLines(at, b.Step, present)
	s.lines = m.bar(s.lines, present)
	return s
}

// stepLines draws a step; caret is the line that the keys act on.
func (m *Lesson) stepLines(at lessons.At, s step.Step, present bool) (lines []string, caret int) {
	switch s := s.(type) {
	case *step.Question:
		return m.questionLines(at, s, present)
	case *step.Form:
		return m.formLines(at, s, present)
	case *step.Try:
		return m.tryLines(at, s, present)
	case *step.Inspect:
		return m.inspectLines(at, s), -1
	case *step.Wait:
		return m.waitLines(at, s), -1
	case *step.Break:
		return m.breakLines(at, s), -1
	}
	return m.callLines(at, s), -1
}

// redraw draws the section of one block anew.
func (m *Lesson) redraw(at lessons.At) {
	if m.presenter.on {
		m.drawSlide()
		return
	}
	for i := range m.sections {
		if m.sections[i].at == at {
			sections := append([]lessonSection(nil), m.sections...)
			sections[i] = m.section(at)
			m.sections = sections
			m.fill()
			return
		}
	}
}

// repaintTimes draws what shows how much time is left.
func (m *Lesson) repaintTimes() {
	for _, s := range m.sections {
		if s.timed {
			m.redraw(s.at)
		}
	}
}

// fill puts the sections below each other into the pane, an empty line between them.
func (m *Lesson) fill() {
	var lines []string
	for i, s := range m.sections {
		if i > 0 {
			lines = append(lines, "")
		}
		for _, l := range s.lines {
			lines = append(lines, " "+l)
		}
	}
	m.text.SetLines(lines)
}

// span are the first and last line of a block in the pane.
func (m *Lesson) span(at lessons.At) (first, last, caret int, ok bool) {
	n := 0
	for _, s := range m.sections {
		if s.at == at {
			caret = -1
			if s.caret >= 0 {
				caret = n + s.caret
			}
			return n, n + len(s.lines) - 1, caret, true
		}
		n += len(s.lines) + 1
	}
	return 0, 0, -1, false
}

// end is the last line of the page.
func (m *Lesson) end() int {
	n := -1
	for _, s := range m.sections {
		n += len(s.lines) + 1
	}
	return max(n-1, 0)
}

// look scrolls so that a block can be read from its first line, with as much of what follows as fits. The line that the
// keys act on counts most.
func (m *Lesson) look(at lessons.At) {
	if m.presenter.on {
		m.drawFoot()
		return
	}
	m.text.ScrollTo(m.end())
	if first, _, caret, ok := m.span(at); ok {
		m.text.ScrollTo(first)
		if caret >= 0 {
			m.text.ScrollTo(caret)
		}
	}
	m.drawFoot() // what enter does depends on what is in sight
}

// refresh draws the page and the footer anew and keeps the place.
func (m *Lesson) refresh() {
	m.prepare()
	m.drawPage()
	m.drawFoot()
}

// turned shows a page that was not on the screen before.
func (m *Lesson) turned() {
	m.refresh()
	if m.presenter.on {
		m.slideTo(m.slideNow())
		return
	}
	m.text.Top()
	if at, _, ok := m.present(); ok && m.begun() {
		m.look(at)
		return
	}
	m.drawFoot()
}

// begun says that a step of the page was passed, so the learner has been here.
func (m *Lesson) begun() bool {
	for i, b := range m.deps.Lesson.Pages[m.page].Blocks {
		if b.Step != nil && m.passed(lessons.At{Page: m.page, Block: i}) {
			return true
		}
	}
	return false
}

// waitingLines stand where the page will be.
func (m *Lesson) waitingLines() []string {
	t := m.env.Theme
	if m.trouble != "" {
		lines := append([]string{t.Deny.Render("This lesson cannot be opened."), ""}, cells.Wrap(cells.Clean(m.trouble), m.size.prose)...)
		return append(lines, "", m.prompt("esc", "back"))
	}
	if m.busy.slow {
		return []string{m.waitingLine("Opening the account")}
	}
	return []string{""}
}
