// Package drawing paints a picture made of characters, some parts of which are lit.
//
//	✓ Google   ────┤
//	· Facebook ────┼──▶ ● identity pool
//
// Lines hold {id:text} for a part's own characters, {?id} for the place of its sign, and {:text} for a heading.
package drawing

import (
	"strings"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// Part is how a part looks.
type Part struct {
	Side theme.Side
	Lit  bool
}

// signOff stands where a part is not lit.
const signOff = "·"

// Lines paints the art, each line as wide as its characters. Parts that are not given are not lit.
func Lines(t theme.Theme, art []string, parts map[string]Part) []string {
	lines := make([]string, len(art))
	for i, line := range art {
		lines[i] = paint(t, line, parts)
	}
	return lines
}

func paint(t theme.Theme, line string, parts map[string]Part) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "{")
		t.Muted.Put(&b, before)
		if !found {
			return b.String()
		}
		tag, after, closed := strings.Cut(rest, "}")
		if !closed {
			t.Muted.Put(&b, "{"+rest)
			return b.String()
		}
		tagged(t, &b, tag, parts)
		line = after
	}
}

// tagged paints what stands between braces.
func tagged(t theme.Theme, b *strings.Builder, tag string, parts map[string]Part) {
	if id, sign := strings.CutPrefix(tag, "?"); sign {
		if parts[id].Lit {
			t.Allow.Put(b, theme.SignAllow)
			return
		}
		t.Muted.Put(b, signOff)
		return
	}
	id, text, _ := strings.Cut(tag, ":")
	switch p := parts[id]; {
	case id == "":
		t.Heading.Put(b, text)
	case p.Lit && p.Side == theme.NoSide:
		t.Focus.Put(b, text)
	case p.Lit:
		t.Of(p.Side).Put(b, text)
	default:
		t.Muted.Put(b, text)
	}
}

// Width is that of the widest line, in cells.
func Width(art []string) int {
	wide := 0
	for _, line := range Lines(theme.Plain(), art, nil) {
		wide = max(wide, cells.Width(line))
	}
	return wide
}
