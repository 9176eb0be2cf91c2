package screen

import (
	"time"

	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/diagram"
	"poolschool/lessons/progress"
	"poolschool/lessons/snippet"
	"poolschool/tui/component/editor"
	"poolschool/tui/component/form"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/panels"
	"poolschool/tui/component/prose"
	"poolschool/tui/component/sequence"
)

// Lesson plays a lesson: the text and what is to be done on the left, the calls and what they mean on the right.
//
// A page is revealed step by step. The present step is the first one of the page that is not passed; everything below it
// is still hidden. After a step that brought something to read, the screen waits for a key before it shows the next one.
//
// The session belongs to the commands. What is drawn comes from the snapshots that they report.
type Lesson struct {
	env  Env
	deps LessonDeps
	keys lessonKeys
	self *lessonScreen
	gen  int // of the last command that changes the session

	session *lessons.Session // nil until it is open
	trouble string           // why it cannot be opened
	state   lessons.State
	now     time.Time
	first   time.Time // when the lesson began, by the account's clock
	busy    lessonBusy

	page   int
	paused bool // the present step waits until what came of the last one is read
	notes  map[lessons.At]stepNote
	retry  *lessonRetry

	choice   int // the selected answer of the present question
	form     form.Model
	editor   editor.Model
	prepared lessons.At // the step that choice, form and editor belong to

	width, height int
	size          lessonSize
	stage         bool // the calls have the whole screen, and the keys
	panel         bool // between the widths for one and two columns: the panel is open below the text
	menu          lessonMenu
	replay        lessonReplay
	presenter     presenter

	text     pane.Model
	sections []lessonSection
	diagram  sequence.Model
	panels   panels.Model
	selected int // the exchange in the panels, 0 before the first
	top      []string
	foot     []string
}

// LessonDeps is what a lesson screen is made of, beside its looks.
type LessonDeps struct {
	Lesson *lessons.Lesson
	// Kind stands before the title in place of the lesson's number, where it is no lesson of the course: "Run it".
	Kind string
	// Open opens the learner's session, on an account of its own. It is called once, in a command.
	Open func() (*lessons.Session, error)
	// Next is the lesson that is offered at the end; nil after the last.
	Next *lessons.Lesson
	// Page is the id of the page to begin with: where a link leads, or where the learner left off. The steps before it
	// are played with what they propose. "" and unknown ids are the first page.
	Page string
	// Save notes at once what the learner did, and returns what writes it down, for a command; nil keeps nothing. The
	// events are without a time: whoever keeps them knows the machine's.
	Save func(...progress.Event) (write func() error)
	// Sandbox makes the screen in which anything can be tried on a copy of the session's account; nil leaves the key out.
	Sandbox func(*lessons.Session) Screen
	// Diagram is the picture that lights up while the lesson runs; nil leaves the key out.
	Diagram *diagram.Diagram
	// Code are snippets that make the same calls with the SDKs; none leave the key out.
	Code []snippet.Snippet
	// Now is the machine's clock, for the time that a presenter spends on a page; nil shows none.
	Now func() time.Time
	// Present notes at once where the presenter is, the zero value for nowhere, and returns what tells it, for a command;
	// nil tells nobody.
	Present func(Presented) (tell func() error)
	// Keys are how many of the RSA keys that accounts sign with are made, and how many there will be; nil does not say.
	Keys func() (made, all int)
	// Divider is the line between the columns; nil is one of its own.
	Divider *Divider
	// Prose keeps text that was laid out. All lessons of a process may share one; nil is one of its own.
	Prose *prose.Cache
}

// lessonScreen tells the messages of one screen from those of another with the same lesson.
type lessonScreen struct{ _ byte }

// lessonRetry is a form to fill in again, and the refused step that follows it.
type lessonRetry struct{ form, step lessons.At }

// stepNote is what the screen remembers of a block beside the session's state.
type stepNote struct {
	seen    bool // it has been on the screen
	values  valuesThen
	skipped bool
	settled bool // it did not do what the lesson expects, and nothing can be typed to change that
	message string
	needs   *lessons.At // the step that must run first
	hints   int         // of a try
	// secrets are what the secret fields of a form proposed at first; what is typed takes the place of their values
	secrets map[string]string
}

// NewLesson is a lesson at its beginning.
func NewLesson(env Env, deps LessonDeps) Screen {
	if deps.Prose == nil {
		deps.Prose = &prose.Cache{}
	}
	if deps.Divider == nil {
		deps.Divider = &Divider{}
	}
	m := Lesson{env: env, deps: deps, keys: newLessonKeys(), self: &lessonScreen{}, prepared: nowhere()}
	m.busy = lessonBusy{what: opening, tally: &tally{}}
	m.dress()
	return m
}

// nowhere is the place of no block.
func nowhere() lessons.At { return lessons.At{Page: -1, Block: -1} }

// Init opens the session.
func (m Lesson) Init() tea.Cmd { return tea.Batch(m.open(), m.slow()) }

// Typing says that letters are text.
func (m Lesson) Typing() bool { return m.typing() || m.panels.Forging() || m.presenter.blank }

// Title names the lesson.
func (m Lesson) Title() string { return m.deps.Lesson.Title }

// Update sorts, and tells those who follow a presenter.
func (m Lesson) Update(msg tea.Msg) (Screen, tea.Cmd) {
	next, cmd := m.sorted(msg)
	if lesson, ok := next.(Lesson); ok {
		return lesson.tells(cmd)
	}
	return next, cmd
}

func (m Lesson) sorted(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg), nil
	case lessonReport:
		if msg.screen() == m.self {
			return m.told(msg)
		}
	case Shown:
		m.presenter.told = Presented{} // another screen may have told of another presenter meanwhile
	case spinner.TickMsg:
		return m.spun(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.menu = lessonMenu{} // its lines have the old colours
		m.dress()
		m.layOut()
	}
	return m, nil
}

// dress takes everything that has colours from the theme.
func (m *Lesson) dress() {
	t := m.env.Theme
	m.text.KeyMap, m.text.Styles = pane.DefaultKeyMap(), pane.NewStyles(t)
	if m.diagram.KeyMap.Fold.Keys() == nil {
		m.diagram = sequence.New(sequence.NewStyles(t))
		m.panels = panels.New(panels.NewStyles(t))
		m.panels.SetTabs(m.tabs())
		m.diagram.SetPlan(lifelines(), planned(m.deps.Lesson))
		return
	}
	m.diagram.SetStyles(sequence.NewStyles(t))
	m.panels.SetStyles(panels.NewStyles(t))
	m.form.SetTheme(t)
	m.editor.SetStyles(editor.NewStyles(t))
}
