package screen

import (
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/input"
	"poolschool/tui/component/layout"
	"poolschool/tui/component/pane"
)

// HomeLesson is a lesson as the map shows it.
type HomeLesson struct {
	ID      string
	Number  int // 120
	Title   string
	Track   string // the heading that it stands under
	Minutes int
	Goal    string // one line: what one can do afterwards
}

// HomeEntry is something else that home opens: the flowchart, the glossary. What is not there yet is not handed in, and so not
// shown.
type HomeEntry struct {
	Title string
	About string // one line
	Open  func() (Screen, error)
}

// HomeProgress is how far the learner is.
type HomeProgress struct {
	Done   map[string]bool // finished lessons, by id
	Known  map[string]bool // lessons that the learner knows without having finished them, by id
	Lesson string          // where to go on; "" on a first start
	Place  string          // where in that lesson, in a few words: "page 3 of 8"; may be ""
}

// HomeDeps is what home shows and opens.
type HomeDeps struct {
	Lessons []HomeLesson // in the order of the course
	Entries []HomeEntry
	// Progress is asked at the beginning and each time home comes up again. It answers at once. nil is nothing done.
	Progress func() HomeProgress
	// Open makes the screen of a lesson, at the place where the learner left it. It is called in a command.
	Open func(id string) (Screen, error)
	// OpenPage makes the screen of a lesson at one of its pages; nil leads to where the learner left it.
	OpenPage func(id, page string) (Screen, error)
	// Know notes that the learner knows a lesson, or does not after all, and returns what writes it down, for a command; nil
	// leaves the key out.
	Know func(id string, known bool) (write func() error)
	// Closing says what the learner can explain after a whole track, line by line. A track without lines has its lessons' goals.
	Closing map[string][]string
	// Search makes the screen that searches the text of all pages; nil leaves it out. It is called in a command.
	Search func(query string) (Screen, error)
}

// CourseMap is home, the map of the course: where to go on, all lessons by track, and whatever else can be opened. It stands at the
// bottom of the stack and opens the lessons that other screens ask for.
type CourseMap struct {
	env      Env
	deps     HomeDeps
	keys     homeKeys
	progress HomeProgress

	rows   []homeRow
	cursor int // index of a row that can be opened
	search textinput.Model
	typing bool // letters go to the search

	width, height int
	list, card    pane.Model
	top, foot     []string
	between       []string // above the card where it stands below the list
}

type homeKeys struct {
	Open, Up, Down, Know, PageUp, PageDown, First, Last, Search, Stop, Help, Quit, Find key.Binding
}

func newHomeKeys() homeKeys {
	return homeKeys{
		Open:     bind("enter", "open", "enter"),
		Up:       bind("↑↓", "select", "up", "k"),
		Down:     bind("", "", "down", "j"),
		Know:     bind("i", "I know this", "i"),
		PageUp:   bind("pgup", "page up", "pgup", "b"),
		PageDown: bind("pgdn", "page down", "pgdown", " "),
		First:    bind("home", "to the top", "home", "g"),
		Last:     bind("end", "to the end", "end", "G"),
		Search:   bind("/", "search", "/"),
		Stop:     bind("esc", "end the search", "esc"),
		Help:     bind("?", "help", "?", "f1"),
		Quit:     bind("q", "quit", "q"),
		Find:     bind("ctrl+p", "find anything", "ctrl+p"),
	}
}

// NewHome is the map with the place to go on selected.
func NewHome(env Env, deps HomeDeps) Screen {
	m := CourseMap{env: env, deps: deps, keys: newHomeKeys()}
	m.dress()
	m.refresh()
	m.cursor = m.firstRow()
	return m
}

// dress takes everything that has colours from the theme.
func (m *CourseMap) dress() {
	styles := pane.NewStyles(m.env.Theme)
	if m.search.Prompt == "" && m.search.Width == 0 {
		m.list, m.card, m.search = pane.New(styles), pane.New(styles), input.New(m.env.Theme, 20)
		m.search.Prompt = "/ "
		return
	}
	m.list.SetStyles(styles)
	m.card.SetStyles(styles)
	input.Wear(&m.search, m.env.Theme)
}

// refresh asks how far the learner is and makes the rows anew.
func (m *CourseMap) refresh() {
	if m.deps.Progress != nil {
		m.progress = m.deps.Progress()
	}
	m.filter()
}

// Init has nothing to start.
func (m CourseMap) Init() tea.Cmd { return nil }

// Typing says that letters go to the search.
func (m CourseMap) Typing() bool { return m.typing }

// Title names the screen.
func (m CourseMap) Title() string { return "Course" }

// SetSize lays the screen out.
func (m CourseMap) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// Update sorts.
func (m CourseMap) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case OpenLesson:
		return m, m.lessonPage(msg.ID, msg.Page)
	case SearchCourse:
		if search := m.deps.Search; search != nil {
			return m, opened(func() (Screen, error) { return search(msg.Query) })
		}
		return m, Say("There is nothing to search.")
	case Shown:
		return m.returned()
	case lessonKnownMsg:
		return m.knew(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.dress()
		m.layOut()
	}
	return m, nil
}

// returned is home after a lesson: what was done is marked, and the place to go on is selected.
func (m CourseMap) returned() (Screen, tea.Cmd) {
	before := m.progress
	m.refresh()
	if before.Lesson != m.progress.Lesson || before.Place != m.progress.Place {
		m.cursor = m.firstRow()
	}
	m.layOut()
	return m, m.congratulate(before)
}

// lesson opens a lesson by its id.
func (m CourseMap) lesson(id string) tea.Cmd {
	open := m.deps.Open
	if open == nil {
		return nil
	}
	return opened(func() (Screen, error) { return open(id) })
}

// lessonPage opens a lesson at a page.
func (m CourseMap) lessonPage(id, page string) tea.Cmd {
	open := m.deps.OpenPage
	if open == nil || page == "" {
		return m.lesson(id)
	}
	return opened(func() (Screen, error) { return open(id, page) })
}

// opened makes a screen and puts it on top, or says why that cannot be.
func opened(open func() (Screen, error)) tea.Cmd {
	return func() tea.Msg {
		s, err := open()
		if err != nil {
			return Toast{Text: err.Error()}
		}
		return Push{Screen: s}
	}
}

// View joins what layOut made.
func (m CourseMap) View() string {
	if m.width == 0 {
		return ""
	}
	if m.twoColumns() {
		return layout.Stack(m.top, layout.Columns(m.env.Theme.Border.Render("│"), m.list.Lines(), m.card.Lines()), m.foot)
	}
	return layout.Stack(m.top, m.list.Lines(), m.between, m.card.Lines(), m.foot)
}

// Keys are what can be pressed now, the likeliest first.
func (m CourseMap) Keys() []key.Binding {
	k := m.keys
	var keys []key.Binding
	if m.cursor >= 0 && m.cursor < len(m.rows) && m.rows[m.cursor].open != nil {
		k.Open.SetHelp("enter", m.rows[m.cursor].does)
		keys = append(keys, k.Open, k.Up)
	}
	if m.typing {
		return append(keys, k.Stop)
	}
	if at, ok := m.knowable(); ok {
		if m.progress.Known[at] {
			k.Know.SetHelp("i", "not known after all")
		}
		keys = append(keys, k.Know)
	}
	keys = append(keys, k.Search, k.Help, k.Quit, k.Find) // App listens to the last one
	if m.list.Above()+m.list.Below() > 0 {
		keys = append(keys, k.PageDown, k.PageUp, k.First, k.Last)
	}
	return keys
}
