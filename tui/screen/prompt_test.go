package screen_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func TestAPromptAsksForALine(t *testing.T) {
	env := screen.Env{Theme: theme.Plain()}
	under := tuitest.Start(t, screen.NewCard(env, amr()), 80, 24)
	prompt := screen.NewPrompt(env, under, "Save the calls", "A path, or nothing.", "calls", func(text string) tea.Cmd { return screen.Say("got " + text) })
	m := tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.Push{Screen: prompt}))
	sees(t, m, "Save the calls", "A path, or nothing.", "> calls", "enter go on")
	if got := tuitest.Text(tuitest.Press(t, m, append(typed(".json"), "enter")...).View()); !strings.Contains(got, "got calls.json") {
		t.Errorf("enter gives %q", got)
	}
	if got := tuitest.Text(tuitest.Press(t, m, "x", "esc").View()); strings.Contains(got, "got") || !strings.HasPrefix(got, " poolschool · Course") {
		t.Errorf("esc gives %q", got)
	}
	for width := 60; width < 200; width += 13 {
		tuitest.Frame(t, tuitest.Resize(t, m, width, 16).View(), width, 16)
	}
}
