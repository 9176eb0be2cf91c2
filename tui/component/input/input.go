// Package input is the text field of the bubbles in the theme's looks. Left alone, a bubble styles itself on lipgloss's
// default renderer, which knows neither the theme nor the terminal.
package input

import (
	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"

	"poolschool/tui/theme"
)

// Secret stands in for each character of a password.
const Secret = '•'

// New is an empty field of a width in cells, without prompt and with a cursor that does not blink: a blink is a frame,
// and screen readers speak it.
func New(t theme.Theme, width int) textinput.Model {
	m := textinput.New()
	m.Prompt = ""
	m.Width = width
	m.Cursor.SetMode(cursor.CursorStatic)
	Wear(&m, t)
	return m
}

// Password is a field that hides what is typed.
func Password(t theme.Theme, width int) textinput.Model {
	m := New(t, width)
	m.EchoMode = textinput.EchoPassword
	m.EchoCharacter = Secret
	return m
}

// Wear sets all of a field's styles from a theme.
func Wear(m *textinput.Model, t theme.Theme) {
	m.PromptStyle = t.Styles.Key
	m.TextStyle = t.Styles.Text
	m.PlaceholderStyle = t.Styles.Muted
	m.CompletionStyle = t.Styles.Muted
	m.Cursor.Style = t.Styles.Selected
	m.Cursor.TextStyle = t.Styles.Text
}
