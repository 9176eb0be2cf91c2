package editor

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func write(t *testing.T, text string, keys ...string) Model {
	t.Helper()
	m := New(NewStyles(theme.Plain()), text)
	m.SetWidth(20)
	for _, k := range keys {
		m = m.Update(tuitest.Key(t, k))
	}
	return m
}

func TestEditing(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		keys       []string
		want       string
	}{
		{"characters stand at the cursor", "{}", []string{"right", "a", "b"}, "{ab}"},
		{"enter breaks the line", "{}", []string{"right", "enter", "x"}, "{\nx}"},
		{"backspace joins lines", "ab\ncd", []string{"down", "backspace"}, "abcd"},
		{"backspace at the beginning does nothing", "ab", []string{"backspace"}, "ab"},
		{"delete joins lines too", "ab\ncd", []string{"end", "delete"}, "abcd"},
		{"delete at the very end does nothing", "ab", []string{"end", "delete"}, "ab"},
		{"left goes to the line before", "ab\ncd", []string{"down", "left", "x"}, "abx\ncd"},
		{"right goes to the next line", "ab\ncd", []string{"end", "right", "x"}, "ab\nxcd"},
		{"down stops at the end of a shorter line", "abcd\ne", []string{"end", "down", "x"}, "abcd\nex"},
		{"the rest of a line can go", "abcd", []string{"right", "ctrl+k"}, "a"},
		{"space is a character", "ab", []string{"right", "space"}, "a b"},
		{"letters that are keys elsewhere are text", "", []string{"?", "q", "u"}, "?qu"},
	} {
		if got := write(t, tt.text, tt.keys...).Text(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPastedTextKeepsItsLines(t *testing.T) {
	m := write(t, "{}", "right").Update(paste("\"a\": 1,\r\"b\":\x1b[2J 2"))
	if got, want := m.Text(), "{\"a\": 1,\n\"b\": 2}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if m.Row() != 1 {
		t.Errorf("the cursor is in line %d, want 1", m.Row())
	}
}

func paste(text string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune(text)}
}

func TestTheTextStopsAtItsMost(t *testing.T) {
	for _, tt := range []struct {
		name, text, paste string
		size              int // of the text afterwards, in bytes
		cut               bool
	}{
		{"what fits is taken whole", "{}", strings.Repeat("x", Most-2), Most, false},
		{"what does not is cut off", "{}", strings.Repeat("x", Most-1), Most, true},
		{"line feeds count", "{}", strings.Repeat("\n", Most), Most, true},
		{"a rune is left out whole", "{}", strings.Repeat("é", Most), Most, true},
		{"so a byte may be free", "{", strings.Repeat("é", Most), Most - 1, true},
		{"a full text takes nothing", strings.Repeat("x", Most), "y", Most, true},
	} {
		m := write(t, tt.text).Update(paste(tt.paste))
		if len(m.Text()) != tt.size || m.Cut() != tt.cut {
			t.Errorf("%s: got %d bytes, cut %v, want %d, %v", tt.name, len(m.Text()), m.Cut(), tt.size, tt.cut)
		}
		if m = m.Update(tuitest.Key(t, "backspace")); m.Cut() {
			t.Errorf("%s: the next key still says that something was cut off", tt.name)
		}
	}
}

func TestALongLineShowsItsEnd(t *testing.T) {
	m := write(t, "").Update(paste(strings.Repeat("x", Most-1) + "世"))
	line := m.Lines()[0]
	if got := ansi.StringWidth(line); got > 20 || !strings.HasPrefix(line, "xxx") {
		t.Errorf("got %d cells: %q, want the end of the line in 20", got, line)
	}
}

func TestAnOlderValueKeepsItsText(t *testing.T) {
	old := write(t, "ab\ncd", "end")
	old.Update(tuitest.Key(t, "delete"))
	old.Update(tuitest.Key(t, "x"))
	if got := old.Text(); got != "ab\ncd" {
		t.Errorf("got %q", got)
	}
}

func TestLinesFitAndShowTheCursor(t *testing.T) {
	m := write(t, strings.Repeat("0123456789", 5)+"\nshort", "end")
	for _, line := range m.Lines() {
		if got := ansi.StringWidth(line); got > 20 {
			t.Errorf("got %d cells: %q", got, line)
		}
	}
	if got := m.Lines()[0]; !strings.HasSuffix(got, "9 ") {
		t.Errorf("the end of the line is out of sight: %q", got)
	}
}

func TestWithoutTheKeysNothingIsWritten(t *testing.T) {
	m := write(t, "ab")
	m.SetActive(false)
	if got := m.Update(tuitest.Key(t, "x")).Text(); got != "ab" {
		t.Errorf("got %q", got)
	}
	m.SetActive(true)
	m.SetText("cd")
	if got := m.Update(tuitest.Key(t, "x")).Text(); got != "xcd" {
		t.Errorf("got %q", got)
	}
}
