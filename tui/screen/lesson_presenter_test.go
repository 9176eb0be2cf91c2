package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/layout"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// desk is a lesson in front of a class: the machine's clock, and where those who follow were told that the presenter is.
type desk struct {
	now  time.Time
	told []screen.Presented
}

// present opens a lesson of a classroom, begins to present and presses keys.
func (d *desk) present(t testing.TB, c *classroom, id string, width, height int, keys ...string) screen.Screen {
	t.Helper()
	deps := c.deps(t, id)
	d.now = lessonHour
	deps.Now = func() time.Time { return d.now }
	deps.Present = func(p screen.Presented) func() error {
		d.told = append(d.told, p)
		return func() error { return nil }
	}
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), width, height)
	return tuitest.Press(t, s, append([]string{"esc", "p"}, keys...)...)
}

// clicks are n presses of the clicker.
func clicks(n int) []string { return slices.Repeat([]string{"pgdown"}, n) }

// then puts keys behind others.
func then(keys []string, more ...string) []string { return append(slices.Clone(keys), more...) }

// Ways through the course's first lesson.
var (
	toVote    = clicks(4)
	toCounted = then(toVote, "1", "1", "2", "2", "2", "3", "down", "+", "-", "-", "1", "1", "1")
	toReady   = then(toCounted, "pgdown")
	toAnswer  = then(toReady, "pgdown")
	toVerdict = then(toAnswer, "pgdown")

	wrongPassword = then(clicks(3), "down", "tab", "x", "pgdown", "1", "pgdown", "pgdown")
)

func TestPresenterFrames(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for name, keys := range map[string][]string{
		"an idea": nil, "a form": clicks(3), "hands": toCounted, "an answer": toAnswer, "a verdict": toVerdict,
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen {
			return new(desk).present(t, room, "two-pools", width, height, keys...)
		})
	}
}

// clickTo presses the clicker until a text is on the screen.
func clickTo(t testing.TB, s screen.Screen, text string) screen.Screen {
	t.Helper()
	const most = 60
	for range most {
		if strings.Contains(s.View(), text) {
			return s
		}
		s = tuitest.Press(t, s, "pgdown")
	}
	t.Fatalf("%q did not come up; the screen shows:\n%s", text, tuitest.Text(s.View()))
	return nil
}

func TestPresenterRefusalFrames(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for name, keys := range map[string][]string{"a break": nil, "refused": clicks(1)} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen {
			s := new(desk).present(t, room, "break-the-upload", width, height)
			return tuitest.Press(t, clickTo(t, s, "D e l e t e O b j e c t"), keys...)
		})
	}
}

func TestPresenterKeys(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, tt := range []struct {
		name        string
		keys        []string
		shows, hide []string
	}{
		{"a paragraph fills the screen", nil, []string{"W h o   a r e   y o u ?", "two things to protect", "slide 1"}, []string{"who are you?"}},
		{"the next one follows alone", clicks(1), []string{"It starts with a question", "slide 2"}, []string{"two things to protect"}},
		{"enter goes on too", []string{"enter"}, []string{"slide 2"}, nil},
		{"and pgup back", []string{"enter", "pgup"}, []string{"slide 1"}, nil},
		{"a form takes no letters until it is asked to", then(clicks(3), "b", "x"), []string{"username  ana"}, nil},
		{"arrows begin to type", then(clicks(3), "down", "b"), []string{"username  b"}, nil},
		{"a clicker sends what was typed", then(clicks(3), "down", "b", "e", "n", "pgdown"), []string{"What comes back?"}, nil},
		{"a wrong password leads back to the form", wrongPassword, []string{"Refused by ◆ User pool", "enter send"}, []string{"slide 5"}},
		{"and the right one to the answer", then(wrongPassword, "down", "tab", "S", "u", "n", "n", "y", "-", "D", "a", "y", "-", "7", "pgdown"), []string{"✓  2 0 0"}, nil},
		{"digits count hands", then(toVote, "1", "1", "3"), []string{"████ 2", "██ 1"}, nil},
		{"minus takes one down", then(toVote, "1", "1", "-"), []string{"██ 1"}, []string{"████"}},
		{"none goes below nothing", then(toVote, "-", "-", "+"), []string{"██ 1"}, nil},
		{"plus counts for the selected choice", then(toVote, "down", "+"), []string{"▸ 2   keys for the photos", "██ 1"}, nil},
		{"a digit without a choice counts nothing", then(toVote, "4", "9"), nil, []string{"█"}},
		{"0 counts again", then(toVote, "1", "2", "0"), nil, []string{"█"}},
		{"the vote shows nobody who is right", toReady, []string{"I n i t i a t e A u t h", "enter run"}, []string{"✓"}},
		{"nor when one goes back to it", then(toReady, "pgup"), []string{"Counted.", "▸ 1"}, []string{"✓"}},
		{"the answer is one large line", toAnswer, []string{"✓  2 0 0", "3 tokens"}, []string{"What comes back?"}},
		{"then comes what is right, with the hands", toVerdict, []string{"✓ 1   signed text", "████████ 4", "██ 1", "Signed text travels well"}, nil},
		{"and then the text", then(toVerdict, "pgdown"), []string{"and you hold a token"}, nil},
		{"most hands are what the class said", then(toVote, "1", "2", "2", "pgdown", "pgup"), []string{"▸ 2   keys"}, nil},
		{"without a hand nobody said anything", then(toVote, "pgdown", "pgdown", "pgdown"), []string{"✓ 1   signed text", "  2   keys"}, []string{"✗"}},
		{"arrows answer too", then(toVote, "down", "pgdown", "pgdown", "pgdown"), []string{"✓ 1   signed text", "✗ 2   keys"}, nil},
		{"a skipped vote leads on", then(toVote, "s"), []string{"I n i t i a t e A u t h"}, nil},
		{"undo takes the step back", then(toAnswer, "u"), []string{"I n i t i a t e A u t h", "enter run"}, []string{"2 0 0"}},
		{"a page ends in the next one", then(toVerdict, "pgdown", "pgdown"), []string{"Page 2 of 5", "slide 1"}, nil},
		{"and pgup leads to the end of the one before", then(toVerdict, "pgdown", "pgdown", "pgup"), []string{"Page 1 of 5", "and you hold a token"}, nil},
		{"p leads back to the lesson where the class is", then(toReady, "p"), []string{"Page 1 of 5 · Who are you?", "Ready to run"}, []string{"slide"}},
		{"esc too", then(toReady, "esc"), []string{"Ready to run"}, nil},
		{"and p to the class again", then(toReady, "p", "p"), []string{"I n i t i a t e A u t h", "enter run"}, nil},
	} {
		s := new(desk).present(t, room, "two-pools", 80, 24, tt.keys...)
		shows(t, s, tt.shows...)
		hides(t, s, tt.hide...)
		if t.Failed() {
			t.Fatal(tt.name)
		}
	}
}

func TestARefusalIsLarge(t *testing.T) {
	deps := newClassroom(t, "../../lessons/course").deps(t, "two-pools")
	deps.Page = "token-doors"
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 80, 24)
	s = tuitest.Press(t, s, then([]string{"p"}, clicks(8)...)...)
	shows(t, s, "Take the token to S3.", "✗  4 0 0   I n v a l i d A r g u m e n t",
		"the request carries a signature that can be read", "Unsupported Authorization Type", "✓  Refused, as it should be")
}

func TestADarkScreenIsBroughtBackByAnyKey(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, dark := range []string{"b", "."} {
		s := new(desk).present(t, room, "two-pools", 80, 24, dark)
		if got := strings.TrimSpace(tuitest.Text(s.View())); got != "" {
			t.Fatalf("%s: got %q, want nothing", dark, got)
		}
		tuitest.Frame(t, s.View(), 80, 24)
		for _, key := range []string{"b", "pgdown", "T", "p", "esc"} {
			shows(t, tuitest.Press(t, s, key), "slide 1", "two things to protect")
		}
		click := tea.MouseMsg{Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
		shows(t, tuitest.Send(t, s, tea.Msg(click)), "slide 1")
		light := tuitest.Press(t, tuitest.Resize(t, s, 90, 26), "x")
		if view := tuitest.Text(light.View()); strings.Contains(view, "any key") {
			t.Errorf("%s: the footer is still that of the dark:\n%s", dark, view)
		}
	}
}

func TestTheTimeIsThatOnThePage(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	var d desk
	s := d.present(t, room, "two-pools", 80, 24, toVerdict...)
	shows(t, s, "on this page 0:00")
	d.now = d.now.Add(83 * time.Second)
	s = tuitest.Press(t, s, "pgdown")
	s = screen.Tick(s, lessonHour.Add(time.Second))
	shows(t, s, "on this page 1:23")
	shows(t, screen.Tick(tuitest.Press(t, s, "pgdown"), lessonHour.Add(2*time.Second)), "Page 2 of 5", "on this page 0:00")
}

func TestThoseWhoFollowAreToldOfEveryChange(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	var d desk
	s := d.present(t, room, "two-pools", 80, 24)
	first := screen.Presented{Lesson: "two-pools", Since: lessonHour}
	if !slices.Equal(d.told, []screen.Presented{first}) {
		t.Fatalf("at the beginning: got %+v, want %+v", d.told, first)
	}
	s = tuitest.Press(t, s, "pgdown", "?") // another paragraph of the same block, and help
	if len(d.told) != 1 {
		t.Errorf("nothing has changed: got %+v", d.told[1:])
	}
	s = tuitest.Press(t, s, "pgdown", "pgdown")
	if want := (screen.Presented{Lesson: "two-pools", Block: 1, Since: lessonHour}); d.told[len(d.told)-1] != want {
		t.Errorf("at the form: got %+v, want %+v", d.told[len(d.told)-1], want)
	}
	tuitest.Press(t, s, "p")
	if got := d.told[len(d.told)-1]; got != (screen.Presented{}) {
		t.Errorf("after leaving: got %+v, want nowhere", got)
	}
}

func TestThePresentersFooterNamesSixKeysAtMost(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, keys := range [][]string{nil, clicks(3), toVote, toReady, toAnswer, toVerdict} {
		s := new(desk).present(t, room, "two-pools", 200, 60, keys...)
		rows := strings.Split(strings.TrimRight(tuitest.Text(s.View()), "\n"), "\n")
		if got := strings.Count(rows[len(rows)-1], " · ") + 1; got > layout.MostKeys {
			t.Errorf("after %v: %d keys: %q", keys, got, rows[len(rows)-1])
		}
		if first := s.Keys()[0].Help().Key; first != "enter" {
			t.Errorf("after %v: the first key is %q, want enter", keys, first)
		}
	}
}

func TestThePresenterFillsEverySize(t *testing.T) {
	room := everyKind(t)
	for n := range 30 {
		s := new(desk).present(t, room, "every-kind", 80, 24, clicks(n)...)
		for _, size := range [][2]int{{60, 16}, {61, 19}, {79, 20}, {110, 30}, {200, 60}} {
			tuitest.Frame(t, tuitest.Resize(t, s, size[0], size[1]).View(), size[0], size[1])
		}
	}
}

// TestEveryLessonCanBePresented goes through the course with nothing but a clicker, and the solution of every try.
func TestEveryLessonCanBePresented(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, l := range room.course.Lessons {
		t.Run(l.ID, func(t *testing.T) {
			s := new(desk).present(t, room, l.ID, 80, 24)
			for n := 0; ; n++ {
				before := s.View()
				if slices.ContainsFunc(s.Keys(), func(b binding) bool { return b.Help().Key == "h" }) {
					s = tuitest.Press(t, s, "h", "h", "h", "h", "end")
				}
				s = tuitest.Press(t, s, "pgdown")
				tuitest.Frame(t, s.View(), 80, 24)
				if s.View() == before {
					break
				}
				if n > 400 {
					t.Fatalf("no end is in sight:\n%s", tuitest.Text(s.View()))
				}
			}
			shows(t, tuitest.Press(t, s, "p"), "Lesson done.")
		})
	}
}
