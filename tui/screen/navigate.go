package screen

import (
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/theme"
)

// Messages that App acts on. The functions below wrap them into commands.
type (
	// Push puts a screen on top.
	Push struct{ Screen Screen }
	// Pop takes the top screen away; taking the last one ends the program.
	Pop struct{}
	// Replace puts a screen in the place of the top one.
	Replace struct{ Screen Screen }
	// Root takes away all screens but the first.
	Root struct{}
	// Toast shows a line over the footer until the next key.
	Toast struct{ Text string }
)

// Messages that App sends.
type (
	// Shown reaches a screen when it is on top again because those above it went.
	Shown struct{}
	// Themed reaches every screen when the theme was changed: they draw anew with it. Any screen may send it.
	Themed struct{ Theme theme.Theme }
)

// Open puts a screen on top.
func Open(s Screen) tea.Cmd { return send(Push{s}) }

// OpenFrom makes a screen and puts it on top, or says why that cannot be. The work is done in the command.
func OpenFrom(open func() (Screen, error)) tea.Cmd { return opened(open) }

// Back takes the top screen away.
func Back() tea.Cmd { return send(Pop{}) }

// Swap puts a screen in the place of the top one.
func Swap(s Screen) tea.Cmd { return send(Replace{s}) }

// Home takes away all screens but the first.
func Home() tea.Cmd { return send(Root{}) }

// Say shows a line over the footer until the next key.
func Say(text string) tea.Cmd { return send(Toast{text}) }

// Wear changes the theme of all screens.
func Wear(t theme.Theme) tea.Cmd { return send(Themed{t}) }

func send(msg tea.Msg) tea.Cmd {
	return func() tea.Msg { return msg }
}
