// Package tui is what the learner sees. App is the only Bubble Tea model: it keeps a stack of screens, the size of the
// terminal, and sorts messages. What is on the screen is in package screen, how it looks in package theme.
package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
)

// App is the program's model. It is a value; Update copies the stack before it changes it.
type App struct {
	env           screen.Env
	stack         []screen.Screen
	width, height int // of the terminal, in cells; 0 until it is known
	toast         string
	worn          bool // the theme was changed: screens that come later still have the first one
}

// New is a program that begins with a screen, and perhaps with others that already lie on top of it. It is returned as
// a Model so that tests can go on with what Update returns.
func New(env screen.Env, first screen.Screen, above ...screen.Screen) tea.Model {
	return App{env: env, stack: append([]screen.Screen{first}, above...)}
}

// Init starts the screens. Their size is not known yet; SetSize follows with the first message.
func (a App) Init() tea.Cmd {
	cmds := make([]tea.Cmd, len(a.stack))
	for i, s := range a.stack {
		cmds[i] = s.Init()
	}
	return tea.Batch(cmds...)
}

// Update sorts: what App acts on itself, keys and mouse to the top screen, and everything else to all screens.
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a.resized(msg), nil
	case tea.KeyMsg:
		return a.pressed(msg)
	case tea.MouseMsg:
		if a.tooSmall() {
			return a, nil
		}
		return a.toTop(msg)
	case screen.Push:
		return a.put(len(a.stack), msg.Screen)
	case screen.Replace:
		return a.put(len(a.stack)-1, msg.Screen)
	case screen.Pop:
		return a.keep(len(a.stack) - 1)
	case screen.Root:
		return a.keep(1)
	case screen.Toast:
		a.toast = msg.Text
		return a, nil
	case screen.Themed:
		a.env.Theme, a.worn = msg.Theme, true
	}
	return a.toAll(msg)
}

// View is a frame of exactly the terminal's size.
func (a App) View() string {
	switch {
	case a.width == 0:
		return ""
	case a.tooSmall():
		return a.finish(a.smallPage())
	case a.toast != "":
		return a.finish(withToast(a.top().View(), a.env.Theme, a.toast, a.width, a.height))
	}
	return a.finish(a.top().View())
}

// finish is the one place that holds every frame to the terminal's size and, if wished, to ASCII.
func (a App) finish(frame string) string {
	frame = cells.Frame(frame, a.width, a.height)
	if a.env.ASCII {
		return theme.ASCII(frame)
	}
	return frame
}

func (a App) top() screen.Screen { return a.stack[len(a.stack)-1] }

// resized lays out the top screen only; the others are laid out when they come up.
func (a App) resized(msg tea.WindowSizeMsg) App {
	a.width, a.height = msg.Width, msg.Height
	return a.laidOut()
}

func (a App) laidOut() App {
	if a.width == 0 || a.tooSmall() {
		return a
	}
	return a.with(len(a.stack)-1, a.top().SetSize(a.width, a.height))
}

func (a App) pressed(msg tea.KeyMsg) (tea.Model, tea.Cmd) {
	if isMouseReport(msg) {
		return a, nil
	}
	a.toast = ""
	switch name := msg.String(); {
	case name == "ctrl+c", a.tooSmall() && name == "q":
		return a, tea.Quit
	case a.tooSmall():
		return a, nil
	case name == "ctrl+p":
		return a.palette()
	case name == "T" && a.listens():
		return a, screen.NextTheme(a.env)
	}
	return a.toTop(msg)
}

// palette opens the palette over the top screen, or closes it. Help gives way to it.
func (a App) palette() (tea.Model, tea.Cmd) {
	switch top := a.top().(type) {
	case screen.Palette:
		return a.keep(len(a.stack) - 1)
	case screen.Help:
		return a.put(len(a.stack)-1, screen.NewPalette(a.env, top.Under()))
	}
	return a.put(len(a.stack), screen.NewPalette(a.env, a.top()))
}

// listens says that a letter on the top screen is no text.
func (a App) listens() bool {
	typist, ok := a.top().(screen.Typist)
	return ok && !typist.Typing()
}

func (a App) toTop(msg tea.Msg) (tea.Model, tea.Cmd) {
	top, cmd := a.top().Update(msg)
	return a.with(len(a.stack)-1, top), cmd
}

func (a App) toAll(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := make([]tea.Cmd, len(a.stack))
	stack := make([]screen.Screen, len(a.stack))
	for i, s := range a.stack {
		stack[i], cmds[i] = s.Update(msg)
	}
	a.stack = stack
	return a, tea.Batch(cmds...)
}

// put starts a screen in place i of the stack.
func (a App) put(i int, s screen.Screen) (tea.Model, tea.Cmd) {
	if a.worn {
		s, _ = s.Update(screen.Themed{Theme: a.env.Theme}) // it was made with the theme of the start
	}
	// Three-index slices make append copy: the old App keeps its stack.
	a.stack = append(a.stack[:i:i], s)
	a = a.laidOut()
	return a, a.top().Init()
}

// keep takes away all but the first n screens.
func (a App) keep(n int) (tea.Model, tea.Cmd) {
	if n == 0 {
		return a, tea.Quit
	}
	a.stack = a.stack[:n:n]
	return a.laidOut().toTop(screen.Shown{})
}

func (a App) with(i int, s screen.Screen) App {
	stack := make([]screen.Screen, len(a.stack))
	copy(stack, a.stack)
	stack[i] = s
	a.stack = stack
	return a
}
