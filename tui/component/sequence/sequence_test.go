package sequence

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/muesli/termenv"

	"poolschool/assets"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

var everyone = []Lifeline{
	{ID: "you", Name: "You"},
	{ID: "app", Name: "App"},
	{ID: "userpool", Name: "User pool", Short: "Users", Side: theme.UserPool},
	{ID: "identitypool", Name: "Identity pool", Short: "Ident", Side: theme.IdentityPool},
	{ID: "sts", Name: "STS"},
	{ID: "s3", Name: "S3"},
	{ID: "google", Name: "Google"},
}

var story = []Message{
	{ID: 1, From: "you", To: "app", Label: "ana", OneWay: true},
	{ID: 2, From: "app", To: "userpool", Label: "InitiateAuth", Answer: "3 tokens", OK: true},
	{ID: 3, From: "app", To: "app", Label: "verify ID token", Answer: "9 checks", OK: true},
	{ID: 4, From: "app", To: "s3", Label: "PUT photo, Bearer eyJ…", Answer: "400 InvalidArgument"},
	{ID: 5, From: "app", To: "identitypool", Label: "GetId", Answer: "us-east-1:7f3c…", OK: true},
	{ID: 6, Parent: 5, From: "identitypool", To: "userpool", Label: "JWKS", Answer: "2 keys", OK: true},
	{ID: 7, From: "app", To: "identitypool", Label: "GetCredentialsForIdentity", Answer: "ASIA… 59:58", OK: true},
	{ID: 8, Parent: 7, From: "identitypool", To: "sts", Label: "AssumeRoleWithWebIdentity", Short: "AssumeRole…WebIdentity", Answer: "role AppUser", OK: true},
	{ID: 9, From: "app", To: "sts", Label: "GetCallerIdentity", Answer: "assumed-role/AppUser", OK: true},
	{ID: 10, From: "app", To: "s3", Label: "PutObject uploads/somebody/cat.jpg", Answer: "403 AccessDenied"},
}

func with(messages []Message, width, height int) Model {
	m := New(NewStyles(theme.Plain()))
	m.SetPlan(everyone, story)
	m.SetSize(width, height)
	m.SetMessages(messages)
	return m
}

func TestTheStory(t *testing.T) {
	for _, width := range []int{40, 50, 66, 80, 110} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			m := with(story, width, 21)
			m.ToggleFold(5)
			m.Select(7)
			golden.RequireEqual(t, []byte(tuitest.Text(m.View())))
		})
	}
}

func TestEveryLineHasTheWidth(t *testing.T) {
	odd := append(slices.Clip(story),
		Message{ID: 11, From: "s3", To: "s3", Label: "check signature", Answer: "ok", OK: true},
		Message{ID: 12, From: "s3", To: "you", Label: "漢字漢字漢字 e\u0301", Pending: true},
		Message{ID: 13, From: "app", To: "app", Label: "remember", OneWay: true},
		Message{ID: 14, From: "nobody", To: "you", Label: "a\tb\nc", Answer: "\x1b[2J"},
	)
	for width := 1; width <= 160; width++ {
		for _, height := range []int{1, 12, 40} {
			m := with(odd, width, height)
			m.Select(10)
			tuitest.Frame(t, m.View(), width, height)
		}
	}
	if t.Failed() {
		t.Log(with(odd, 80, 40).View())
	}
}

func TestColumnsDoNotMoveWhileTheDiagramGrows(t *testing.T) {
	for _, width := range []int{50, 80, 110} {
		want := with(nil, width, 30).Lines()[0]
		for n := range story {
			if got := with(story[:n], width, 30).Lines()[0]; got != want {
				t.Errorf("width %d, %d calls: got heads %q, want %q", width, n, got, want)
			}
		}
	}
}

func TestOnlyThoseWhoTakePartStand(t *testing.T) {
	m := with(nil, 110, 5)
	if strings.Contains(m.View(), "Google") {
		t.Errorf("got %q, want no lifeline without a call", m.Lines()[0])
	}
	m.SetMessages([]Message{{ID: 1, From: "you", To: "google", Label: "sign in"}, {ID: 2, From: "google", To: "Ghost", Label: "boo"}})
	for _, name := range []string{"Google", "Ghost"} {
		if !strings.Contains(m.Lines()[0], name) {
			t.Errorf("got %q, want %s, who was called", m.Lines()[0], name)
		}
	}
}

func TestWithoutCallsEveryoneStands(t *testing.T) {
	m := New(NewStyles(theme.Plain()))
	m.SetSize(110, 3)
	m.SetPlan(everyone, nil)
	if got, want := strings.Fields(m.Lines()[0]), 11; len(got) != want {
		t.Errorf("got %q, want %d words", got, want)
	}
}

func TestHeadsStayAndTheNewestIsInSight(t *testing.T) {
	m := with(story[:4], 80, 6)
	if got, want := m.Lines()[0], with(story, 80, 30).Lines()[0]; got != want {
		t.Errorf("got heads %q, want %q", got, want)
	}
	if last := m.Lines()[5]; !strings.Contains(last, "400 InvalidArgument") {
		t.Errorf("got last line %q, want the newest answer", last)
	}
	m.SetMessages(story)
	if last := m.Lines()[5]; !strings.Contains(last, "403 AccessDenied") {
		t.Errorf("got last line %q, want the newest answer", last)
	}
	if got, want := m.Above(), 19-5; got != want {
		t.Errorf("got %d rows above, want %d", got, want)
	}
}

func TestACountdownDoesNotScroll(t *testing.T) {
	m := with(story, 80, 6)
	m.Select(1)
	later := slices.Clone(story)
	later[6].Answer = "ASIA… 59:57"
	m.SetMessages(later)
	if got := m.Above(); got != 0 {
		t.Errorf("got %d rows above, want 0", got)
	}
}

func TestKeysMarkAndFold(t *testing.T) {
	for _, tt := range []struct {
		keys []string
		want int
	}{
		{[]string{"up"}, 10}, {[]string{"down"}, 1}, {[]string{"down", "down"}, 2}, {[]string{"up", "down"}, 10},
		{[]string{"up", "up", "up"}, 8}, {[]string{"down", "up"}, 1}, {[]string{"x"}, 0}, {[]string{"f"}, 0},
		{[]string{"up", "up", "up", "up", "f", "down"}, 9}, // folded: 7, then 9
	} {
		m := tuitest.Press(t, with(story, 80, 8), tt.keys...)
		if got := m.Selected(); got != tt.want {
			t.Errorf("%v: got message %d, want %d", tt.keys, got, tt.want)
		}
		if tt.want != 0 && !strings.Contains(m.View(), theme.SignCursor) {
			t.Errorf("%v: the marked message is out of sight:\n%s", tt.keys, m.View())
		}
	}
	if m := tuitest.Press(t, New(Styles{}), "up", "down"); m.Selected() != 0 {
		t.Errorf("an empty diagram: got message %d, want none", m.Selected())
	}
}

func TestAFoldSaysHowManyItHides(t *testing.T) {
	m := with(story, 110, 30)
	m.ToggleFold(7)
	if !strings.Contains(m.View(), "GetCredentialsForIdentity ▸1") || strings.Contains(m.View(), "AssumeRole") {
		t.Errorf("got\n%s", m.View())
	}
	m.ToggleFold(7)
	if got, want := m.View(), with(story, 110, 30).View(); got != want {
		t.Errorf("unfolded: got\n%s\nwant\n%s", got, want)
	}
}

func TestTheWheelScrolls(t *testing.T) {
	m := tuitest.Send(t, with(story, 80, 6), tea.Msg(tea.MouseMsg{Button: tea.MouseButtonWheelUp}))
	if got, want := m.Below(), 3; got != want {
		t.Errorf("got %d rows below, want %d", got, want)
	}
	m = tuitest.Send(t, m, tea.Msg(tea.MouseMsg{Button: tea.MouseButtonWheelDown}))
	if got := m.Below(); got != 0 {
		t.Errorf("got %d rows below, want 0", got)
	}
}

func TestAClickFindsItsMessage(t *testing.T) {
	m := with(story, 80, 30)
	for _, tt := range []struct {
		y, want int
		ok      bool
	}{{0, 0, false}, {1, 1, true}, {2, 2, true}, {3, 2, true}, {19, 10, true}, {20, 0, false}, {-1, 0, false}} {
		if got, ok := m.At(tt.y); got != tt.want || ok != tt.ok {
			t.Errorf("line %d: got %d, %t, want %d, %t", tt.y, got, ok, tt.want, tt.ok)
		}
	}
}

func TestOddMessagesEnd(t *testing.T) {
	m := with([]Message{
		{ID: 1, Parent: 2, From: "you", To: "app"}, {ID: 2, Parent: 1, From: "you", To: "app"}, // each other's parent
		{ID: 3, Parent: 3, From: "you", To: "app"}, {ID: 4, Parent: 99, From: "you", To: "app", Label: "orphan"},
		{ID: 4, Parent: 4, From: "you", To: "app"},
	}, 80, 30)
	m.ToggleFold(4)
	if !strings.Contains(m.View(), "orphan") {
		t.Errorf("got\n%s\nwant the message whose parent is unknown", m.View())
	}
}

func TestColours(t *testing.T) {
	dark := loadDark(t)
	m := New(NewStyles(dark))
	m.SetPlan(everyone, story)
	m.SetSize(110, 30)
	m.SetMessages(story)
	for _, want := range []string{
		dark.UserPool.Render("◆ User pool"), dark.IdentityPool.Render("● Identity pool"),
		dark.Deny.Render("✗ 403 AccessDenied"), dark.Allow.Render("✓ "),
	} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("want %q", want)
		}
	}
	m.Select(2)
	if !strings.Contains(m.View(), dark.Selected.Prefix) {
		t.Error("the marked row looks like any other")
	}
	tuitest.Frame(t, m.View(), 110, 30)
	m.SetStyles(NewStyles(theme.Plain()))
	if strings.Contains(m.View(), "\x1b") {
		t.Error("got colours, want none with the plain theme")
	}
}

func TestAnOlderDiagramKeepsItsFolds(t *testing.T) {
	old := with(story, 80, 30)
	before := old.View()
	young := old
	young.ToggleFold(7)
	young.Select(2)
	old.SetSize(79, 30)
	old.SetSize(80, 30)
	if got := old.View(); got != before {
		t.Errorf("got\n%s\nwant\n%s", got, before)
	}
}

func loadDark(tb testing.TB) theme.Theme {
	tb.Helper()
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.TrueColor)
	dark, err := theme.Load(assets.Themes(), "dark", r)
	if err != nil {
		tb.Fatal(err)
	}
	return dark
}

// BenchmarkSelect is a key that moves the mark in a diagram of 110x60: Update, which draws all anew, and View.
func BenchmarkSelect(b *testing.B) {
	m := New(NewStyles(loadDark(b)))
	m.SetPlan(everyone, story)
	m.SetSize(200, 60)
	m.SetMessages(story)
	up, down := tuitest.Key(b, "up"), tuitest.Key(b, "down")
	took := make([]time.Duration, 0, 1<<18)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		msg := up
		if i%20 >= 10 {
			msg = down
		}
		start := time.Now()
		m, _ = m.Update(msg)
		_ = m.View()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
