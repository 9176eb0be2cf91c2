package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/layout"
	"poolschool/tui/theme"
)

// Welcome is what the very first start shows: three lines, and one key that opens the first lesson.
type Welcome struct {
	env           Env
	first         string // id of the lesson
	begin, leave  key.Binding
	width, height int
	frame         string
}

// NewWelcome is the welcome before the lesson with that id.
func NewWelcome(env Env, first string) Screen {
	return Welcome{
		env: env, first: first,
		begin: bind("enter", "begin", "enter", " "),
		leave: bind("esc", "to the map", "esc", "q"),
	}
}

// Init has nothing to start.
func (m Welcome) Init() tea.Cmd { return nil }

// Typing is false: there is nothing to type into.
func (m Welcome) Typing() bool { return false }

// Title names the screen.
func (m Welcome) Title() string { return "Welcome" }

// Keys are to begin and to leave.
func (m Welcome) Keys() []key.Binding { return []key.Binding{m.begin, m.leave} }

// SetSize lays the screen out.
func (m Welcome) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.draw()
	return m
}

// Update begins, or leaves.
func (m Welcome) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, m.begin):
			return m, Learn(m.first)
		case key.Matches(msg, m.leave):
			return m, Back()
		}
	case Themed:
		m.env.Theme = msg.Theme
		m.draw()
	}
	return m, nil
}

// View is what SetSize drew.
func (m Welcome) View() string { return m.frame }

func (m *Welcome) draw() {
	t := m.env.Theme
	lines := []string{
		t.Text.Render("Two AWS services have nearly the same name. Here you run both of them."),
		t.UserPool.Render(theme.UserPool.Mark("A user pool")) + " says who you are. It gives your app " + t.UserPool.Render("tokens") + ".",
		t.IdentityPool.Render(theme.IdentityPool.Mark("An identity pool")) + " says what you may touch in AWS. It gives " + t.IdentityPool.Render("credentials") + ".",
	}
	wide := 0
	var wrapped []string
	for _, l := range lines {
		for _, part := range cells.Wrap(l, max(m.width-8, 20)) {
			wrapped = append(wrapped, part)
			wide = max(wide, cells.Width(part))
		}
		wrapped = append(wrapped, "")
	}
	body := append([]string{t.Title.Render("poolschool"), ""}, wrapped...)
	body = append(body, t.Key.Render("enter")+t.Muted.Render(" begins. No AWS account, no network, five minutes."))
	margin := cells.Blank(max((m.width-wide)/2, 0))
	frame := make([]string, max((m.height-1-len(body))/2, 0), m.height)
	for _, l := range body {
		frame = append(frame, margin+l)
	}
	for len(frame) < m.height-1 {
		frame = append(frame, "")
	}
	frame = append(frame[:max(m.height-1, 0)], layout.Footer(t, m.Keys(), "", m.width))
	for i, l := range frame {
		frame[i] = cells.Fit(l, m.width)
	}
	m.frame = layout.Stack(frame)
}
