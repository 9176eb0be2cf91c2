package prose

import (
	"strings"
	"testing"

	"poolschool/tui/theme"
)

func TestInlineCodeIsNotBroken(t *testing.T) {
	const code = "cognito-identity.amazonaws.com:aud"
	for width := 40; width <= 80; width++ {
		r, err := Render("The condition on `"+code+"` failed, so read the trust policy, then `x-amz-acl`.", nil, width, theme.Plain())
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(r.Paint(nil), "\n"); !strings.Contains(text, code) || !strings.Contains(text, "x-amz-acl") {
			t.Errorf("width %d: code is broken:\n%s", width, text)
		}
	}
}

func TestTakeSpans(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		width    int
		want     []string
	}{
		{"two spans", "a `b-c` d `e`", 40, []string{"b-c", "e"}},
		{"a fence is left alone", "```\n`x`\n```\n`y`", 40, []string{"y"}},
		{"two backticks are something else", "``a`b``", 40, nil},
		{"a table is left alone", "| `a` | b |", 40, nil},
		{"code that is too wide stays to be broken", "`0123456789`", 10, nil},
		{"code with a value in it stays", "`" + Mark(0) + "`", 40, nil},
	} {
		_, got := takeSpans(tt.md, 1, tt.width)
		if strings.Join(got, ",") != strings.Join(tt.want, ",") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
