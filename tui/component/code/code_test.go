package code_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/code"
	"poolschool/tui/theme"
)

func TestLinesKeepTheCodeAndTheWidth(t *testing.T) {
	for _, tt := range []struct {
		name, language, text string
		width                int
		want                 []string
	}{
		{"what fits stays", "go", "x := 1\n\tf(x)\n", 40, []string{"x := 1", "    f(x)"}},
		{"a long line goes on further in, from a blank", "js", "const a = { one: 1, two: 2 };\n", 22, []string{"const a = { one: 1, ", "      two: 2 };"}},
		{"a word that is too long is cut", "python", "abcdefghijklmnop\n", 12, []string{"abcdefghijkl", "      mnop"}},
		{"an empty line stays", "js", "a\n\nb\n", 20, []string{"a", "", "b"}},
		{"control characters are gone", "js", "a\x1b[31mb\n", 20, []string{"ab"}},
		{"an unknown language is text", "no such", "to be\n", 20, []string{"to be"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := code.Lines(theme.Plain(), tt.language, tt.text, tt.width)
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestKindsOfCodeDifferInColour(t *testing.T) {
	look := theme.Plain()
	look.Muted, look.Heading, look.Code = theme.Ink{Prefix: "<c>", Suffix: "</c>"}, theme.Ink{Prefix: "<k>", Suffix: "</k>"}, theme.Ink{Prefix: "<s>", Suffix: "</s>"}
	for language, tt := range map[string][2]string{
		"js":     {"const a = `\\`x`; // why", "<k>const</k> a = <s>`\\`x`</s>; <c>// why</c>"},
		"python": {`import os  # why`, `<k>import</k> os  <c># why</c>`},
		"go":     {`return "x" // why`, `<k>return</k> <s>"x"</s> <c>// why</c>`},
	} {
		got := code.Lines(look, language, tt[0], 60)
		if len(got) != 1 || got[0] != tt[1] {
			t.Errorf("%s: got %q, want %q", language, got, tt[1])
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("js", "const a = `${b}`;\n\t// ü 世界\n", 12)
	f.Fuzz(func(t *testing.T, language, text string, width int) {
		width = min(max(width, 12), 200)
		for _, l := range code.Lines(theme.Plain(), language, text, width) {
			if cells.Width(l) > width || ansi.Strip(l) != l {
				t.Errorf("line %q is wider than %d, or holds a sequence", l, width)
			}
		}
	})
}
