package prose

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/theme"
)

func dark(t testing.TB) theme.Theme {
	t.Helper()
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.ANSI256)
	th, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func lay(t testing.TB, md string, slots []Slot, width int, th theme.Theme) Rendered {
	t.Helper()
	r, err := Render(md, slots, width, th)
	if err != nil {
		t.Fatalf("%q: %v", md, err)
	}
	return r
}

var page = "# Trade the *ID* token\n\nS3 has **never heard** of your `user pool`. For AWS, Ana is now " + Mark(0) +
	". The key " + Mark(1) + " begins with ASIA, so it is temporary; " + Mark(2) + " are left.\n\n" +
	"- one\n  - nested two, and a long line that wraps over\n- three: " + Mark(0) + "\n\n1. first\n2. second\n\n" +
	"> A passport says who you are; a key card opens doors.\n\n" +
	"```json\n{\"IdentityId\": \"" + Mark(0) + "\", \"Logins\": {\"cognito-idp.us-east-1.amazonaws.com/us-east-1_Example\": \"…\"}}\n```\n\n" +
	"| token | for |\n|---|---|\n| ID | " + Mark(3) + " |\n| access | `your API` |\n\n## What is left\n\nEnd.\n"

var values = []Slot{
	{Key: "identityId", Text: "us-east-1:7f3c9a10-1b2c-4d3e-8f90-a1b2c3d4e5f6", Side: theme.IdentityPool},
	{Key: "key", Text: "ASIAIOSFODNN7EXAMPLE", Side: theme.IdentityPool},
	{Key: "left", Text: "59:58"},
	{Key: "provider", Text: "us-east-1_Example", Side: theme.UserPool},
}

func TestAPage(t *testing.T) {
	for _, tt := range []struct {
		name  string
		width int
	}{{"wide", 100}, {"column", 58}, {"narrow", 36}} {
		t.Run(tt.name, func(t *testing.T) {
			lines := lay(t, page, values, tt.width, theme.Plain()).Paint(values)
			golden.RequireEqual(t, []byte(strings.Join(lines, "\n")+"\n"))
		})
	}
}

func TestNoLineIsWiderThanTheColumn(t *testing.T) {
	for width := 1; width <= 160; width++ {
		for i, l := range lay(t, page, values, width, dark(t)).Paint(values) {
			if got := ansi.StringWidth(l); got > width {
				t.Errorf("width %d, line %d: got %d cells: %q", width, i+1, got, ansi.Strip(l))
			}
		}
	}
}

func TestAValueIsNeitherMarkdownNorBroken(t *testing.T) {
	for _, text := range []string{
		"*a* `b` <i> |x| [l](u)", "arn:aws:sts::123456789012:assumed-role/AppUser/Cognito", "# no heading", "a_b_c", "漢字", "e\u0301", "1. x", "\\*",
	} {
		slots := []Slot{{Text: text}}
		for _, md := range []string{Mark(0), "say " + Mark(0) + " here", "**" + Mark(0) + "**", "`" + Mark(0) + "`", "- " + Mark(0), "| a |\n|---|\n| " + Mark(0) + " |"} {
			got := strings.Join(lay(t, md, slots, 80, theme.Plain()).Paint(slots), "\n")
			if strings.Count(got, text) != 1 {
				t.Errorf("%q in %q: got %q", text, md, got)
			}
		}
	}
}

func TestValuesAreColouredByPool(t *testing.T) {
	th := dark(t)
	md := Mark(0) + " " + Mark(1) + " " + Mark(2)
	slots := []Slot{{Text: "sub", Side: theme.UserPool}, {Text: "ASIA", Side: theme.IdentityPool}, {Text: "1 h"}}
	got := lay(t, md, slots, 40, th).Paint(slots)[0]
	if want := th.UserPool.Render("sub") + " " + th.IdentityPool.Render("ASIA") + " " + th.Value.Render("1 h"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPaintingAgainMovesNothing(t *testing.T) {
	slots := []Slot{{Text: "59:58"}}
	r := lay(t, Mark(0)+" left", slots, 40, theme.Plain())
	for _, tt := range []struct{ name, text, want string }{
		{"as wide as before", "00:01", "00:01 left"},
		{"narrower", "9:58", "9:58  left"},
		{"wider", "expired", "expi… left"},
		{"gone", "", "      left"},
		{"sequences and line feeds are not drawn", "\x1b[1ma\nb", "a b   left"},
	} {
		if got := r.Paint([]Slot{{Text: tt.text}})[0]; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAValueWiderThanTheColumnIsCut(t *testing.T) {
	slots := []Slot{{Text: strings.Repeat("eyJ", 300)}}
	for _, tt := range []struct{ name, md, want string }{
		{"alone", Mark(0), "eyJeyJ…"},
		{"in a list", "- " + Mark(0), "   eyJeyJ…"},
	} {
		got := lay(t, tt.md, slots, 10, theme.Plain()).Paint(slots)
		if got[len(got)-1] != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLongCodeGoesOnInTheNextLine(t *testing.T) {
	got := strings.Join(lay(t, "```\n"+strings.Repeat("abcdefghi ", 4)+"\n```", nil, 20, theme.Plain()).Paint(nil), "\n")
	if want := "  abcdefghi abcdefgh\n    i abcdefghi abcd\n    efghi"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAListItemsLinesStandBelowEachOther(t *testing.T) {
	md := "- one two three four\n- [x] done\n\n9. five six seven eight\n10. ten\n"
	got := strings.Join(lay(t, md, nil, 16, theme.Plain()).Paint(nil), "\n")
	if want := " · one two\n   three four\n ✓ done\n\n9. five six\n   seven eight\n10. ten"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAMarkMayStandTwice(t *testing.T) {
	slots := []Slot{{Text: "sub"}}
	if got, want := lay(t, Mark(0)+Mark(0)+" "+Mark(0), slots, 40, theme.Plain()).Paint(slots)[0], "subsub sub"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFences(t *testing.T) {
	for _, tt := range []struct{ name, md, want string }{
		{"backticks", "a\n```json\n{}\n```\nb", "a\n\n  {}\n\nb"},
		{"tildes around backticks", "~~~\n```\n~~~", "  ```"},
		{"a longer fence around a shorter one", "````\n```\n````", "  ```"},
		{"a fence that is never closed", "```\na", "  a"},
		{"a fence in a list is glamour's", "- x\n  ```\n  a\n  ```", " · x\n     a"},
		{"a code span that begins a line", "```a``` b", "a b"},
		{"blank lines in code stay", "```\na\n\nb\n```", "  a\n\n  b"},
		{"Markdown in code stays", "```\n# a *b*\n```", "  # a *b*"},
	} {
		if got := strings.Join(lay(t, tt.md, nil, 40, theme.Plain()).Paint(nil), "\n"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCodeIsInOneColour(t *testing.T) {
	th := dark(t)
	slots := []Slot{{Text: "eyJ", Side: theme.UserPool}}
	got := lay(t, "```\n{\"a\": \""+Mark(0)+"\"}\n```\nx", slots, 40, th).Paint(slots)
	if want := th.Code.Render("  {\"a\": \"") + th.UserPool.Render("eyJ") + th.Code.Render("\"}"); got[0] != want {
		t.Errorf("got %q, want %q", got[0], want)
	}
	if got[2] != "x" {
		t.Errorf("after the code: got %q, want %q", got[2], "x")
	}
}

func TestEqualLooksAreMerged(t *testing.T) {
	th := dark(t)
	got := lay(t, "> quoted words that fill more than one line of the column\n", nil, 40, th).Paint(nil)
	if want := 2; len(got) != want {
		t.Fatalf("got %d lines, want %d: %q", len(got), want, got)
	}
	if want := "│ " + th.Muted.Render("quoted words that fill more than one"); got[0] != want {
		t.Errorf("got %q, want %q", got[0], want)
	}
}

func TestMistakesInTheTextAreErrors(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		slots    []Slot
		want     error
	}{
		{"a mark without a value", Mark(1), []Slot{{}}, ErrSlots},
		{"too many values", "", make([]Slot, MostSlots+1), ErrSlots},
		{"Braille in the text", "⣿", nil, ErrBraille},
		{"private-use characters in the text", "\uf8ff", nil, ErrBraille},
	} {
		if _, err := Render(tt.md, tt.slots, 40, theme.Plain()); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestAnEmptyTextHasNoLines(t *testing.T) {
	if got := lay(t, "\n\n", nil, 40, theme.Plain()).Len(); got != 0 {
		t.Errorf("got %d lines, want none", got)
	}
}

func TestTheCacheKnowsWhatChangesTheLayout(t *testing.T) {
	var c Cache
	ask := func(md, value string, width int, th theme.Theme) {
		t.Helper()
		if _, err := c.Render(md, []Slot{{Text: value}}, width, th); err != nil {
			t.Fatal(err)
		}
	}
	ask("a "+Mark(0), "59:58", 40, theme.Plain())
	ask("a "+Mark(0), "59:57", 40, theme.Plain())
	if got := len(c.order); got != 1 {
		t.Errorf("another value as wide: got %d entries, want 1", got)
	}
	ask("a "+Mark(0), "9:57", 40, theme.Plain())
	ask("a "+Mark(0), "59:58", 41, theme.Plain())
	ask("b "+Mark(0), "59:58", 40, theme.Plain())
	ask("a "+Mark(0), "59:58", 40, dark(t))
	if got := len(c.order); got != 5 {
		t.Errorf("another width, column, text, theme: got %d entries, want 5", got)
	}
	for i := range kept {
		ask("c", "x", 20+i, theme.Plain())
	}
	if len(c.order) != kept || len(c.entries) != kept {
		t.Errorf("got %d and %d entries, want %d", len(c.order), len(c.entries), kept)
	}
	if _, err := c.Render("⣿", nil, 40, theme.Plain()); err == nil {
		t.Error("got no error for a bad text")
	}
}

func FuzzRender(f *testing.F) {
	f.Add(page, "value", 40)
	f.Add("> - `"+Mark(0)+"`\n>   1. x", "漢", 3)
	th := theme.Plain()
	f.Fuzz(func(t *testing.T, md, value string, width int) {
		width = max(width%200, 4)
		slots := []Slot{{Text: value}}
		r, err := Render(md, slots, width, th)
		if err != nil {
			return
		}
		for _, l := range r.Paint(slots) {
			if got := ansi.StringWidth(l); got > width {
				t.Errorf("got %d cells, want at most %d: %q", got, width, l)
			}
		}
	})
}

func BenchmarkPage(b *testing.B) {
	th := dark(b)
	b.Run("lay out", func(b *testing.B) {
		for b.Loop() {
			lay(b, page, values, 58, th)
		}
	})
	b.Run("paint", func(b *testing.B) {
		r := lay(b, page, values, 58, th)
		b.ReportAllocs()
		for b.Loop() {
			r.Paint(values)
		}
	})
	b.Run("cached", func(b *testing.B) {
		var c Cache
		for b.Loop() {
			if _, err := c.Render(page, values, 58, th); err != nil {
				b.Fatal(err)
			}
		}
	})
}
