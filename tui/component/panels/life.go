package panels

import (
	"fmt"
	"strings"
	"time"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// lived is how long something lives: from its making to its end.
type lived struct{ from, to time.Time }

// titleLine is the name of the thing and what is left of its life.
func (m *Model) titleLine(w *writer, h holding, life lived) {
	ink := w.styles.of(h.side)
	title := ink.Render(h.side.Mark(plain(h.title)))
	if life.to.IsZero() || m.now.IsZero() {
		w.line(title)
		return
	}
	left, inkLeft := m.left(w.styles, life.to)
	line := title + "  " + inkLeft.Render(left)
	const bar = 10
	if !life.from.IsZero() && cells.Width(line)+2+bar <= w.width {
		line += "  " + m.bar(w.styles, life, bar)
	}
	if cells.Width(line) > w.width {
		w.line(title)
		line = inkLeft.Render(left)
	}
	w.line(line)
}

// left says how long something is still good, or since when it is not.
func (m *Model) left(s Styles, to time.Time) (string, theme.Ink) {
	d := to.Sub(m.now)
	switch {
	case d <= 0:
		return "over since " + span(-d), s.Deny
	case d < 5*time.Minute:
		return span(d) + " left", s.Warning
	}
	return span(d) + " left", s.Text
}

// bar is a life as signs: those that are left, then those that are gone.
func (m *Model) bar(s Styles, l lived, signs int) string {
	whole, left := l.to.Sub(l.from), l.to.Sub(m.now)
	if whole <= 0 {
		return ""
	}
	n := min(max(int(left*time.Duration(signs)/whole), 0), signs)
	if left > 0 {
		n = max(n, 1)
	}
	return s.Text.Render(strings.Repeat(theme.SignDone, n)) + s.Muted.Render(strings.Repeat(theme.SignToDo, signs-n))
}

// span is a duration as a clock shows it: "59:58", "2 h 03 min", "29 days".
func span(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d:%02d", int(d.Minutes()), int(d.Seconds())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}
