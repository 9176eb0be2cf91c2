package panels

import (
	"strings"
	"unicode/utf8"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// sheet is a tab laid out for a width.
type sheet struct {
	lines []string
	items []item
}

// item is something that the cursor can stand on.
type item struct {
	id            string // stable from one layout to the next
	first, last   int    // lines
	what, text    string // for copying
	about         string // what it is, for a learner
	folds, folded bool
	around        int  // the item that this one is part of, -1 for none
	news          bool // the last call made or changed it
}

// item is what the cursor stands on.
func (v *view) item() (item, bool) {
	if v.cursor < 0 || v.cursor >= len(v.sheet.items) {
		return item{}, false
	}
	return v.sheet.items[v.cursor], true
}

// follow scrolls to the cursor. The first item brings what stands above it, the first line of an item counts more than the
// last.
func (v *view) follow() {
	item, ok := v.item()
	if !ok {
		return
	}
	v.pane.ScrollTo(item.last)
	v.pane.ScrollTo(item.first)
	if v.cursor == 0 {
		v.pane.ScrollTo(0)
		v.pane.ScrollTo(item.first)
	}
}

// drag moves the cursor into sight, to the nearest item.
func (v *view) drag() {
	if len(v.sheet.items) == 0 {
		return
	}
	// Lines fit the pane, so a row is a line.
	top, bottom := v.pane.Above(), len(v.sheet.lines)-v.pane.Below()-1
	for v.cursor+1 < len(v.sheet.items) && v.sheet.items[v.cursor].last < top {
		v.cursor++
	}
	for v.cursor > 0 && v.sheet.items[v.cursor].first > bottom {
		v.cursor--
	}
}

// writer puts a sheet together.
type writer struct {
	styles Styles
	width  int
	sheet
}

func (w *writer) gap() { w.lines = append(w.lines, "") }

// line adds a line that may hold colours; it is cut if it does not fit.
func (w *writer) line(text string) { w.lines = append(w.lines, cells.Cut(text, w.width)) }

// put adds text of one ink, wrapped behind head, which may hold colours. The lines after the first begin under the text, or,
// where a head would leave too little room, further left.
func (w *writer) put(head string, ink theme.Ink, text string) {
	indent := cells.Width(head)
	if w.width-indent < leastText {
		indent = min(indent, 4)
	}
	w.hang(head, indent, ink, text)
}

// leastText is how many cells wrapped text needs to be readable.
const leastText = 16

// hang is put with the indent of the lines after the first.
func (w *writer) hang(head string, indent int, ink theme.Ink, text string) {
	room := w.width - cells.Width(head)
	if room < 4 && text != "" {
		w.line(head)
		head, room = cells.Blank(indent), w.width-indent
	}
	for i, line := range fill(plain(text), max(room, 1), max(w.width-indent, 1)) {
		if i > 0 {
			head = cells.Blank(indent)
		}
		w.lines = append(w.lines, head+ink.Render(line))
	}
}

// heading begins a part.
func (w *writer) heading(text string) {
	if len(w.lines) > 0 {
		w.gap()
	}
	w.line(w.styles.Heading.Render(text))
}

// begin starts an item; end finishes the last one that was started.
func (w *writer) begin(i item) {
	i.first = len(w.lines)
	w.items = append(w.items, i)
}

func (w *writer) end() {
	w.items[len(w.items)-1].last = max(len(w.lines)-1, w.items[len(w.items)-1].first)
}

// plain makes a value fit to be shown: control characters, which could move the cursor or change colours, become visible,
// and so do bytes that are no UTF-8.
func plain(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "·")
	}
	if strings.IndexFunc(text, isControl) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return '⏎'
		case isControl(r):
			return '·'
		}
		return r
	}, text)
}

func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }
