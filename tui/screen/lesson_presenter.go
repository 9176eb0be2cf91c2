package screen

import (
	"maps"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/component/pane"
)

// presenter shows a lesson to a class: a slide at a time, each a paragraph or a step. Session, page and present step are
// the lesson's own, so leaving it again leaves the lesson where the class is.
type presenter struct {
	on    bool
	blank bool // the screen is dark, until any key
	keys  presenterKeys
	place slide
	hands map[lessons.At][]int // raised for each choice of a question
	moved lessons.At           // the question whose choice was selected by arrows
	since time.Time            // when the page came on the screen, by the machine's clock
	now   time.Time            // of the last tick
	told  Presented            // what those who follow know

	bar   string // above the slide: where in the lesson, and for how long
	lines []string
	body  pane.Model
}

// slide is what is on the screen: a block, or a part of one.
type slide struct {
	at      lessons.At
	part    int  // of a text: its paragraphs are slides of their own
	verdict bool // a prediction once more, now that it is known what AWS does
}

// presenting begins.
func (m Lesson) presenting() (Screen, tea.Cmd) {
	if m.session == nil {
		return m, nil
	}
	m.presenter.on, m.presenter.keys, m.presenter.moved, m.stage = true, newPresenterKeys(), nowhere(), false
	m.presenter.body = pane.New(pane.NewStyles(m.env.Theme))
	m.closePanel()
	m.quietly()
	m.begin()
	m.presenter.place = m.slideNow()
	m.layOut()
	return m, nil
}

// presented ends it. The lesson is at the same page and step.
func (m Lesson) presented() (Screen, tea.Cmd) {
	m.presenter.on = false
	m.layOut()
	m.look(m.presenter.place.at)
	if at, _, ok := m.present(); ok {
		m.look(at)
	}
	return m, nil
}

// begin starts the page's time.
func (m *Lesson) begin() {
	if m.deps.Now != nil {
		m.presenter.since = m.deps.Now()
		m.presenter.now = m.presenter.since
	}
}

// quietly takes the keys from form and editor: the clicker's letter must not end up in a field.
func (m *Lesson) quietly() {
	m.form.SetActive(false)
	m.editor.SetActive(false)
}

// slides are those of the page that may be shown by now, in order. A prediction comes again behind the step that settles it.
func (m *Lesson) slides() []slide {
	var all []slide
	for _, at := range m.shown() {
		b, _ := m.deps.Lesson.Block(at)
		if b.Step == nil {
			for part := range m.paragraphs(at) {
				all = append(all, slide{at: at, part: part})
			}
			continue
		}
		all = append(all, slide{at: at})
		if m.passed(at) && b.Step.Runs() && m.settles(at) {
			all = append(all, slide{at: m.predicted(at), verdict: true})
		}
	}
	return all
}

// predicted is the prediction that a step settles.
func (m *Lesson) predicted(at lessons.At) lessons.At {
	for i := at.Block - 1; i >= 0; i-- {
		s := m.deps.Lesson.Pages[at.Page].Blocks[i].Step
		if s != nil && s.Kind() == step.KindPredict {
			return lessons.At{Page: at.Page, Block: i}
		}
	}
	return at
}

// slideNow is where the class is: the present step, if the page was begun, else the first slide of the page.
func (m *Lesson) slideNow() slide {
	all := m.slides()
	if at, _, ok := m.present(); ok && m.begun() {
		return slide{at: at}
	}
	switch {
	case len(all) == 0:
		return slide{at: nowhere()}
	case m.begun():
		return all[len(all)-1]
	}
	return all[0]
}

// slideTo puts a slide on the screen, from its first line.
func (m *Lesson) slideTo(s slide) {
	m.presenter.place = s
	m.drawSlide()
	m.presenter.body.Top()
	m.drawFoot()
}

// forward is the next thing: what is below, the next slide, the step that is open, the next page.
func (m Lesson) forward() (Screen, tea.Cmd) {
	all := m.slides()
	i := slices.Index(all, m.presenter.place)
	at, s, open := m.present()
	switch {
	case m.presenter.body.Below() > 0:
		m.presenter.body, _ = m.presenter.body.Update(tea.KeyMsg{Type: tea.KeyPgDown}) // a pane has no commands
		m.drawFoot()
	case i+1 < len(all):
		m.slideTo(all[i+1])
	case m.busy.what != idle:
	case open && m.notes[at].needs != nil:
		return m.entered()
	case open:
		return m.presentAct(at, s)
	case m.paused:
		m.paused = false
		m.refresh()
		if all = m.slides(); i+1 < len(all) {
			m.slideTo(all[i+1])
		}
	case m.page+1 < len(m.deps.Lesson.Pages):
		return m.turn(m.page + 1)
	default:
		return m, Say("That was the last page. p leads back to the lesson.")
	}
	return m, nil
}

// presentAct plays the step that is open. A question that nobody has answered is passed over: nobody said its first choice.
func (m Lesson) presentAct(at lessons.At, s step.Step) (Screen, tea.Cmd) {
	if q, ok := s.(*step.Question); ok {
		if !m.voted(at) {
			return m.presentSkip(at)
		}
		m.choice = m.majority(at, len(q.Asked.Choices))
	}
	return m.act(at, s)
}

// presentSkip leaves a step out and goes on to what is to be done next.
func (m Lesson) presentSkip(at lessons.At) (Screen, tea.Cmd) {
	next, cmd := m.skipped(at)
	m = next.(Lesson) // skipped returns what it was called on
	m.slideTo(m.slideNow())
	return m, cmd
}

// voted says that somebody has answered a question: by a raised hand, or by the arrows.
func (m Lesson) voted(at lessons.At) bool {
	return m.presenter.moved == at || slices.ContainsFunc(m.presenter.hands[at], func(n int) bool { return n > 0 })
}

// backward is the slide before, on the page before if need be.
func (m Lesson) backward() (Screen, tea.Cmd) {
	i := slices.Index(m.slides(), m.presenter.place)
	switch {
	case m.presenter.body.Above() > 0:
		m.presenter.body, _ = m.presenter.body.Update(tea.KeyMsg{Type: tea.KeyPgUp})
		m.drawFoot()
	case i > 0:
		m.slideTo(m.slides()[i-1])
	case m.page > 0:
		next, cmd := m.turn(m.page - 1)
		m = next.(Lesson) // turn returns what it was called on
		if all := m.slides(); len(all) > 0 {
			m.slideTo(all[len(all)-1])
		}
		return m, cmd
	}
	return m, nil
}

// presentRan goes on after a step: to what is to be done next, when it left nothing to see, else it stays with its answer.
func (m *Lesson) presentRan(at lessons.At) {
	m.quietly()
	place := slide{at: at}
	b, _ := m.deps.Lesson.Block(at)
	if k := b.Step.Kind(); m.passed(at) && (k == step.KindType || k == step.KindPredict) || m.retry != nil {
		if front, _, ok := m.present(); ok {
			place = slide{at: front}
		}
	}
	m.slideTo(place)
}

// raise counts hands for a choice; by may be negative.
func (m *Lesson) raise(at lessons.At, choice, by int) {
	b, _ := m.deps.Lesson.Block(at)
	q, ok := b.Step.(*step.Question)
	if !ok || choice < 0 || choice >= len(q.Asked.Choices) {
		return
	}
	counted := make([]int, len(q.Asked.Choices))
	copy(counted, m.presenter.hands[at])
	counted[choice] = min(max(counted[choice]+by, 0), mostHands)
	m.setHands(at, counted)
	m.choice = choice
}

// mostHands is more than sit in any room that looks at one screen.
const mostHands = 999

func (m *Lesson) setHands(at lessons.At, counted []int) {
	hands := maps.Clone(m.presenter.hands)
	if hands == nil {
		hands = map[lessons.At][]int{}
	}
	hands[at] = counted
	m.presenter.hands = hands
}

// majority is the choice for which most hands were raised: the selected one if it is among them.
func (m *Lesson) majority(at lessons.At, choices int) int {
	best := min(m.choice, choices-1)
	for i, n := range m.presenter.hands[at] {
		if n > m.presenter.hands[at][best] {
			best = i
		}
	}
	return best
}
