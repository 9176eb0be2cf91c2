package form

import (
	"strings"
	"testing"

	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func signIn() Model {
	m := New(theme.Plain(), []Field{
		{Name: "username", Value: "ana", Hint: "ana and ben are in this pool."},
		{Name: "password", Value: "Sunny-Day-7", Secret: true},
	})
	m.SetWidth(40)
	return m
}

func press(t *testing.T, m Model, keys ...string) Model {
	t.Helper()
	for _, k := range keys {
		m = m.Update(tuitest.Key(t, k))
	}
	return m
}

func TestTyping(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want [2]string
	}{
		{"left alone, it is what it proposes", nil, [2]string{"ana", "Sunny-Day-7"}},
		{"the first character replaces the proposal", []string{"b", "e", "n"}, [2]string{"ben", "Sunny-Day-7"}},
		{"deleting clears the proposal", []string{"backspace"}, [2]string{"", "Sunny-Day-7"}},
		{"an arrow keeps it", []string{"end", "x"}, [2]string{"anax", "Sunny-Day-7"}},
		{"a letter that is a key elsewhere is text here", []string{"?", "u"}, [2]string{"?u", "Sunny-Day-7"}},
		{"tab goes to the next field", []string{"tab", "q"}, [2]string{"ana", "q"}},
		{"from the last one to the first", []string{"tab", "down", "c"}, [2]string{"c", "Sunny-Day-7"}},
		{"and back", []string{"up", "q"}, [2]string{"ana", "q"}},
	} {
		got := press(t, signIn(), tt.keys...).Values()
		if got["username"] != tt.want[0] || got["password"] != tt.want[1] {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestAnOlderValueKeepsItsText(t *testing.T) {
	old := press(t, signIn(), "b")
	press(t, old, "e", "n")
	if got := old.Values()["username"]; got != "b" {
		t.Errorf("got %q, want b", got)
	}
}

func TestWithoutTheKeysNothingIsTyped(t *testing.T) {
	m := signIn()
	m.SetActive(false)
	if got := press(t, m, "x").Values()["username"]; got != "ana" {
		t.Errorf("got %q, want ana", got)
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	for _, keys := range [][]string{nil, {"tab"}, {"tab", "H", "i"}} {
		m := press(t, signIn(), keys...)
		text := strings.Join(m.Lines(), "\n")
		if strings.Contains(text, m.Values()["password"]) {
			t.Errorf("%v: the password stands in\n%s", keys, text)
		}
	}
}

func TestWrongStandsBelowItsField(t *testing.T) {
	m := signIn()
	m.Wrong("password", "Too short: a password has eight characters at least.")
	text := tuitest.Text(strings.Join(m.Lines(), "\n"))
	want := "  username  ana\n            ana and ben are in this\n            pool.\n▸ password  •••••••••••\n            Too short: a password has\n            eight characters at least.\n"
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if got := press(t, m, "x").Lines(); strings.Contains(strings.Join(got, "\n"), "Too short") {
		t.Error("what was wrong still stands there after a key")
	}
	if field, ok := m.FieldAt(4); !ok || field != 1 {
		t.Errorf("the line of the mistake belongs to field %d, want 1", field)
	}
}

func TestLinesFitTheWidth(t *testing.T) {
	for width := 24; width < 100; width += 5 {
		m := signIn()
		m.SetWidth(width)
		m = tuitestType(t, m, strings.Repeat("long/path/", 12))
		for _, line := range m.Lines() {
			if got := len([]rune(tuitest.Text(line))) - 1; got > width {
				t.Errorf("width %d: got %d cells: %q", width, got, line)
			}
		}
	}
}

func tuitestType(t *testing.T, m Model, text string) Model {
	t.Helper()
	for _, r := range text {
		m = m.Update(tuitest.Key(t, string(r)))
	}
	return m
}
