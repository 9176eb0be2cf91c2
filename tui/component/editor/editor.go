// Package editor is a small field of several lines, for the JSON of a call. It draws its lines when they change.
package editor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// KeyMap is what the editor listens to beside characters.
type KeyMap struct {
	Up, Down, Left, Right key.Binding
	Home, End             key.Binding
	NewLine               key.Binding
	Backspace, Delete     key.Binding
	Clear                 key.Binding // the line from the cursor on
}

// DefaultKeyMap are the keys of any editor.
func DefaultKeyMap() KeyMap {
	bind := func(keys ...string) key.Binding { return key.NewBinding(key.WithKeys(keys...)) }
	return KeyMap{
		Up: bind("up"), Down: bind("down"), Left: bind("left"), Right: bind("right"),
		Home: bind("home", "ctrl+a"), End: bind("end", "ctrl+e"),
		NewLine:   bind("enter"),
		Backspace: bind("backspace", "ctrl+h"), Delete: bind("delete", "ctrl+d"),
		Clear: bind("ctrl+k"),
	}
}

// Most is the most text that can be written, in bytes: a request is short, a file pasted by mistake is not. A text that is
// set, an earlier call's for instance, may be longer.
const Most = 64 << 10

// Styles are the editor's inks.
type Styles struct {
	Text, Cursor, Edge theme.Ink
}

// NewStyles takes the styles from a theme.
func NewStyles(t theme.Theme) Styles {
	return Styles{Text: t.Code, Cursor: t.Selected, Edge: t.Muted}
}

// Model is an editor. It is a value: an older one keeps its text.
type Model struct {
	KeyMap KeyMap

	styles   Styles
	text     [][]rune // a line each, never none
	row, col int
	active   bool
	cut      bool // the last key or paste was not taken whole
	width    int
	lines    []string
}

// New is an editor with a text and the cursor before it.
func New(s Styles, text string) Model {
	m := Model{KeyMap: DefaultKeyMap(), styles: s, active: true}
	for line := range strings.SplitSeq(cells.Clean(text), "\n") {
		m.text = append(m.text, []rune(line))
	}
	m.draw()
	return m
}

// SetStyles changes the looks.
func (m *Model) SetStyles(s Styles) {
	m.styles = s
	m.draw()
}

// SetWidth sets the width in cells. Longer lines scroll with the cursor.
func (m *Model) SetWidth(width int) {
	if width != m.width {
		m.width = width
		m.draw()
	}
}

// SetActive gives the editor the keys, or takes them.
func (m *Model) SetActive(active bool) {
	m.active = active
	m.draw()
}

// Active says that the editor has the keys.
func (m Model) Active() bool { return m.active }

// Cut says that the last key or paste was cut off, because the text had reached Most.
func (m Model) Cut() bool { return m.cut }

// Text is what is written.
func (m Model) Text() string {
	lines := make([]string, len(m.text))
	for i, l := range m.text {
		lines[i] = string(l)
	}
	return strings.Join(lines, "\n")
}

// SetText replaces what is written.
func (m *Model) SetText(text string) {
	next := New(m.styles, text)
	next.KeyMap, next.active, next.width = m.KeyMap, m.active, m.width
	next.draw()
	*m = next
}

// Row is the line of the cursor, counted from 0.
func (m Model) Row() int { return m.row }

// Lines are the text as lines of at most width cells. Nobody changes them.
func (m Model) Lines() []string { return m.lines }

// Update types and moves. It does nothing without the keys.
func (m Model) Update(msg tea.KeyMsg) Model {
	if !m.active {
		return m
	}
	k := m.KeyMap
	m.cut = false
	switch {
	case key.Matches(msg, k.Up):
		m.move(m.row-1, m.col)
	case key.Matches(msg, k.Down):
		m.move(m.row+1, m.col)
	case key.Matches(msg, k.Left):
		m.left()
	case key.Matches(msg, k.Right):
		m.right()
	case key.Matches(msg, k.Home):
		m.col = 0
	case key.Matches(msg, k.End):
		m.col = len(m.text[m.row])
	case key.Matches(msg, k.NewLine):
		m.insert("\n")
	case key.Matches(msg, k.Backspace):
		if m.row > 0 || m.col > 0 {
			m.left()
			m.remove()
		}
	case key.Matches(msg, k.Delete):
		m.remove()
	case key.Matches(msg, k.Clear):
		m.replace(m.row, m.row+1, m.text[m.row][:m.col])
	case msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace:
		m.insert(cells.Clean(strings.ReplaceAll(string(msg.Runes), "\r", "\n")))
	}
	m.draw()
	return m
}

// move goes to a place, or as near as there is one.
func (m *Model) move(row, col int) {
	m.row = min(max(row, 0), len(m.text)-1)
	m.col = min(max(col, 0), len(m.text[m.row]))
}

func (m *Model) left() {
	if m.col == 0 && m.row > 0 {
		m.move(m.row-1, len(m.text[m.row-1]))
		return
	}
	m.move(m.row, m.col-1)
}

func (m *Model) right() {
	if m.col == len(m.text[m.row]) && m.row+1 < len(m.text) {
		m.move(m.row+1, 0)
		return
	}
	m.move(m.row, m.col+1)
}

// insert writes at the cursor, as much as there is room for; line feeds begin new lines.
func (m *Model) insert(text string) {
	runes := []rune(m.fitting(text))
	line := m.text[m.row]
	whole := slices.Concat(line[:m.col], runes, line[m.col:])
	behind := len(line) - m.col
	var lines [][]rune
	for part := range strings.SplitSeq(string(whole), "\n") {
		lines = append(lines, []rune(part))
	}
	m.replace(m.row, m.row+1, lines...)
	m.row += len(lines) - 1
	m.col = len(m.text[m.row]) - behind
}

// remove deletes what is under the cursor; at the end of a line that is the line feed.
func (m *Model) remove() {
	line := m.text[m.row]
	switch {
	case m.col < len(line):
		m.replace(m.row, m.row+1, slices.Concat(line[:m.col], line[m.col+1:]))
	case m.row+1 < len(m.text):
		m.replace(m.row, m.row+2, slices.Concat(line, m.text[m.row+1]))
	}
}

// replace puts other lines in the place of some. Older values of the editor keep theirs.
func (m *Model) replace(from, to int, lines ...[]rune) {
	m.text = slices.Concat(m.text[:from], lines, m.text[to:])
}

// fitting is as much of a text as there is room for, whole runes.
func (m *Model) fitting(text string) string {
	room := max(Most-m.size(), 0)
	if len(text) <= room {
		return text
	}
	m.cut = true
	for room > 0 && !utf8.RuneStart(text[room]) {
		room--
	}
	return text[:room]
}

// size is the length of the text in bytes.
func (m *Model) size() int {
	n := max(len(m.text)-1, 0)
	for _, l := range m.text {
		for _, r := range l {
			n += utf8.RuneLen(r)
		}
	}
	return n
}

// draw cuts each line to the width. The line of the cursor is shifted as far as it takes to see it.
func (m *Model) draw() {
	m.lines = make([]string, len(m.text))
	for i, l := range m.text {
		if i == m.row && m.active {
			m.lines[i] = m.cursorLine(l)
			continue
		}
		m.lines[i] = m.styles.Text.Render(cells.Cut(string(l), m.width))
	}
}

func (m *Model) cursorLine(l []rune) string {
	from, room := m.col, m.width-2
	for from > 0 { // backwards: a line may be very long, and only its end is seen
		if room -= cells.Width(string(l[from-1 : from])); room < 0 {
			break
		}
		from--
	}
	under, behind := " ", ""
	if m.col < len(l) {
		under, behind = string(l[m.col]), string(l[m.col+1:])
	}
	before := string(l[from:m.col])
	room = m.width - cells.Width(before) - cells.Width(under)
	return m.styles.Text.Render(before) + m.styles.Cursor.Render(under) + m.styles.Text.Render(cells.Cut(behind, room))
}
