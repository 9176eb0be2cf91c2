package layout

import (
	"slices"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/theme"
)

func bind(name, does string) key.Binding {
	return key.NewBinding(key.WithKeys(name), key.WithHelp(name, does))
}

func TestColumnsJoinLineByLine(t *testing.T) {
	got := Columns("│", []string{"ab", "cd"}, []string{"1", "2"}, []string{"x"})
	if want := []string{"ab│1│x", "cd│2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Columns("│"); got != nil {
		t.Errorf("no columns: got %q, want none", got)
	}
}

func TestStackPutsBlocksBelowEachOther(t *testing.T) {
	if got, want := Stack([]string{"a"}, nil, []string{"", "b"}), "a\n\nb"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRules(t *testing.T) {
	var ink theme.Ink
	for _, tt := range []struct{ name, got, want string }{
		{"a plain rule", Rule(ink, 3, ""), "───"},
		{"a junction", Rule(ink, 5, "┬", 2, 9), "──┬──"},
		{"no width", Rule(ink, -1, ""), ""},
		{"a title", TitledRule(ink, ink, 14, "GetId", ""), "── GetId ─────"},
		{"a title and a note", TitledRule(ink, ink, 19, "GetId", "200"), "── GetId ─── 200 ──"},
		{"the note gives way", TitledRule(ink, ink, 14, "GetId", "200"), "── GetId ─────"},
		{"a long title is cut", TitledRule(ink, ink, 10, "GetCredentials", ""), "── Get… ──"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestHeader(t *testing.T) {
	for _, tt := range []struct {
		name  string
		width int
		want  string
	}{
		{"wide", 106, " poolschool · Photo upload      ◆ user pool → tokens for your app   ● identity pool → credentials for AWS "},
		{"narrow", 60, " poolschool · Photo upload     ◆ tokens   ● AWS credentials "},
		{"no room for the motto", 40, " poolschool · Photo upload              "},
		{"no room for the title", 20, " poolschool · Phot… "},
	} {
		if got := Header(theme.Plain(), "Photo upload", tt.width); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestFooterNamesTheNextKeyFirstAndAtMostSix(t *testing.T) {
	keys := []key.Binding{bind("enter", "run"), bind("←→", "step"), bind("tab", "panel"), bind("u", "undo"), bind("t", "time"), bind("c", "copy"), bind("?", "help")}
	disabled := bind("x", "fork")
	disabled.SetEnabled(false)
	for _, tt := range []struct {
		name  string
		keys  []key.Binding
		right string
		width int
		want  string
	}{
		{"six at most", keys, "", 70, " enter run · ←→ step · tab panel · u undo · t time · c copy           "},
		{"as many as fit", keys, "", 30, " enter run · ←→ step          "},
		{"the right side", keys[:1], "3/8", 20, " enter run      3/8 "},
		{"keys give way to the right side", keys, "10:04:12", 50, " enter run · ←→ step · tab panel         10:04:12 "},
		{"three keys stand before the right side", keys, "10:04:12", 38, " enter run · ←→ step · tab panel      "},
		{"disabled keys are not named", []key.Binding{disabled, keys[0]}, "", 12, " enter run  "},
		{"no keys", nil, "", 4, "    "},
	} {
		got := Footer(theme.Plain(), tt.keys, tt.right, tt.width)
		if got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func TestProgress(t *testing.T) {
	for _, tt := range []struct {
		name              string
		done, total, most int
		want              string
	}{
		{"a sign a step", 3, 5, 8, "▮▮▮▯▯ 3/5"},
		{"fewer signs than steps", 8, 16, 4, "▮▮▯▯ 8/16"},
		{"begun shows", 1, 100, 4, "▮▯▯▯ 1/100"},
		{"nearly done is not done", 99, 100, 4, "▮▮▮▯ 99/100"},
		{"done", 5, 5, 8, "▮▮▮▮▮ 5/5"},
		{"nothing to do", 0, 0, 8, ""},
		{"more than all", 9, 2, 8, "▮▮ 2/2"},
	} {
		if got := Progress(theme.Plain(), tt.done, tt.total, tt.most); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMottoTakesTheLongestFormThatFits(t *testing.T) {
	for width := range 120 {
		if got := ansi.StringWidth(Motto(theme.Plain(), width)); got > width {
			t.Errorf("width %d: got %d cells", width, got)
		}
	}
}
