package panels

import (
	"strings"

	"poolschool/tui/component/cells"
)

// fill wraps plain text whose first line has other room than the rest. Lines break at blanks only: an id or an address that
// is broken at its hyphens reads as two. A word that is longer than a line is broken behind a slash, colon, comma or the like if there is
// one, else anywhere. Blanks at the beginning stay.
func fill(text string, first, rest int) []string {
	if cells.Width(text) <= first {
		return []string{text}
	}
	f := filler{room: first, rest: max(rest, 1)}
	body := strings.TrimLeft(text, " ")
	f.line, f.used = text[:len(text)-len(body)], len(text)-len(body)
	f.fresh = true
	for word := range strings.SplitSeq(body, " ") {
		f.add(word)
	}
	return append(f.lines, f.line)
}

type filler struct {
	lines      []string
	line       string
	used       int
	room, rest int
	fresh      bool // no word stands on the line yet
}

// add puts a word behind a blank, on a new line if it has no room on this one.
func (f *filler) add(word string) {
	width := cells.Width(word)
	blank := " "
	if f.fresh {
		blank = ""
	}
	if f.used+len(blank)+width <= f.room {
		f.put(blank+word, len(blank)+width)
		return
	}
	if width <= f.rest && f.fresh && f.room < f.rest && len(f.lines) == 0 { // whole on a line of its own, behind the head's
		f.feed()
		f.put(word, width)
		return
	}
	if width > f.rest && f.used+len(blank)+leastText <= f.room { // it has to be broken in any case, so it may begin here
		f.put(blank, len(blank))
	} else if !f.fresh {
		f.feed()
	}
	for width > f.room-f.used {
		head := breakable(word, max(f.room-f.used, 1))
		f.put(head, 0)
		if word = word[len(head):]; word == "" {
			return
		}
		width -= cells.Width(head) // measuring the rest anew would make long words slow
		f.feed()
	}
	f.put(word, width)
}

func (f *filler) put(text string, width int) {
	f.line += text
	f.used += width
	f.fresh = false
}

func (f *filler) feed() {
	f.lines = append(f.lines, f.line)
	f.line, f.used, f.room, f.fresh = "", 0, f.rest, true
}

// breakable is the beginning of a word that fits: at least one character, and broken where people would.
func breakable(word string, room int) string {
	head, used := 0, 0
	for i, r := range word {
		used += cells.Width(string(r))
		if used > room && i > 0 {
			break
		}
		head = i + len(string(r))
	}
	if !strings.ContainsAny(word[:min(len(word), 4*len(word[:head]))], ":.;") {
		return word[:head] // base64 has slashes too, and no place that is better than another
	}
	if at := strings.LastIndexAny(word[:head], "/:,;=") + 1; at > head/2 {
		return word[:at]
	}
	return word[:head]
}
