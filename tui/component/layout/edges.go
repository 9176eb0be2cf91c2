package layout

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// Motto is the sentence that tells the pools apart; it stands in the header of every lesson. The longest of three
// forms that takes at most width cells is returned, at worst none.
func Motto(t theme.Theme, width int) string {
	for _, form := range []struct{ user, identity string }{
		{"user pool → tokens for your app", "identity pool → credentials for AWS"},
		{"user pool → tokens", "identity pool → AWS credentials"},
		{"tokens", "AWS credentials"},
	} {
		user, identity := theme.UserPool.Mark(form.user), theme.IdentityPool.Mark(form.identity)
		if cells.Width(user)+3+cells.Width(identity) <= width {
			return t.UserPool.Render(user) + "   " + t.IdentityPool.Render(identity)
		}
	}
	return ""
}

// Header is the first line of a screen: the program's name, the screen's title, and the motto if there is room.
func Header(t theme.Theme, title string, width int) string {
	left := " " + t.Muted.Render("poolschool ·") + " " + t.Title.Render(cells.Cut(title, width-15))
	motto := Motto(t, width-cells.Width(left)-3)
	if motto != "" {
		motto += " "
	}
	return Bar(left, motto, width)
}

// MostKeys is how many keys a footer names. The rest is in the help.
const MostKeys = 6

// Footer is the last line of a screen: what the next key does, then at most five more, and at the right whatever the
// screen has to say there (clock, progress). Bindings that are disabled or have no help are left out. Keys give way to
// the right side only as long as the first three stand.
func Footer(t theme.Theme, keys []key.Binding, right string, width int) string {
	room := width
	if right != "" {
		room -= cells.Width(right) + 2
	}
	words, n := footerKeys(t, keys, room)
	if n < 3 && right != "" {
		if all, more := footerKeys(t, keys, width); more > n {
			words, right = all, ""
		}
	}
	if right != "" {
		right += " "
	}
	return Bar(words, right, width)
}

// footerKeys is as many keys as fit, and how many those are.
func footerKeys(t theme.Theme, keys []key.Binding, room int) (string, int) {
	var b strings.Builder
	n, used := 0, 1
	b.WriteByte(' ')
	for _, k := range keys {
		help := k.Help()
		if n == MostKeys || !k.Enabled() || help.Key == "" {
			continue
		}
		width := cells.Width(help.Key) + 1 + cells.Width(help.Desc)
		if n > 0 {
			width += 3
		}
		if used+width > room {
			break
		}
		if n > 0 {
			b.WriteString(t.Muted.Render(" · "))
		}
		b.WriteString(t.Key.Render(help.Key))
		b.WriteByte(' ')
		b.WriteString(t.Muted.Render(help.Desc))
		used += width
		n++
	}
	return b.String(), n
}

// Progress is a bar and its numbers, "▮▮▮▯▯ 3/5", with at most most signs. Done parts are never rounded up to all nor
// down to none.
func Progress(t theme.Theme, done, total, most int) string {
	if total < 1 {
		return ""
	}
	done = min(max(done, 0), total)
	signs := min(total, max(most, 1))
	full := done * signs / total
	if done > 0 && full == 0 && signs > 1 {
		full = 1
	}
	return t.Focus.Render(strings.Repeat(theme.SignDone, full)) +
		t.Muted.Render(strings.Repeat(theme.SignToDo, signs-full)+" "+strconv.Itoa(done)+"/"+strconv.Itoa(total))
}
