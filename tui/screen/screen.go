// Package screen holds the screens, a file each. A screen is a value: Update returns the changed one, and nobody else
// sees the change. The App of package tui keeps them on a stack.
package screen

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/theme"
)

// Screen is one thing that fills the terminal.
//
// Keys and mouse reach the screen on top only. Every other message reaches all screens on the stack, so a message says
// which question it answers, and a screen drops what is not its own.
type Screen interface {
	// Init runs once, when the screen is put on the stack. Only the program's first screen has no size by then.
	Init() tea.Cmd
	// Update only sorts: work belongs in the command.
	Update(tea.Msg) (Screen, tea.Cmd)
	// View draws the last size that was set. It measures nothing: text was fitted when it changed.
	View() string
	// SetSize lays the screen out for a width and height in cells. A screen below another one keeps its old size until
	// it is on top again.
	SetSize(width, height int) Screen
	// Title names the screen, in a few words.
	Title() string
	// Keys are what can be pressed now, for footer and help, the most likely next one first.
	Keys() []key.Binding
}

// Env is what screens share. It is handed from screen to screen and never changed; a changed theme arrives as Themed.
type Env struct {
	Theme theme.Theme
	ASCII bool // draw signs and lines with ASCII characters; App does it for the whole frame
	Looks Looks
	// Still leaves all motion out: nothing turns while work takes a while.
	Still bool
	// Places are where the palette leads to beside keys and themes. It is called in a command; nil is nowhere.
	Places func() []Place
	// Copy puts a text where the learner can paste it; where says in a few words where that is, when it is not the
	// clipboard. It is called in a command; nil leaves copying out.
	Copy func(text string) (where string, err error)
}
