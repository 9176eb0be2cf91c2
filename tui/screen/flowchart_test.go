package screen_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"poolschool/lessons/flowchart"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func decision(t testing.TB) *flowchart.Chart {
	t.Helper()
	c, err := flowchart.Load(os.DirFS("../../assets/flowchart"), "choose.json")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func chooser(t testing.TB, width, height int, keys ...string) screen.Screen {
	t.Helper()
	s := screen.NewFlowchart(screen.Env{Theme: theme.Plain()}, decision(t), nil, nil)
	return tuitest.Press(t, tuitest.Start(t, s, width, height), keys...)
}

func TestFlowchartFrames(t *testing.T) {
	unsure := []string{"4", "2", "2", "1"} // customer, signs in first, client calls AWS
	for name, keys := range map[string][]string{
		"first question": nil, "in the middle": unsure, "both": {"3"}, "gone back": append(unsure[:4:4], "left", "left"),
		"refined": {"3", "2", "2"}, "ended": {"3", "2", "1", "1", "2"}, "whole chart": append(unsure[:4:4], "z"),
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen { return chooser(t, width, height, keys...) })
	}
}

func TestFlowchartFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"3"}, {"4", "2", "1", "1"}, {"3", "2", "1", "1", "2"}, {"z"}} {
		s := chooser(t, 80, 24, keys...)
		for width := 60; width <= 200; width += 7 {
			for _, height := range []int{16, 24, 40, 60} {
				view := tuitest.Resize(t, s, width, height).View()
				tuitest.Frame(t, view, width, height)
			}
		}
	}
}

// opened is the lesson that a command asks for.
func opened(cmd tea.Cmd) string {
	if cmd == nil {
		return ""
	}
	if msg, ok := cmd().(screen.OpenLesson); ok {
		return msg.ID
	}
	return ""
}

func TestRunItOpensTheLesson(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		last string
		want string
	}{
		{"r at the card", []string{"3"}, "r", "run-both"},
		{"the selected choice", []string{"3"}, "enter", "run-both"},
		{"its number", []string{"3"}, "1", "run-both"},
		{"not while a question is open", []string{"4"}, "r", ""},
		{"not where no lesson plays it", []string{"4", "3", "3"}, "r", ""},
	} {
		_, cmd := chooser(t, 80, 24, tt.keys...).Update(tuitest.Key(t, tt.last))
		if got := opened(cmd); got != tt.want {
			t.Errorf("%s: opens %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOutsideTheSimulatorSaysWhy(t *testing.T) {
	_, cmd := chooser(t, 80, 24, "4", "3", "3").Update(tuitest.Key(t, "r"))
	toast, ok := cmd().(screen.Toast)
	if !ok || !strings.Contains(toast.Text, "No pool and no sign-in") {
		t.Errorf("r = %v, want the reason", toast)
	}
}

// asked is the question or title that the panel shows.
func asked(s screen.Screen) string {
	lines := strings.Split(tuitest.Text(s.View()), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "── ") {
			text, _, _ := strings.Cut(lines[i+1], "│")
			return strings.TrimSpace(text)
		}
	}
	return ""
}

func TestOneKeyGoesBackAndForwardWithoutForgetting(t *testing.T) {
	s := chooser(t, 120, 40, "4", "2", "2")
	s = tuitest.Press(t, s, "left", "left")
	if got, want := asked(s), "Who makes the calls?"; got != want {
		t.Errorf("two back = %q, want %q", got, want)
	}
	if got := s.View(); !strings.Contains(got, "▸ 2 A customer, an app user or a visitor (your answer)") {
		t.Errorf("the answer given before is not selected:\n%s", got)
	}
	s = tuitest.Press(t, s, "enter", "right")
	if got, want := asked(s), "Does the client itself call AWS services, such as S3,"; got != want {
		t.Errorf("the same answer and one forward = %q, want %q", got, want)
	}
	if got, want := asked(tuitest.Press(t, s, "right", "right")), asked(s); got != want {
		t.Errorf("forward at the end = %q, want %q", got, want)
	}
	if got, want := asked(tuitest.Press(t, s, "u", "u", "u", "u", "u")), "What do your users need?"; got != want {
		t.Errorf("back beyond the beginning = %q, want %q", got, want)
	}
}

func TestAnotherAnswerChangesTheWay(t *testing.T) {
	s := tuitest.Press(t, chooser(t, 120, 40, "4", "2", "2", "1"), "left", "left", "left", "3")
	if got, want := asked(s), "What does the machine do?"; got != want {
		t.Errorf("after the change = %q, want %q", got, want)
	}
	if got, want := asked(tuitest.Press(t, s, "right")), "What does the machine do?"; got != want {
		t.Errorf("answers to questions that are no longer asked stay: %q, want %q", got, want)
	}
}

func TestArrowsSelectAndEnterChooses(t *testing.T) {
	s := chooser(t, 80, 24, "up", "down", "down", "down", "down", "down", "enter")
	if got, want := asked(s), "Who makes the calls?"; got != want {
		t.Errorf("the last answer leads to %q, want %q", got, want)
	}
	if got, want := asked(tuitest.Press(t, s, "9")), "Who makes the calls?"; got != want {
		t.Errorf("a number without an answer leads to %q, want %q", got, want)
	}
}

// find is the cell where a text begins.
func find(t *testing.T, s screen.Screen, text string) (x, y int) {
	t.Helper()
	for y, line := range strings.Split(tuitest.Text(s.View()), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			return len([]rune(before)), y
		}
	}
	t.Fatalf("%q is not on the screen:\n%s", text, s.View())
	return 0, 0
}

func TestMouseChoosesAnAnswerAndJumpsToANode(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		s := chooser(t, size[0], size[1])
		x, y := find(t, s, "Something else")
		s = tuitest.Click(t, s, x, y)
		if got, want := asked(s), "Who makes the calls?"; got != want {
			t.Errorf("%v: a click on the last answer leads to %q, want %q", size, got, want)
		}
		x, y = find(t, s, "users need?")
		if got, want := asked(tuitest.Click(t, s, x, y)), "What do your users need?"; got != want {
			t.Errorf("%v: a click on the first node leads to %q, want %q", size, got, want)
		}
		x, y = find(t, s, "AWS console?")
		if got, want := asked(tuitest.Click(t, s, x, y)), "Who makes the calls?"; got != want {
			t.Errorf("%v: a click on a node off the path leads to %q, want %q", size, got, want)
		}
		if got, want := asked(tuitest.Click(t, s, 1, size[1]-1)), "Who makes the calls?"; got != want {
			t.Errorf("%v: a click on the footer leads to %q, want %q", size, got, want)
		}
	}
}

func TestTheWholeCardCanBeReadAtTheSmallestSize(t *testing.T) {
	s := chooser(t, 60, 16, "3")
	seen := s.View()
	for range 40 {
		s = tuitest.Press(t, s, "pgdown")
		seen += s.View()
	}
	for _, want := range []string{"Set up", "The commonest mistake", "Your answers"} {
		if !strings.Contains(seen, want) {
			t.Errorf("%q cannot be reached", want)
		}
	}
	if up := tuitest.Press(t, s, "up").View(); up == s.View() {
		t.Error("up at the first choice scrolls nothing")
	}
}

func TestWheelScrolls(t *testing.T) {
	s := chooser(t, 80, 24, "3")
	before := s.View()
	s, _ = s.Update(tea.MouseMsg{Button: tea.MouseButtonWheelDown})
	if s.View() == before {
		t.Error("the wheel moves nothing")
	}
}

func TestWritingTheRecord(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		err        error
		keys       []string
	}{
		{"says where it went", "wrote d.md", nil, []string{"1"}},
		{"says what went wrong", "d.md exists", errors.New("d.md exists"), []string{"1"}},
		{"not before there is a choice", "", nil, nil},
	} {
		var record string
		save := func(r string) (string, error) { record = r; return "wrote d.md", tt.err }
		s := tuitest.Start(t, screen.NewFlowchart(screen.Env{Theme: theme.Plain()}, decision(t), nil, save), 80, 24)
		_, cmd := tuitest.Press(t, s, tt.keys...).Update(tuitest.Key(t, "w"))
		got := ""
		if cmd != nil {
			got = cmd().(screen.Toast).Text
		}
		if got != tt.want {
			t.Errorf("%s: toast = %q, want %q", tt.name, got, tt.want)
		}
		if (record != "") != (tt.want != "") || record != "" && !strings.HasPrefix(record, "# Decision: User pool only") {
			t.Errorf("%s: record = %q", tt.name, record)
		}
	}
}

func TestLeaving(t *testing.T) {
	_, cmd := chooser(t, 80, 24).Update(tuitest.Key(t, "esc"))
	if _, ok := cmd().(screen.Pop); !ok {
		t.Error("esc does not leave the screen")
	}
	s, cmd := chooser(t, 80, 24, "z").Update(tuitest.Key(t, "esc"))
	if cmd != nil || asked(s) == "" {
		t.Error("esc on the whole chart does not go back to the question")
	}
	if got := chooser(t, 80, 24, "z", "1", "enter", "z"); asked(got) != "What do your users need?" {
		t.Errorf("keys on the whole chart choose what cannot be seen: %q", asked(got))
	}
}

func TestAThemeChangeRedraws(t *testing.T) {
	s := chooser(t, 80, 24, "3")
	other := theme.Plain()
	other.Heading = theme.Ink{Prefix: "\x1b[1m", Suffix: "\x1b[0m"}
	s, _ = s.Update(screen.Themed{Theme: other})
	if !strings.Contains(s.View(), "\x1b[1m") {
		t.Error("the new theme is not on the screen")
	}
	tuitest.Frame(t, s.View(), 80, 24)
}

func TestColoursChangeNoCharacter(t *testing.T) {
	r := lipgloss.NewRenderer(io.Discard)
	for _, tt := range []struct {
		theme   string
		profile termenv.Profile
	}{{"dark", termenv.TrueColor}, {"light", termenv.ANSI256}, {"no-colour", termenv.ANSI}} {
		r.SetColorProfile(tt.profile)
		look, err := theme.Load(os.DirFS("../../assets/themes"), tt.theme, r)
		if err != nil {
			t.Fatal(err)
		}
		s := screen.NewFlowchart(screen.Env{Theme: look}, decision(t), nil, nil)
		view := tuitest.Press(t, tuitest.Start(t, s, 120, 40), "3").View()
		tuitest.Frame(t, view, 120, 40)
		if got, want := tuitest.Text(view), tuitest.Text(chooser(t, 120, 40, "3").View()); got != want {
			t.Errorf("%s: the text is\n%s\nwant\n%s", tt.theme, got, want)
		}
		if node := look.UserPool.Render("[ ◆ user pool ]"); !strings.Contains(view, node) {
			t.Errorf("%s: the user pool's node is not in its ink %q", tt.theme, node)
		}
	}
}

func TestEveryCharacterOfTheChartTakesOneCell(t *testing.T) {
	data, err := os.ReadFile("../../assets/flowchart/choose.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range string(data) {
		if r >= ' ' && ansi.StringWidth(string(r)) != 1 {
			t.Errorf("%q takes %d cells", r, ansi.StringWidth(string(r)))
		}
	}
}

func TestEveryPathFitsTheScreen(t *testing.T) {
	var walk func(s screen.Screen, depth int)
	walk = func(s screen.Screen, depth int) {
		tuitest.Frame(t, s.View(), 80, 24)
		for i := 1; i <= 5 && depth < 14; i++ {
			next, cmd := s.Update(tuitest.Key(t, fmt.Sprint(i)))
			if cmd == nil && asked(next) != asked(s) {
				walk(next, depth+1)
			}
		}
	}
	walk(chooser(t, 80, 24), 0)
}

func BenchmarkFlowchartKey(b *testing.B) {
	s := chooser(b, 200, 60, "4")
	down, up := tuitest.Key(b, "down"), tuitest.Key(b, "up")
	for b.Loop() {
		s, _ = s.Update(down)
		_ = s.View()
		s, _ = s.Update(up)
		_ = s.View()
	}
}
