package screen

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/prose"
)

// Notes stand in the presenter's second terminal: what the lesson's author says to the presenter about the step that the
// class sees, the time on the page, and what comes next.
type Notes struct {
	env  Env
	deps NotesDeps
	keys notesKeys

	asked   bool // a first answer is there
	place   Presented
	lesson  *lessons.Lesson // of the place; nil while nobody presents
	trouble string          // why it cannot be shown
	now     time.Time

	width, height int
	text          pane.Model
	frame         string
}

// NotesDeps are what notes are made of.
type NotesDeps struct {
	// Next waits for the presenter's next place; the zero value says that nobody presents. It is called in a command, one
	// at a time.
	Next func() Presented
	// Lesson finds a lesson by its id. It is called in a command.
	Lesson func(id string) (*lessons.Lesson, error)
	// Now is the machine's clock.
	Now func() time.Time
	// Prose keeps text that was laid out; nil is a cache of its own.
	Prose *prose.Cache
}

type notesKeys struct{ Scroll, Back, Help key.Binding }

// What commands report.
type (
	presenterMovedMsg struct {
		place   Presented
		lesson  *lessons.Lesson
		trouble error
	}
	presenterSoughtMsg struct{} // it is time to look for a presenter again
	notesTickedMsg     struct{}
)

// What notes say where there is nothing else to say.
const (
	NobodyPresents = "Nobody presents yet. Open a lesson in another terminal and press p there: the notes follow."
	NoNotes        = "No notes stand here. The class reads for itself."
	LastPage       = "This is the last page."
)

// Astray says that the class sees a lesson, or a page of it, that is not here.
func Astray(lesson string) error {
	return fmt.Errorf("the class sees the lesson %s, which is not in this course; give --notes the --course of the presenter", lesson)
}

// NewNotes are notes that wait for a presenter.
func NewNotes(env Env, deps NotesDeps) Screen {
	if deps.Prose == nil {
		deps.Prose = &prose.Cache{}
	}
	return Notes{
		env: env, deps: deps, now: deps.Now(), text: pane.New(pane.NewStyles(env.Theme)),
		keys: notesKeys{
			Scroll: bind("↑↓", "scroll", "down", "up", "pgdown", "pgup"),
			Back:   bind("esc", "leave", "esc", "q"),
			Help:   bind("?", "help", "?", "f1"),
		},
	}
}

// Init looks for a presenter, and starts the clock.
func (m Notes) Init() tea.Cmd { return tea.Batch(m.follow(), m.tick()) }

// Title names the screen.
func (m Notes) Title() string { return "The presenter's notes" }

// Typing is false: there is nothing to type into.
func (m Notes) Typing() bool { return false }

// Keys are what can be pressed now.
func (m Notes) Keys() []key.Binding {
	if m.text.Above()+m.text.Below() > 0 {
		return []key.Binding{m.keys.Scroll, m.keys.Back, m.keys.Help}
	}
	return []key.Binding{m.keys.Back, m.keys.Help}
}

// SetSize lays the notes out.
func (m Notes) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Notes) View() string { return m.frame }

// Update sorts.
func (m Notes) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		m.text, _ = m.text.Update(msg) // a pane has no commands
		m.join()
	case presenterMovedMsg:
		return m.moved(msg)
	case presenterSoughtMsg:
		return m, m.follow()
	case notesTickedMsg:
		m.now = m.deps.Now()
		m.join()
		return m, m.tick()
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
		m.layOut()
	}
	return m, nil
}

func (m Notes) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Back):
		return m, Back()
	case key.Matches(msg, m.keys.Help):
		return m, Open(NewHelp(m.env, m))
	}
	m.text, _ = m.text.Update(msg)
	m.join()
	return m, nil
}

// follow waits for the presenter's next place.
func (m Notes) follow() tea.Cmd {
	return func() tea.Msg {
		place := m.deps.Next()
		if place == (Presented{}) {
			return presenterMovedMsg{}
		}
		lesson, err := m.deps.Lesson(place.Lesson)
		if err != nil || place.Page >= len(lesson.Pages) || place.Page < 0 {
			lesson, err = nil, Astray(place.Lesson)
		}
		return presenterMovedMsg{place, lesson, err}
	}
}

// moved shows the notes of another place, and waits for the next one. Where nobody presents, or nothing has changed, it
// looks again in a second.
func (m Notes) moved(msg presenterMovedMsg) (Screen, tea.Cmd) {
	again, later := m.follow(), tea.Tick(time.Second, func(time.Time) tea.Msg { return presenterSoughtMsg{} })
	if m.asked && msg.place == m.place {
		return m, later
	}
	if msg.place == (Presented{}) {
		again = later
	}
	m.asked, m.place, m.lesson, m.trouble, m.now = true, msg.place, msg.lesson, "", m.deps.Now()
	if msg.trouble != nil {
		m.trouble = msg.trouble.Error()
	}
	m.layOut()
	m.text.Top()
	m.join()
	return m, again
}

func (m Notes) tick() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return notesTickedMsg{} })
}

// notesTop is how many rows stand above the text: header, rule, place, and an empty line.
const notesTop = 4

// layOut lays the notes out.
func (m *Notes) layOut() {
	if m.width == 0 {
		return
	}
	width := min(m.width-4, mostCardWidth)
	m.text.SetSize(m.width, max(m.height-notesTop-footRows(m.height), 1))
	m.text.SetLines(indented(m.lines(width), 2))
	m.join()
}

// lines are the notes and what comes next.
func (m *Notes) lines(width int) []string {
	t := m.env.Theme
	switch {
	case !m.asked:
		return nil
	case m.trouble != "":
		return inked(t.Warning, m.trouble, width)
	case m.lesson == nil:
		return append(inked(t.Text, NobodyPresents, width),
			"", t.Code.Render("poolschool learn 010"))
	}
	lines := []string{t.Muted.Render(NoNotes)}
	if text := m.lesson.Notes(lessons.At{Page: m.place.Page, Block: m.place.Block}); text != "" {
		lines = cells.Wrap(cells.Clean(text), width)
		if r, err := m.deps.Prose.Render(text, nil, width, t); err == nil {
			lines = append([]string{}, r.Paint(nil)...)
		}
	}
	next := t.Muted.Render(LastPage)
	if i := m.place.Page + 1; i < len(m.lesson.Pages) {
		next = t.Muted.Render("Next: ") + t.Text.Render(cells.Cut(m.lesson.Pages[i].Title, width-6))
	}
	return append(lines, "", next)
}

// where is the line that names page and time.
func (m *Notes) where() string {
	t := m.env.Theme
	if m.lesson == nil || m.place.Page < 0 || m.place.Page >= len(m.lesson.Pages) {
		return cells.Blank(m.width)
	}
	at := fmt.Sprintf("Page %d of %d · ", m.place.Page+1, len(m.lesson.Pages))
	spent := t.Muted.Render("on this page ") + t.Title.Render(Spent(m.now.Sub(m.place.Since))) + "  "
	title := cells.Cut(m.lesson.Pages[m.place.Page].Title, max(m.width-cells.Width(at)-cells.Width(spent)-4, 1))
	return layout.Bar("  "+t.Muted.Render(at)+t.Heading.Render(title), spent, m.width)
}

func (m *Notes) join() {
	if m.width == 0 {
		return
	}
	t, title := m.env.Theme, "Notes"
	if m.lesson != nil {
		title = strings.Join([]string{title, m.lesson.Title}, ": ")
	}
	top := []string{layout.Header(t, title, m.width), layout.Rule(t.Border, m.width, ""), m.where(), cells.Blank(m.width)}
	m.frame = layout.Stack(top, m.text.Lines(), foot(t, m.Keys(), "", m.width, m.height))
}
