package screen_test

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/lessons/progress"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// toasts collects the lines that a command wants to show over the footer.
func toasts(t *testing.T, s screen.Screen, name string) []string {
	t.Helper()
	var said []string
	var run func(tea.Cmd)
	run = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		switch msg := cmd().(type) {
		case screen.Toast:
			said = append(said, msg.Text)
		case tea.BatchMsg:
			run(msg[0]) // the others wait for time to pass
		default:
			var next tea.Cmd
			s, next = s.Update(msg)
			run(next)
		}
	}
	var cmd tea.Cmd
	s, cmd = pressOnce(t, s, name)
	run(cmd)
	return said
}

func TestTheFooterNamesTheNextKeyFirst(t *testing.T) {
	room := everyKind(t)
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"a form", nil, " enter send · tab next field · esc stop typing"},
		{"a form without the keys", []string{"esc"}, " enter send · ↑↓ type · ←→ page"},
		{"a question", toQuestion, " enter answer · ↑↓ choose · s skip"},
		{"a call", []string{"enter", "s"}, " enter run · ←→ page"},
		{"something to read", toSignedIn, " enter go on · ←→ page"},
		{"a token", []string{"enter", "s", "enter", "enter", "enter"}, " enter open · ←→ page"},
		{"the end of a page", toTraded, " enter next page · ←→ page"},
		{"a jump of the clock", append(slices.Clone(toRefused), "right"), " enter wait · ←→ page"},
		{"a try", toWaited, " ctrl+r run"},
		{"a try without the keys", append(slices.Clone(toWaited), "esc"), " enter run · ↑↓ type · h hint · s skip"},
		{"the last hint is the solution", append(slices.Clone(toWaited), "esc", "h", "h", "h"), " enter run · ↑↓ type · h solution"},
		{"the end", toRecalled, " enter leave"},
		{"the clock's menu", append(slices.Clone(toTraded), "t"), " 1 5 minutes · 2 1 hour · 3 1 day · esc stay"},
		{"the calls over a question", append(slices.Clone(toTrade[:len(toTrade)-2]), "z"), " enter back to the text"},
	} {
		lines := strings.Split(tuitest.Text(room.lesson(t, "every-kind", 120, 40, tt.keys...).View()), "\n")
		if got := lines[39]; !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: the footer is %q, want it to begin %q", tt.name, got, tt.want)
		}
	}
}

func TestAtMostSixKeysInTheFooter(t *testing.T) {
	view := tuitest.Text(everyKind(t).lesson(t, "every-kind", 200, 60, toTraded...).View())
	lines := strings.Split(view, "\n")
	if got := strings.Count(lines[59], " · ") + 1; got > 6 {
		t.Errorf("the footer names %d keys: %s", got, lines[59])
	}
}

func TestEnterReadsOnBeforeItTurnsThePage(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 60, 16, toToken...)
	shows(t, s, "Page 1 of 4", "enter read on")
	for range 12 {
		if strings.Contains(tuitest.Text(s.View()), "enter next page") {
			shows(t, s, "The signature fits.")
			shows(t, tuitest.Press(t, s, "enter"), "Page 2 of 4")
			return
		}
		s = tuitest.Press(t, s, "enter")
	}
	t.Errorf("the end of the page does not come into sight:\n%s", s.View())
}

func TestTheCallsHaveAPageOfTheirOwn(t *testing.T) {
	room := everyKind(t)
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}} {
		s := room.lesson(t, "every-kind", size[0], size[1], append(slices.Clone(toTrade), "z")...)
		shows(t, s, "─ GetId ▸1", "── GetId ──")
		hides(t, s, "The ● identity pool trades the token.")
		ran := tuitest.Press(t, s, "enter")
		shows(t, ran, "── GetCredentialsForIdentity ──")
		hides(t, tuitest.Press(t, ran, "esc"), "─ GetId ▸1  ")
		shows(t, tuitest.Press(t, ran, "z"), "Page 2 of 4")
	}
}

func TestAQuestionIsAnsweredInTheText(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "enter", "z")
	hides(t, s, "How many tokens")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "How many tokens", "enter answer")
	hides(t, s, "You said")
}

func TestNarrowScreensSwapWithTab(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 60, 16, append(slices.Clone(toSignedIn), "tab")...)
	shows(t, s, "── InitiateAuth ──")
	hides(t, s, "You said")
}

func TestInnerCallsUnfold(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, append(slices.Clone(toTrade), ",", ".")...)
	shows(t, s, "─ GetId ▸1")
	s = tuitest.Press(t, s, "f")
	hides(t, s, "─ GetId ▸1")
	shows(t, tuitest.Press(t, s, "f"), "─ GetId ▸1")
}

func TestTextSpeaksOfTheValuesOfItsTime(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toSolved...) // a fresh token has the old one's name
	s = tuitest.Press(t, s, "left", "left", "left")
	shows(t, s, "Page 1 of 4", "The token is good for 00:00")
}

func TestWhatTheClockBrokeIsSaidAndCanBeTakenBack(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, append(slices.Clone(toToken), "right", "t", "2", "enter")...)
	shows(t, s, "✗ App → ● Identity pool  GetId", "Invalid login token", "You can go on")
	shows(t, tuitest.Press(t, s, "u"), "Ready to run")
}

func TestAPasswordIsNotShown(t *testing.T) {
	room := everyKind(t)
	for _, panel := range []string{"1", "2", "3", "4", "5"} {
		hides(t, room.lesson(t, "every-kind", 200, 60, append(slices.Clone(toSignedIn), panel)...), "Sunny-Day-7")
	}
	hides(t, room.lesson(t, "every-kind", 200, 60, "enter", "s"), "Sunny-Day-7")
}

func TestCopying(t *testing.T) {
	deps := everyKind(t).deps(t, "every-kind")
	var copied string
	env := screen.Env{Theme: theme.Plain(), Copy: func(text string) (string, error) { copied = text; return "", nil }}
	s := tuitest.Start(t, screen.NewLesson(env, deps), 120, 40)
	s = tuitest.Press(t, s, append(slices.Clone(toSignedIn), "3")...)
	if said := toasts(t, s, "c"); len(said) != 1 || !strings.HasPrefix(said[0], "Copied: ") || copied == "" {
		t.Errorf("c says %q and copies %q", said, copied)
	}
	env.Copy = func(string) (string, error) { return "", errors.New("no clipboard") }
	s = tuitest.Start(t, screen.NewLesson(env, deps), 120, 40)
	if said := toasts(t, tuitest.Press(t, s, toSignedIn...), "c"); len(said) != 1 || said[0] != "Not copied: no clipboard" {
		t.Errorf("c says %q", said)
	}
}

func TestProgressThatCannotBeSavedIsSaid(t *testing.T) {
	deps := everyKind(t).deps(t, "every-kind")
	deps.Save = func(...progress.Event) func() error { return func() error { return errors.New("the disk is full") } }
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40)
	if said := toasts(t, s, "enter"); len(said) != 1 || said[0] != "Your progress is not saved: the disk is full" {
		t.Errorf("enter says %q", said)
	}
}

func TestTheDividerStaysFromLessonToLesson(t *testing.T) {
	column := func(s screen.Screen) int {
		return len([]rune(strings.Split(strings.Split(tuitest.Text(s.View()), "\n")[1], "┬")[0]))
	}
	deps := everyKind(t).deps(t, "every-kind")
	deps.Divider = &screen.Divider{}
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40)
	before := column(s)
	if moved := column(tuitest.Press(t, s, "esc", ">", ">", "<")); moved != before+4 {
		t.Errorf("the divider went from %d to %d, want one step on", before, moved)
	}
	next := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40)
	if got := column(next); got != before+4 {
		t.Errorf("in the next lesson it is at %d, want %d", got, before+4)
	}
	if narrow := tuitest.Press(t, next.SetSize(100, 30), "esc", ">"); strings.Contains(tuitest.Text(narrow.View()), "┬") {
		t.Error("there is a divider where there is one column")
	}
}

func TestUndoWithNothingToTakeBackSaysSo(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "esc")
	if said := toasts(t, s, "u"); len(said) != 1 || said[0] != "There is nothing to take back." {
		t.Errorf("u says %q", said)
	}
}

func TestHelpOpensFromTextAndFromFields(t *testing.T) {
	room := everyKind(t)
	for _, tt := range []struct {
		name, key string
		keys      []string
	}{
		{"f1 while typing", "f1", nil},
		{"? otherwise", "?", toQuestion},
	} {
		_, cmd := pressOnce(t, room.lesson(t, "every-kind", 120, 40, tt.keys...), tt.key)
		push, ok := cmd().(screen.Push)
		if !ok || !strings.HasPrefix(push.Screen.Title(), "Keys") {
			t.Errorf("%s: got %v, want help", tt.name, push)
		}
	}
}

func TestAThemeChangesColoursOnly(t *testing.T) {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	dark, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		t.Fatal(err)
	}
	room := everyKind(t)
	for _, keys := range [][]string{nil, toQuestion, toTraded, toWaited} {
		plain := room.lesson(t, "every-kind", 120, 40, keys...)
		dressed := tuitest.Send(t, plain, tea.Msg(screen.Themed{Theme: dark}))
		tuitest.Frame(t, dressed.View(), 120, 40)
		if !strings.Contains(dressed.View(), "\x1b[") {
			t.Error("the new theme has no colours")
		}
		if got, want := tuitest.Text(dressed.View()), tuitest.Text(plain.View()); got != want {
			t.Errorf("after %v: got\n%s\nwant\n%s", keys, got, want)
		}
	}
}

func TestTheWheelScrollsWhatIsUnderIt(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 20, toToken...)
	wheel := func(x, y int) string {
		next, _ := s.Update(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonWheelDown, Action: tea.MouseActionPress})
		return next.View()
	}
	if wheel(5, 8) == s.View() {
		t.Error("the text does not scroll")
	}
	if wheel(100, 15) == s.View() {
		t.Error("the panel does not scroll")
	}
	if wheel(5, 0) != s.View() {
		t.Error("the header scrolls something")
	}
}

func TestAnUnknownPageIsTheFirst(t *testing.T) {
	deps := everyKind(t).deps(t, "every-kind")
	deps.Page = "no-such-page"
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 80, 24)
	shows(t, s, "Page 1 of 4")
}

func TestTheOpenPageIsNamedAtTheEnd(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "esc", "right", "right", "esc", "right", "enter", "enter", "esc", "s", "s")
	shows(t, s, "Page 1, \"Sign in\", is still open.")
	hides(t, s, "Lesson done.")
}
