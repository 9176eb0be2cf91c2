package screen

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"poolschool/tui/theme"
)

// Place is somewhere that the palette leads to: a lesson, a page, a word of the glossary, an error message.
type Place struct {
	Kind  string // "lesson"
	Title string
	Note  string     // a few words at the right
	About string     // searched too, and not shown
	Side  theme.Side // whose colour and sign the title has
	Go    tea.Cmd
}

// Looks are the themes that can be put on while the program runs. Its zero value offers none.
type Looks struct {
	Names []string // in the order in which one key goes through them
	// Load makes a theme for this terminal. It is called in a command, as is Keep.
	Load func(name string) (theme.Theme, error)
	// Keep remembers the choice for the next start; nil forgets it.
	Keep func(name string) error
}

// Typist is a screen that knows whether letters are text just now. Keys of the program that are letters reach only those
// screens that are typists and do not type.
type Typist interface {
	// Typing says that a letter would be typed.
	Typing() bool
}

// next is the name of the theme after this one; "" when there is no other.
func (l Looks) next(name string) string {
	for i, n := range l.Names {
		if n == name {
			return l.Names[(i+1)%len(l.Names)]
		}
	}
	if len(l.Names) == 0 {
		return ""
	}
	return l.Names[0]
}

// wear loads a theme, puts it on all screens and remembers it.
func (l Looks) wear(name string) tea.Cmd {
	if name == "" || l.Load == nil {
		return nil
	}
	return func() tea.Msg {
		t, err := l.Load(name)
		if err != nil {
			return Toast{Text: err.Error()}
		}
		text := "Theme: " + name
		if t.Profile() == termenv.Ascii {
			text += " (this terminal shows no colours)"
		}
		if l.Keep != nil {
			if err := l.Keep(name); err != nil {
				text += ". It is not remembered: " + err.Error()
			}
		}
		return tea.Sequence(Wear(t), Say(text))()
	}
}

// NextTheme puts the theme after the present one on all screens.
func NextTheme(env Env) tea.Cmd { return env.Looks.wear(env.Looks.next(env.Theme.Name())) }
