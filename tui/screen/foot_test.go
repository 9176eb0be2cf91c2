package screen

import (
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"

	"poolschool/tui/theme"
)

func TestARuleStandsAboveTheFooterWhereThereIsRoom(t *testing.T) {
	keys := []key.Binding{bind("esc", "back", "esc")}
	for _, tt := range []struct {
		name   string
		height int
		joints []int
		want   string
	}{
		{"a small terminal has the footer alone", 19, nil, " esc back "},
		{"from 20 rows on a rule too", 20, nil, "──────────| esc back "},
		{"the line between two columns ends in it", 40, []int{3}, "───┴──────| esc back "},
	} {
		lines := foot(theme.Plain(), keys, "", 10, tt.height, tt.joints...)
		if got := strings.Join(lines, "|"); got != tt.want || len(lines) != footRows(tt.height) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
