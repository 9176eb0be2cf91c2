package command

import (
	"fmt"
	"strings"
	"testing"
)

func TestProseBreaksBetweenWordsInATerminal(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a line that fits stays", "  Short enough.\n", "  Short enough.\n"},
		{"what is broken off stands below the text", "  Whoever trusts the key\n", "  Whoever trusts the\n  key\n"},
		{"a list's text hangs behind its mark", "· One two three four five six\n", "· One two three four\n  five six\n"},
		{"so does a checked line's", "  ✓ app → user pool InitiateAuth\n", "  ✓ app → user pool\n    InitiateAuth\n"},
		{"an id stays whole", "id us-east-1:76e11e3a-264a-4d59 is\n", "id\nus-east-1:76e11e3a-264a-4d59\nis\n"},
		{"lines keep their order and empty ones stay", "one\n\n two\n", "one\n\n two\n"},
		{"a question waits on its line", "1 to 3, or quit: ", "1 to 3, or quit: "},
		{"wide letters count twice", "日本語 日本語 日本語 日本語\n", "日本語 日本語 日本語\n日本語\n"},
	} {
		var out strings.Builder
		n, err := fmt.Fprint(Env{Out: &out, OutTerminal: true, Columns: 20}.prose(), tt.text)
		if got := out.String(); err != nil || n != len(tt.text) || got != tt.want {
			t.Errorf("%s: got %q (%d bytes, %v), want %q", tt.name, got, n, err, tt.want)
		}
	}
}

func TestProseGoesIntoAPipeAsItIs(t *testing.T) {
	var out strings.Builder
	text := strings.Repeat("word ", 40) + "\n"
	if _, err := fmt.Fprint(Env{Out: &out, Columns: 20}.prose(), text); err != nil || out.String() != text {
		t.Errorf("got %q, %v, want the text as it is", out.String(), err)
	}
}
