package drawing

import (
	"strings"
	"testing"

	"poolschool/tui/theme"
)

func TestLines(t *testing.T) {
	parts := map[string]Part{"a": {Side: theme.UserPool, Lit: true}, "b": {}}
	for _, tt := range []struct{ name, line, want string }{
		{"characters as they are", "─┤ x", "─┤ x"},
		{"a lit part has a check", "{?a} {a:pool}", "✓ pool"},
		{"another has a dot", "{?b} {b:Google}", "· Google"},
		{"a part that is not given is not lit", "{?c}{c:x}", "·x"},
		{"a heading", "{:Where from}", "Where from"},
		{"a colon in the text", "{a:a: b}", "a: b"},
		{"a brace that is not closed", "x {a:y", "x {a:y"},
		{"nothing", "", ""},
	} {
		if got := Lines(theme.Plain(), []string{tt.line}, parts)[0]; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLitPartsHaveTheInkOfTheirSide(t *testing.T) {
	look := theme.Plain()
	look.UserPool, look.Focus, look.Muted = theme.Ink{Prefix: "<u>", Suffix: "</>"}, theme.Ink{Prefix: "<f>", Suffix: "</>"}, theme.Ink{Prefix: "<m>", Suffix: "</>"}
	got := Lines(look, []string{"{a:x}{b:y}{c:z}"}, map[string]Part{"a": {theme.UserPool, true}, "b": {theme.NoSide, true}})[0]
	if want := "<u>x</><f>y</><m>z</>"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWidth(t *testing.T) {
	if got := Width([]string{"{?a} {a:◆ pool}", "x"}); got != 8 {
		t.Errorf("got %d cells, want 8", got)
	}
	if got := Width(nil); got != 0 {
		t.Errorf("no art has %d cells", got)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("{a:x} {?a} {")
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\n{}") {
			return
		}
		if got := Lines(theme.Plain(), []string{line}, nil)[0]; got != line {
			t.Errorf("got %q, want the line as it is, %q", got, line)
		}
	})
}
