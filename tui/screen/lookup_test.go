package screen_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// terms is a glossary of a few real terms and many others.
func terms() screen.LookupDeps {
	deps := screen.LookupDeps{Title: "Glossary", Hint: "a word or a part of one", Entries: []screen.LookupEntry{
		{Card: screen.CardDeps{
			Title: "ID token", Side: theme.UserPool, Does: "see it happen", Go: screen.LearnPage("three-tokens", "id"),
			Parts: []screen.CardPart{{Text: "The token that says who somebody is. An application reads it, and an identity pool takes it."}, {Heading: "Not to be confused with access token", Text: "That one says what a call may do."}},
		}, Note: "JWT", Other: "access token"},
		{Card: screen.CardDeps{Title: "identity ID", Side: theme.IdentityPool, Parts: []screen.CardPart{{Text: "The number that a desk gives somebody."}}}},
		{Card: screen.CardDeps{Title: "role", Parts: []screen.CardPart{{Text: strings.Repeat("A set of rights that nobody owns. ", 40)}}}, Note: "IAM role"},
	}}
	for i := range 40 {
		deps.Entries = append(deps.Entries, screen.LookupEntry{Card: screen.CardDeps{Title: fmt.Sprintf("term %d", i)}})
	}
	deps.Entries = append(deps.Entries, screen.LookupEntry{Card: screen.CardDeps{Title: "access token", Side: theme.UserPool}})
	deps.Find = func(text string) (found screen.LookupFound) {
		for i, e := range deps.Entries {
			if strings.Contains(strings.ToLower(e.Card.Title), strings.ToLower(text)) {
				found.At = append(found.At, i)
			}
		}
		if len(found.At) == 0 {
			found.Said = `did you mean "role"?`
		}
		return found
	}
	return deps
}

func lookup(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	return tuitest.Press(t, tuitest.Start(t, screen.NewLookup(screen.Env{Theme: theme.Plain()}, terms()), width, height), keys...)
}

func TestLookupFrames(t *testing.T) {
	for name, keys := range map[string][]string{"all": nil, "another": {"down"}, "found": typed("tok"), "nothing fits": typed("xx")} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return lookup(t, width, height, keys...) })
	}
}

func TestLookupFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"down", "down", "pgdown"}, {"t", "o"}, {"x", "x"}, {"ctrl+end"}, {"?"}} {
		everySize(t, lookup(t, 80, 24, keys...))
	}
}

// everySize fails the test unless the screen fills terminals of all sizes.
func everySize(t *testing.T, s screen.Screen) {
	t.Helper()
	for width := 60; width <= 200; width += 7 {
		for _, height := range []int{16, 19, 24, 40, 60} {
			tuitest.Frame(t, tuitest.Resize(t, s, width, height).View(), width, height)
		}
	}
}

func TestLookupKeys(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"arrows select", []string{"down"}, "● identity ID"},
		{"the first row is the first", []string{"up"}, "▸ ◆ ID token"},
		{"the last row", []string{"ctrl+end"}, "▸ ◆ access token"},
		{"tab leads to what it is confused with", []string{"tab"}, "▸ ◆ access token"},
		{"tab leads there from a search that hides it", []string{"i", "d", "space", "t", "tab"}, "▸ ◆ access token"},
		{"tab does nothing where there is no other", []string{"down", "tab"}, "▸ ● identity ID"},
		{"esc clears what was typed", []string{"x", "x", "esc"}, "▸ ◆ ID token"},
		{"a blank finds everything", []string{"space"}, "▸ ◆ ID token"},
		{"what is said of no match", []string{"x", "x"}, `did you mean "role"?`},
	} {
		if got := tuitest.Text(lookup(t, 80, 24, tt.keys...).View()); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q is not on the screen:\n%s", tt.name, tt.want, got)
		}
	}
}

func TestLookupOpens(t *testing.T) {
	s := lookup(t, 80, 24)
	page := tea.Msg(screen.OpenLesson{ID: "three-tokens", Page: "id"})
	if _, cmd := s.Update(tuitest.Key(t, "enter")); cmd == nil || cmd() != page {
		t.Error("enter does not lead to the page")
	}
	x, y := find(t, s, "▸ ◆ ID token")
	click := tea.MouseMsg{X: x, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
	if _, cmd := s.Update(click); cmd == nil || cmd() != page {
		t.Error("a click on the selected entry does not lead to the page")
	}
	click.Y++
	if got, cmd := s.Update(click); cmd != nil || !strings.Contains(got.View(), "▸ ● identity ID") {
		t.Error("a click on another entry does not select it")
	}
	if _, cmd := lookup(t, 80, 24, "down").Update(tuitest.Key(t, "enter")); cmd != nil {
		t.Error("an entry without a page opens something")
	}
	if _, cmd := s.Update(tuitest.Key(t, "esc")); cmd == nil || cmd() != tea.Msg(screen.Pop{}) {
		t.Error("esc does not lead back")
	}
	if _, cmd := s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("?"), Paste: true}); cmd != nil {
		if _, help := cmd().(screen.Push); help {
			t.Error("a pasted question mark opens the help")
		}
	}
}

func BenchmarkLookupKey(b *testing.B) {
	s := lookup(b, 200, 60)
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
