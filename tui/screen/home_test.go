package screen_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// wholeCourse is as many lessons as the map will ever have to hold.
func wholeCourse() []screen.HomeLesson {
	return []screen.HomeLesson{
		{ID: "two-pools", Number: 10, Title: "Two pools, two questions", Track: "Half an hour", Minutes: 5, Goal: "Say what each pool is for, and which doors a token or credentials open."},
		{ID: "sign-up", Number: 20, Title: "A directory: sign-up", Track: "User pools", Minutes: 9, Goal: "Sign somebody up, confirm them, and say what the pool keeps."},
		{ID: "sign-in", Number: 30, Title: "Signing in", Track: "User pools", Minutes: 10, Goal: "Tell a password from a proof of one."},
		{ID: "tokens", Number: 40, Title: "Three tokens", Track: "User pools", Minutes: 10, Goal: "Read a token claim by claim and say who may believe it."},
		{ID: "api", Number: 50, Title: "Access to an application", Track: "User pools", Minutes: 8, Goal: "Let an API check tokens without an identity pool."},
		{ID: "recovery", Number: 60, Title: "Account recovery", Track: "User pools", Minutes: 7, Goal: "Give a lost account back to the right person."},
		{ID: "login-page", Number: 70, Title: "The login page", Track: "User pools", Minutes: 10, Goal: "Follow a redirect with PKCE and say what each parameter is for."},
		{ID: "social", Number: 80, Title: "Social login into a user pool", Track: "User pools", Minutes: 8, Goal: "Say whose token an application holds after a login with Google."},
		{ID: "trade", Number: 90, Title: "Trade a token for credentials", Track: "Half an hour", Minutes: 8, Goal: "Say which token the desk takes, and read its four commonest refusals."},
		{ID: "doors", Number: 100, Title: "Many doors, one identity pool", Track: "Identity pools", Minutes: 10, Goal: "Bring people in through five doors and keep one identity."},
		{ID: "role", Number: 110, Title: "Which role?", Track: "Identity pools", Minutes: 10, Goal: "Say which role a signed-in person gets, and name the five things that can decide it."},
		{ID: "photo-upload", Number: 120, Title: "The photo upload", Track: "Half an hour", Minutes: 10, Goal: "Follow one photo from sign-in to S3, and say at every step who checks what."},
		{ID: "break", Number: 130, Title: "Break the upload", Track: "Identity pools", Minutes: 10, Goal: "Read a refusal, name the layer that refused, and say the one change that would mend it."},
		{ID: "policy", Number: 140, Title: "“Isn't that just an IAM policy?”", Track: "Arguments", Minutes: 7, Goal: "Say what a policy can do alone, what an identity pool can do alone, and why it takes both."},
		{ID: "sts", Number: 150, Title: "“Why not STS directly?”", Track: "Arguments", Minutes: 9, Goal: "Take three ways from a token to credentials, and choose one by reasons that you have counted."},
		{ID: "choose", Number: 160, Title: "Choose", Track: "Half an hour", Minutes: 7, Goal: "Decide for five architectures, and defend it."},
	}
}

// fewLessons is the course at its beginning.
func fewLessons() []screen.HomeLesson {
	all := wholeCourse()
	return []screen.HomeLesson{all[0], all[11]}
}

// page is a screen that stands for whatever home opens.
type page struct {
	screen.Screen
	name string
}

func (p page) Title() string                               { return p.name }
func (p page) Init() tea.Cmd                               { return nil }
func (p page) SetSize(int, int) screen.Screen              { return p }
func (p page) View() string                                { return p.name }
func (p page) Update(msg tea.Msg) (screen.Screen, tea.Cmd) { return p, backOnEsc(msg) }
func open(name string) func() (screen.Screen, error) {
	return func() (screen.Screen, error) { return page{name: name}, nil }
}
func backOnEsc(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok && k.String() == "esc" {
		return screen.Back()
	}
	return nil
}

func entries() []screen.HomeEntry {
	return []screen.HomeEntry{
		{Title: "Which pool do I need?", About: "Answer a few questions and leave with a reasoned choice.", Open: open("flowchart")},
		{Title: "Glossary", About: "Every word of the course in a line or two.", Open: open("glossary")},
	}
}

func homeDeps(lessons []screen.HomeLesson, p screen.HomeProgress) screen.HomeDeps {
	return screen.HomeDeps{
		Lessons: lessons, Entries: entries(), Progress: func() screen.HomeProgress { return p },
		Open: func(id string) (screen.Screen, error) {
			if id == "gone" {
				return nil, errors.New("there is no lesson \"gone\"")
			}
			return page{name: id}, nil
		},
	}
}

func underWay() screen.HomeProgress {
	return screen.HomeProgress{Done: map[string]bool{"two-pools": true, "trade": true, "sign-up": true}, Lesson: "photo-upload", Place: "page 3 of 8"}
}

func home(t testing.TB, deps screen.HomeDeps, width, height int, keys ...string) screen.Screen {
	t.Helper()
	return tuitest.Press(t, tuitest.Start(t, screen.NewHome(screen.Env{Theme: theme.Plain()}, deps), width, height), keys...)
}

func TestHomeFrames(t *testing.T) {
	for _, tt := range []struct {
		name string
		deps screen.HomeDeps
		keys []string
	}{
		{"first start", homeDeps(fewLessons(), screen.HomeProgress{}), nil},
		{"few lessons", homeDeps(fewLessons(), underWay()), nil},
		{"under way", homeDeps(wholeCourse(), underWay()), nil},
		{"at the end", homeDeps(wholeCourse(), underWay()), []string{"end"}},
		{"search", homeDeps(wholeCourse(), underWay()), typed("/token")},
		{"search finds nothing", homeDeps(wholeCourse(), underWay()), typed("/xx")},
	} {
		frames(t, tt.name, func(t *testing.T, width, height int) screen.Screen {
			return home(t, tt.deps, width, height, tt.keys...)
		})
	}
}

func TestHomeFillsEverySize(t *testing.T) {
	for _, keys := range [][]string{nil, {"end"}, {"/", "t"}, {"?"}} {
		s := home(t, homeDeps(wholeCourse(), underWay()), 80, 24, keys...)
		for width := 60; width <= 200; width += 7 {
			for _, height := range []int{16, 24, 40, 60} {
				tuitest.Frame(t, tuitest.Resize(t, s, width, height).View(), width, height)
			}
		}
	}
}

// titleAfter presses keys in the whole program and says which screen is on top: pages show their name, home its title.
func titleAfter(t *testing.T, deps screen.HomeDeps, keys ...string) string {
	t.Helper()
	m := tuitest.Start(t, tui.New(screen.Env{Theme: theme.Plain()}, screen.NewHome(screen.Env{Theme: theme.Plain()}, deps)), 80, 24)
	first, _, _ := strings.Cut(tuitest.Text(tuitest.Press(t, m, keys...).View()), "\n")
	return strings.TrimSpace(first)
}

func TestHomeOpens(t *testing.T) {
	deps := homeDeps(wholeCourse(), underWay())
	for _, tt := range []struct {
		name string
		deps screen.HomeDeps
		keys []string
		want string
	}{
		{"enter goes on where the learner left", deps, []string{"enter"}, "photo-upload"},
		{"enter begins with the first lesson", homeDeps(wholeCourse(), screen.HomeProgress{}), []string{"enter"}, "two-pools"},
		{"after a finished lesson comes the next one", homeDeps(wholeCourse(), screen.HomeProgress{Lesson: "two-pools", Done: map[string]bool{"two-pools": true}}), []string{"enter"}, "sign-up"},
		{"down goes into the tracks", deps, []string{"down", "enter"}, "two-pools"},
		{"the last row is the last entry", deps, []string{"end", "enter"}, "glossary"},
		{"a search opens what it finds", deps, []string{"/", "r", "o", "l", "e", "?", "enter"}, "role"},
		{"a lesson is found by its number", deps, []string{"/", "1", "5", "0", "enter"}, "sts"},
		{"a search that is ended leads back to going on", deps, []string{"/", "s", "t", "s", "esc", "enter"}, "photo-upload"},
		{"backspace at the beginning ends it too", deps, []string{"/", "backspace", "enter"}, "photo-upload"},
		{"esc stays at home", deps, []string{"esc"}, "poolschool · Course"},
		{"coming back leads home", deps, []string{"enter", "esc"}, "poolschool · Course"},
	} {
		if got := titleAfter(t, tt.deps, tt.keys...); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHomeOpensWhatOtherScreensAskFor(t *testing.T) {
	s := home(t, homeDeps(wholeCourse(), underWay()), 80, 24)
	for _, tt := range []struct{ id, want string }{{"role", "role"}, {"gone", `there is no lesson "gone"`}} {
		_, cmd := s.Update(screen.OpenLesson{ID: tt.id})
		got := ""
		switch msg := cmd().(type) {
		case screen.Push:
			got = msg.Screen.Title()
		case screen.Toast:
			got = msg.Text
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.id, got, tt.want)
		}
	}
}

func TestHomeMarksWhatWasDoneMeanwhile(t *testing.T) {
	done := map[string]bool{}
	deps := homeDeps(fewLessons(), screen.HomeProgress{})
	deps.Progress = func() screen.HomeProgress { return screen.HomeProgress{Done: done, Lesson: "two-pools"} }
	s := home(t, deps, 80, 24)
	done["two-pools"] = true
	if got := tuitest.Text(tuitest.Send(t, s, tea.Msg(screen.Shown{})).View()); !strings.Contains(got, "Continue: The photo upload") || !strings.Contains(got, "1/2") {
		t.Errorf("got %q, want the next lesson and 1/2", got)
	}
}

func TestHomeByMouse(t *testing.T) {
	s := home(t, homeDeps(wholeCourse(), underWay()), 80, 24)
	lines := strings.Split(tuitest.Text(s.View()), "\n")
	for y, line := range lines {
		if !strings.Contains(line, "Trade a token") {
			continue
		}
		press := tea.MouseMsg{X: 10, Y: y, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
		selected, first := s.Update(press)
		_, second := selected.Update(press)
		if first != nil || second == nil || second().(screen.Push).Screen.Title() != "trade" {
			t.Errorf("got %v, %v, want a selection, then the lesson", first, second)
		}
		return
	}
	t.Errorf("got no line of the lesson in %q", lines)
}

func TestHelpRunsKeys(t *testing.T) {
	deps := homeDeps(wholeCourse(), underWay())
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"the first key is the likeliest", []string{"?", "enter"}, "photo-upload"},
		{"down selects another", []string{"?", "down", "down", "enter"}, "poolschool · Course"},
		{"typing narrows the list", []string{"?", "t", "o", " ", "t", "h", "e", " ", "e", "n", "d", "enter", "enter"}, "glossary"},
		{"esc closes and does nothing", []string{"?", "esc"}, "poolschool · Course"},
		{"? closes as well", []string{"?", "?", "enter"}, "photo-upload"},
	} {
		if got := titleAfter(t, deps, tt.keys...); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHelpFrames(t *testing.T) {
	env := screen.Env{Theme: theme.Plain()}
	for name, keys := range map[string][]string{
		"all keys": {"?"}, "another key": {"?", "down"}, "narrowed": typed("?qui"), "nothing left": typed("?xx"),
	} {
		frames(t, name, func(t *testing.T, width, height int) tea.Model {
			m := tui.New(env, screen.NewHome(env, homeDeps(wholeCourse(), underWay())))
			return tuitest.Press(t, tuitest.Start[tea.Model](t, m, width, height), keys...)
		})
	}
}

// knowing is a map whose learner can say what they know.
func knowing(known map[string]bool) screen.HomeDeps {
	deps := homeDeps(wholeCourse(), screen.HomeProgress{})
	deps.Progress = func() screen.HomeProgress {
		return screen.HomeProgress{Done: map[string]bool{"two-pools": true, "trade": true}, Known: maps.Clone(known), Lesson: "trade"}
	}
	deps.Know = func(id string, yes bool) func() error {
		return func() error {
			if id == "role" {
				return errors.New("disk full")
			}
			known[id] = yes
			return nil
		}
	}
	deps.Closing = map[string][]string{"Half an hour": {"why there are two pools;", "what the tokens are for."}}
	return deps
}

func TestALessonThatIsKnownIsSkipped(t *testing.T) {
	known := map[string]bool{}
	toUpload := []string{"down", "down", "down"}
	s := home(t, knowing(known), 80, 24, toUpload...)
	shows(t, s, "▸ 12  The photo upload", "i I know this")
	s = tuitest.Press(t, s, "i")
	if !known["photo-upload"] {
		t.Fatal("it is not kept that the lesson is known")
	}
	shows(t, s, "▸  ✓  The photo upload", "known", "i not known after all", "3/16")
	s = tuitest.Press(t, s, "i")
	shows(t, s, "▸ 12  The photo upload", "2/16")
	hides(t, home(t, knowing(known), 80, 24, "down"), "I know this") // it is finished
	hides(t, home(t, homeDeps(wholeCourse(), underWay()), 80, 24, toUpload...), "I know this")
}

func TestWhatIsKnownIsNotOfferedNext(t *testing.T) {
	deps := knowing(map[string]bool{"photo-upload": true, "doors": true, "role": true, "break": true})
	shows(t, home(t, deps, 80, 24), "Continue: “Isn't")
}

func TestNotKeepingIsSaid(t *testing.T) {
	s := home(t, knowing(map[string]bool{}), 80, 24, "/", "w", "h", "i", "c", "h", "esc")
	for range 20 {
		if strings.Contains(s.View(), "▸ 11  Which role?") {
			break
		}
		s = tuitest.Press(t, s, "down")
	}
	_, cmd := s.Update(tuitest.Key(t, "i"))
	_, cmd = s.Update(cmd())
	if toast, ok := cmd().(screen.Toast); !ok || !strings.Contains(toast.Text, "disk full") {
		t.Errorf("got %v, want the reason", toast)
	}
}

func TestTheEndOfATrackIsTold(t *testing.T) {
	known := map[string]bool{"choose": true}
	s := home(t, knowing(known), 80, 24)
	known["photo-upload"] = true
	s, cmd := s.Update(screen.Shown{})
	push, ok := cmd().(screen.Push)
	if !ok {
		t.Fatal("nothing is told when the last lesson of the track is done")
	}
	frames(t, "half an hour", func(_ *testing.T, width, height int) screen.Screen { return push.Screen.SetSize(width, height) })
	if _, again := s.Update(screen.Shown{}); again != nil {
		t.Error("it is told again each time")
	}
	for _, l := range wholeCourse() {
		known[l.ID] = true
	}
	known["sts"] = false
	s, _ = s.Update(screen.Shown{})
	known["sts"] = true
	_, cmd = s.Update(screen.Shown{})
	end := cmd().(screen.Push).Screen.SetSize(80, 24)
	shows(t, end, "Arguments: done", "You can now", "· Say what a policy can do alone", "That was the whole course.")
}
