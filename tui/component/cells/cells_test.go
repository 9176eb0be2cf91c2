package cells

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWidthAgreesWithTheRendererForEveryNarrowRune(t *testing.T) {
	for r := rune(0x20); r < 0x3000; r++ {
		if narrow(r) && ansi.StringWidth(string(r)) != 1 {
			t.Errorf("%U: got narrow, want width %d", r, ansi.StringWidth(string(r)))
		}
	}
}

var lines = []string{
	"", "plain", "◆ user pool → tokens ✓", "\x1b[1;38;5;75mcolour\x1b[0m and not", "漢字 and words", "e\u0301tude", "#\ufe0f\u20e3 key cap",
	"tab\there", "\x1b[2Jclear", "\x1b[38:2:1:2:3mcolon\x1b[m", "\x1b[", "\xff\xfe", "👩\u200d👩 family", "soft\u00adhyphen",
}

func TestWidthAgreesWithTheRenderer(t *testing.T) {
	for _, line := range lines {
		if got, want := Width(line), ansi.StringWidth(line); got != want {
			t.Errorf("%q: got %d, want %d", line, got, want)
		}
	}
}

func FuzzWidth(f *testing.F) {
	for _, line := range lines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	})
}

func TestFitIsExact(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		width    int
		want     string
	}{
		{"short text is padded", "ab", 4, "ab  "},
		{"long text ends in an ellipsis", "abcdef", 4, "abc…"},
		{"text that fits stays", "abcd", 4, "abcd"},
		{"a wide rune that does not fit leaves a blank", "漢字漢", 4, "漢… "},
		{"a combining mark takes no cell", "e\u0301e\u0301", 3, "e\u0301e\u0301 "},
		{"colours end after the cut", "\x1b[1mabcdef\x1b[0m", 4, "\x1b[1mabc…\x1b[0m"},
		{"no width, no text", "abc", 0, ""},
	} {
		if got := Fit(tt.in, tt.width); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestRightAlignsAndCuts(t *testing.T) {
	if got, want := Right("ab", 4), "  ab"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Right("abcdef", 4), "abc…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBlankOfAnyLength(t *testing.T) {
	for _, n := range []int{-1, 0, 1, 100, 101, 400} {
		if got := len(Blank(n)); got != max(n, 0) {
			t.Errorf("got %d blanks, want %d", got, n)
		}
	}
}

func TestCleanKeepsColoursOnly(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain text stays", "a\nb", "a\nb"},
		{"a tab goes to the next stop", "a\tb\n\tc", "a   b\n    c"},
		{"a carriage return goes", "a\r\nb", "a\nb"},
		{"a colour stays", "\x1b[1ma\x1b[0m", "\x1b[1ma\x1b[0m"},
		{"a cursor movement goes", "a\x1b[2Jb\x1b[10;10Hc", "abc"},
		{"a title sequence goes", "a\x1b]0;title\ab", "ab"},
		{"a lone escape goes", "a\x1b", "a"},
		{"a C1 control goes", "a\u009b2Jb", "a2Jb"},
	} {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, line := range lines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range ansi.Strip(Clean(s)) {
			if control(r) {
				t.Errorf("%q: got control character %U in %q", s, r, Clean(s))
			}
		}
	})
}

func TestWrapCarriesColours(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		width    int
		want     []string
	}{
		{"a line that fits is one", "ab cd", 5, []string{"ab cd"}},
		{"between words", "ab cd", 3, []string{"ab", "cd"}},
		{"a long word anywhere", "abcdef", 3, []string{"abc", "def"}},
		{"a colour goes on", "\x1b[1mab cd\x1b[0m e", 2, []string{"\x1b[1mab\x1b[0m", "\x1b[1mcd\x1b[0m", "e"}},
	} {
		if got := Wrap(tt.in, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFrameIsExact(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a frame that fits stays", "abc\ndef", "abc\ndef"},
		{"short lines and missing lines are filled", "a", "a  \n   "},
		{"long lines are cut", "abcd\nef", "ab…\nef "},
		{"lines that are too many go", "abc\ndef\nghi", "abc\ndef"},
	} {
		if got := Frame(tt.in, 3, 2); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := Frame("abc", 0, 2); got != "" {
		t.Errorf("no width: got %q, want nothing", got)
	}
}

func BenchmarkFrame(b *testing.B) {
	line := strings.Repeat("\x1b[38;5;75m│ ◆ words \x1b[0m", 20)
	frame := strings.TrimSuffix(strings.Repeat(line+"\n", 60), "\n")
	width := Width(line)
	b.Run("fits", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Frame(frame, width, 60)
		}
	})
	b.Run("is cut", func(b *testing.B) {
		for b.Loop() {
			Frame(frame, width-1, 60)
		}
	})
}
