// Package waiting says that work takes a while: words and a spinner, or, where the work has parts, words and a bar.
//
//	Opening the account /
//	Playing the steps before this page ▮▮▮▮▮▯▯▯▯▯▯▯ 5 of 12
//
// Without motion the words end in an ellipsis and nothing turns; a bar grows all the same, for it says how far the work is.
package waiting

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/progress"
	"github.com/charmbracelet/bubbles/spinner"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"poolschool/tui/theme"
)

// barWidth is the length of a bar in cells.
const barWidth = 12

// Part is how much of the work is done. The zero value is work without parts.
type Part struct {
	Done, Total int64
	Bytes       bool // not a count: said in KiB or MiB
}

// Model is a piece of work in progress. Each has ticks of its own.
type Model struct {
	still   bool
	spinner spinner.Model
	bar     progress.Model
}

// New is work that has just begun. Still leaves all motion out.
func New(still bool) Model {
	turning := spinner.Spinner{Frames: spinner.Line.Frames, FPS: 100 * time.Millisecond}
	return Model{
		still: still, spinner: spinner.New(spinner.WithSpinner(turning)),
		bar: progress.New(progress.WithFillCharacters(sign(theme.SignDone), sign(theme.SignToDo)), progress.WithoutPercentage(),
			progress.WithColorProfile(termenv.Ascii), progress.WithWidth(barWidth)), // the theme colours it
	}
}

func sign(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// Begin starts the motion; nil without any.
func (m Model) Begin() tea.Cmd {
	if m.still {
		return nil
	}
	return m.spinner.Tick
}

// Update turns the spinner. The command is nil for ticks that belong to other work.
func (m Model) Update(msg spinner.TickMsg) (Model, tea.Cmd) {
	if m.still {
		return m, nil
	}
	var cmd tea.Cmd
	m.spinner, cmd = m.spinner.Update(msg)
	return m, cmd
}

// View is the line that says it.
func (m Model) View(t theme.Theme, words string, p Part) string {
	line := t.Muted.Render(words)
	switch {
	case p.Total > 0:
		p.Done = min(max(p.Done, 0), p.Total)
		bar := m.bar.ViewAs(float64(p.Done) / float64(p.Total))
		return line + " " + t.Focus.Render(bar) + t.Muted.Render(" "+p.String())
	case m.still:
		return line + t.Muted.Render(" …")
	}
	return line + t.Muted.Render(" "+m.spinner.View())
}

// String is the part in words: "5 of 12", "0.5 of 2.0 MiB".
func (p Part) String() string {
	const kib, mib = 1 << 10, 1 << 20
	switch {
	case !p.Bytes:
		return fmt.Sprintf("%d of %d", p.Done, p.Total)
	case p.Total >= mib:
		return fmt.Sprintf("%.1f of %.1f MiB", float64(p.Done)/mib, float64(p.Total)/mib)
	}
	return fmt.Sprintf("%d of %d KiB", p.Done/kib, (p.Total+kib-1)/kib)
}
