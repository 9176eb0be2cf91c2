package picker

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func operations() []Item {
	var items []Item
	for _, name := range []string{"InitiateAuth", "RespondToAuthChallenge", "SignUp", "ConfirmSignUp", "GetId", "GetCredentialsForIdentity", "PutObject", "AssumeRoleWithWebIdentity"} {
		items = append(items, Item{Kind: "call", Title: name, About: "what " + name + " is for"})
	}
	return append(items, Item{Kind: "lesson", Title: "Signing in", Note: "10 min", About: "Tell a password from a proof of one."})
}

func picked(t *testing.T, query string, keys ...string) string {
	t.Helper()
	m := New(theme.Plain(), operations())
	m.SetSize(50, 12)
	for _, r := range query {
		m = m.Update(tuitest.Key(t, string(r)))
	}
	for _, k := range keys {
		m = m.Update(tuitest.Key(t, k))
	}
	i, ok := m.Selected()
	if !ok {
		return ""
	}
	return operations()[i].Title
}

func TestTyping(t *testing.T) {
	for _, tt := range []struct {
		name, query string
		keys        []string
		want        string
	}{
		{"nothing typed leaves the order", "", nil, "InitiateAuth"},
		{"a beginning is enough", "put", nil, "PutObject"},
		{"first letters of words are enough", "gcfi", nil, "GetCredentialsForIdentity"},
		{"case does not count", "ASSUME", nil, "AssumeRoleWithWebIdentity"},
		{"every word must fit", "lesson sign", nil, "Signing in"},
		{"words may come in any order", "up confirm", nil, "ConfirmSignUp"},
		{"what is said about an item counts too", "password", nil, "Signing in"},
		{"nothing fits", "zzz", nil, ""},
		{"down goes to the next", "", []string{"down", "down"}, "SignUp"},
		{"up stays at the first", "", []string{"up"}, "InitiateAuth"},
		{"end goes to the last", "", []string{"end"}, "Signing in"},
		{"backspace widens the list again", "zzz", []string{"backspace", "backspace", "backspace"}, "InitiateAuth"},
	} {
		if got := picked(t, tt.query, tt.keys...); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLinesHaveTheSize(t *testing.T) {
	for width := 1; width < 70; width += 3 {
		for height := 1; height < 20; height += 2 {
			m := New(theme.Plain(), operations())
			m.SetSize(width, height)
			tuitest.Frame(t, strings.Join(m.Lines(), "\n"), width, height)
		}
	}
}

func TestMouse(t *testing.T) {
	m := New(theme.Plain(), operations())
	m.SetSize(50, 12)
	m = m.Update(tea.MouseMsg{X: 3, Y: 4, Button: tea.MouseButtonLeft, Action: tea.MouseActionPress})
	if i, _ := m.Selected(); i != 2 {
		t.Errorf("a click on the third row selects %d, want 2", i)
	}
	m = m.Update(tea.MouseMsg{Button: tea.MouseButtonWheelUp})
	if i, _ := m.Selected(); i != 1 {
		t.Errorf("the wheel selects %d, want 1", i)
	}
	if m.At(0) || !m.At(2) {
		t.Error("items begin in row 2")
	}
}

func TestOtherItemsKeepTheQuery(t *testing.T) {
	m := New(theme.Plain(), operations())
	m.SetSize(50, 12)
	m.SetQuery("sign")
	m.SetItems(operations()[:3])
	if i, ok := m.Selected(); !ok || i != 2 || m.Found() != 1 {
		t.Errorf("selected %d of %d, want SignUp alone", i, m.Found())
	}
	m.SetItems(nil)
	if _, ok := m.Selected(); ok || !strings.Contains(strings.Join(m.Lines(), "\n"), m.Empty) {
		t.Error("without items something is selected, or nothing is said")
	}
}

func TestAnotherThemeRepaints(t *testing.T) {
	m := New(theme.Plain(), operations())
	m.SetSize(50, 12)
	plain := strings.Join(m.Lines(), "")
	worn := theme.Plain()
	worn.Selected = theme.Ink{Prefix: "\x1b[1m", Suffix: "\x1b[0m"}
	m.SetTheme(worn)
	if got := strings.Join(m.Lines(), ""); got == plain || cells.Width(m.Lines()[2]) != 50 {
		t.Errorf("got the same lines in another theme")
	}
}

func BenchmarkTyping(b *testing.B) {
	var items []Item
	for i := range 400 {
		items = append(items, Item{Kind: "page", Title: fmt.Sprintf("Page %d of something", i), About: "a line about it"})
	}
	m := New(theme.Plain(), items)
	m.SetSize(80, 40)
	for b.Loop() {
		m.SetQuery("some")
	}
}
