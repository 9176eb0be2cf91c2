package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

// isMouseReport says that a key is none. When the wheel turns fast, a report is split between two reads, and Bubble
// Tea v1 takes the rest of it, "[<65;44;12M" for instance, for typed text: it would stand in whatever field has the
// keys. Pasted text is never a report.
func isMouseReport(msg tea.KeyMsg) bool {
	if msg.Type != tea.KeyRunes || msg.Paste {
		return false
	}
	rest, found := strings.CutPrefix(strings.TrimPrefix(string(msg.Runes), "["), "<")
	if !found {
		return false
	}
	digits := strings.TrimLeft(rest, "0123456789")
	return digits != rest && strings.HasPrefix(digits, ";")
}
