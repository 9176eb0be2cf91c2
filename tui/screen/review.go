package screen

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/progress"
	"poolschool/lessons/review"
	"poolschool/tui/component/pane"
	"poolschool/tui/component/prose"
)

// Review asks the questions that have come due, one after another, says at once why an answer is right or wrong, and ends with
// the results by idea.
type Review struct {
	env  Env
	deps ReviewDeps
	keys reviewKeys
	self *reviewScreen

	ready   bool
	trouble string
	hand    []review.Place // what this sitting asks
	waiting int            // cards that are due beyond it
	table   review.Table
	now     time.Time
	at      int // index of hand; behind the last one the results stand
	choice  int
	chosen  int // what was answered at the present card, -1 before
	right   int
	asked   int

	width, height int
	text          pane.Model
	frame         string
	caret         []int // the first line of each choice, while a question is open
}

// ReviewDeps is what a review is made of, beside its looks.
type ReviewDeps struct {
	// Lay puts the cards into their boxes, and tells the time by which they are due. It is called in commands.
	Lay func() (review.Table, time.Time, error)
	// Save notes an answer at once, without a time, and returns what writes it down, for a command.
	Save func(...progress.Event) (write func() error)
	// Most is how many questions one sitting asks; 0 is 10.
	Most int
	// Prose keeps text that was laid out; nil is a cache of its own.
	Prose *prose.Cache
}

// reviewScreen tells the messages of one review from those of another.
type reviewScreen struct{ _ byte }

// cardsLaidMsg reports the boxes.
type cardsLaidMsg struct {
	self  *reviewScreen
	table review.Table
	now   time.Time
	deal  bool // begin to ask
	err   error
}

type reviewKeys struct{ Answer, Next, More, Up, Down, Number, Skip, Page, Scroll, Help, Back key.Binding }

// NewReview is a review that is about to deal its cards.
func NewReview(env Env, deps ReviewDeps) Screen {
	if deps.Prose == nil {
		deps.Prose = &prose.Cache{}
	}
	if deps.Most < 1 {
		deps.Most = 10
	}
	return Review{
		env: env, deps: deps, self: &reviewScreen{}, chosen: -1, text: pane.New(pane.NewStyles(env.Theme)),
		keys: reviewKeys{
			Answer: bind("enter", "answer", "enter"), Next: bind("enter", "next question", "enter"), More: bind("enter", "more questions", "enter"),
			Up: bind("↑↓", "choose", "up", "k"), Down: bind("", "", "down", "j"),
			Number: bind("1-9", "answer at once", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
			Skip:   bind("s", "skip", "s"), Page: bind("p", "its page", "p"), Scroll: bind("pgdn", "read on", "pgdown", "pgup", " ", "b"),
			Help: bind("?", "help", "?", "f1"), Back: bind("esc", "back", "esc", "q"),
		},
	}
}

// Init deals.
func (m Review) Init() tea.Cmd { return m.lay(true) }

// lay asks how the cards lie. Text that will be on the screen is laid out in the same command.
func (m Review) lay(deal bool) tea.Cmd {
	return func() tea.Msg {
		table, now, err := m.deps.Lay()
		if err == nil && deal && m.width > 0 {
			due := table.Due(now)
			for _, p := range due[:min(len(due), m.deps.Most)] {
				m.hand, m.at, m.chosen = []review.Place{p}, 0, 0
				m.questionLines()
				m.answerLines()
			}
		}
		return cardsLaidMsg{m.self, table, now, deal, err}
	}
}

// Title names the screen.
func (m Review) Title() string { return "Review" }

// Typing is false: there is nothing to type into.
func (m Review) Typing() bool { return false }

// card is the present one; ok is false when none is left.
func (m Review) card() (review.Card, bool) {
	if m.at >= len(m.hand) {
		return review.Card{}, false
	}
	return m.hand[m.at].Card, true
}

// Keys are what can be pressed now, the likeliest first.
func (m Review) Keys() []key.Binding {
	k := m.keys
	var keys []key.Binding
	switch _, asking := m.card(); {
	case asking && m.chosen < 0:
		keys = []key.Binding{k.Answer, k.Up, k.Skip, k.Number}
	case asking:
		keys = []key.Binding{k.Next, k.Page}
	case m.waiting > 0:
		keys = []key.Binding{k.More}
	}
	if m.text.Above()+m.text.Below() > 0 {
		keys = append(keys, k.Scroll)
	}
	return append(keys, k.Help, k.Back)
}

// SetSize lays the screen out.
func (m Review) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.layOut()
	return m
}

// View is what layOut made.
func (m Review) View() string { return m.frame }

// Update sorts.
func (m Review) Update(msg tea.Msg) (Screen, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m, cmd = m.pressed(msg)
	case tea.MouseMsg:
		m, cmd = m.clicked(msg)
	case cardsLaidMsg:
		if msg.self != m.self {
			return m, nil
		}
		m.laid(msg)
	case Themed:
		m.env.Theme = msg.Theme
		m.text.SetStyles(pane.NewStyles(msg.Theme))
	default:
		return m, nil
	}
	m.layOut()
	return m, cmd
}

// laid takes the cards of a sitting, or only the results.
func (m *Review) laid(msg cardsLaidMsg) {
	m.ready = true
	if msg.err != nil {
		m.trouble = msg.err.Error()
		return
	}
	m.table, m.now = msg.table, msg.now
	due := m.table.Due(m.now)
	if !msg.deal {
		m.waiting = len(due)
		return
	}
	n := min(len(due), m.deps.Most)
	m.hand, m.waiting = due[:n:n], len(due)-n
	m.at, m.choice, m.chosen, m.right, m.asked = 0, 0, -1, 0, 0
	m.text.Top()
}

func (m Review) pressed(msg tea.KeyMsg) (Review, tea.Cmd) {
	k := m.keys
	card, asking := m.card()
	open := asking && m.chosen < 0
	switch {
	case key.Matches(msg, k.Back):
		return m, Back()
	case key.Matches(msg, k.Help):
		return m, Open(NewHelp(m.env, m))
	case open && key.Matches(msg, k.Answer):
		return m.answer(m.choice)
	case open && key.Matches(msg, k.Number):
		return m.answer(int(msg.Runes[0] - '1'))
	case open && key.Matches(msg, k.Up, k.Down):
		by := 1
		if key.Matches(msg, k.Up) {
			by = len(card.Question.Choices) - 1
		}
		m.choice = (m.choice + by) % len(card.Question.Choices)
	case open && key.Matches(msg, k.Skip), asking && !open && key.Matches(msg, k.Next):
		return m.next()
	case asking && !open && key.Matches(msg, k.Page):
		return m, LearnPage(card.Lesson.ID, card.Page.ID)
	case !asking && m.waiting > 0 && key.Matches(msg, k.More):
		return m, m.lay(true)
	default:
		m.text, _ = m.text.Update(msg) // a pane has no commands
	}
	return m, nil
}

// answer keeps a choice and shows why it is right or wrong.
func (m Review) answer(choice int) (Review, tea.Cmd) {
	card, _ := m.card()
	event, ok := card.Answered(choice)
	if !ok {
		return m, nil
	}
	m.chosen, m.choice = choice, choice
	m.asked++
	if event.Right {
		m.right++
	}
	m.text.Top()
	if m.deps.Save == nil {
		return m, nil
	}
	write := m.deps.Save(event)
	return m, func() tea.Msg {
		if err := write(); err != nil {
			return Toast{Text: "Your answer is not saved: " + err.Error()}
		}
		return nil
	}
}

// next shows the next card; behind the last one the results.
func (m Review) next() (Review, tea.Cmd) {
	m.at++
	m.choice, m.chosen = 0, -1
	m.text.Top()
	if m.at < len(m.hand) {
		return m, nil
	}
	return m, m.lay(false)
}

// clicked selects the choice under the mouse, and answers with it if it was selected.
func (m Review) clicked(msg tea.MouseMsg) (Review, tea.Cmd) {
	if !pressedLeft(msg) {
		m.text, _ = m.text.Update(msg) // a pane has no commands
		return m, nil
	}
	line, ok := m.text.LineAt(msg.Y - reviewAbove)
	if !ok || m.chosen >= 0 || len(m.caret) == 0 || line < m.caret[0] || line >= m.caret[len(m.caret)-1] {
		return m, nil
	}
	for i := range len(m.caret) - 1 {
		if line >= m.caret[i] && line < m.caret[i+1] {
			if i == m.choice {
				return m.answer(i)
			}
			m.choice = i
		}
	}
	return m, nil
}
