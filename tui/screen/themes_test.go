package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/flowchart"
	"poolschool/lessons/fulltext"
	"poolschool/lessons/sandbox"
	"poolschool/tui/screen"
	"poolschool/tui/tuitest"
)

// TestEveryScreenRepaintsInAnotherTheme compares a screen that was made in one theme and then changed with the same one made in
// the other theme from the start.
func TestEveryScreenRepaintsInAnotherTheme(t *testing.T) {
	room := everyKind(t)
	chart, err := flowchart.Load(assets.Flowchart(), "choose.json")
	if err != nil {
		t.Fatal(err)
	}
	dark, light := load(t, "dark", termenv.TrueColor), load(t, "light", termenv.TrueColor)
	l, _ := room.course.Find("every-kind")
	doorsHouse := house(t)
	lesson := func(env screen.Env) screen.Screen { return screen.NewLesson(env, room.deps(t, "every-kind")) }
	for _, tt := range []struct {
		name string
		make func(screen.Env) screen.Screen
		keys []string
	}{
		{"map", func(env screen.Env) screen.Screen { return screen.NewHome(env, homeDeps(wholeCourse(), underWay())) }, nil},
		{"map, searching", func(env screen.Env) screen.Screen { return screen.NewHome(env, homeDeps(wholeCourse(), underWay())) }, []string{"/", "t"}},
		{"welcome", func(env screen.Env) screen.Screen { return screen.NewWelcome(env, "two-pools") }, nil},
		{"flowchart", func(env screen.Env) screen.Screen { return screen.NewFlowchart(env, chart, nil, nil) }, []string{"enter"}},
		{"lesson, a form", lesson, nil},
		{"lesson, a question", lesson, toQuestion},
		{"lesson, traded", lesson, append(toTraded, "3")},
		{"lesson, a try", lesson, append(toWaited, "3")},
		{"lesson, the calls", lesson, append(toTraded, "z", "3")},
		{"presenter, a question", lesson, append(slices.Clone(toQuestion), "p", "1")},
		{"presenter, an answer", lesson, append(slices.Clone(toSignedIn), "p")},
		{"notes", func(env screen.Env) screen.Screen {
			return screen.NewNotes(env, screen.NotesDeps{
				Next:   func() screen.Presented { return screen.Presented{Lesson: l.ID, Since: lessonHour} },
				Now:    func() time.Time { return lessonHour },
				Lesson: func(string) (*lessons.Lesson, error) { return l, nil },
			})
		}, nil},
		{"help", func(env screen.Env) screen.Screen { return screen.NewHelp(env, screen.NewWelcome(env, "two-pools")) }, []string{"e"}},
		{"palette", func(env screen.Env) screen.Screen { return screen.NewPalette(env, screen.NewWelcome(env, "two-pools")) }, []string{"e"}},
		{"prompt", func(env screen.Env) screen.Screen {
			return screen.NewPrompt(env, screen.NewWelcome(env, "two-pools"), "Save", "A path.", "x", func(string) tea.Cmd { return nil })
		}, []string{"e"}},
		{"search", func(env screen.Env) screen.Screen {
			return screen.NewSearch(env, fulltext.New(room.course.Lessons), "token")
		}, nil},
		{"lookup", func(env screen.Env) screen.Screen { return screen.NewLookup(env, terms()) }, []string{"t", "o", "k"}},
		{"doors", func(env screen.Env) screen.Screen { return screen.NewDoors(env, screen.DoorsDeps{Open: doorsHouse}) }, []string{"right", "enter"}},
		{"follow", func(env screen.Env) screen.Screen {
			return screen.NewFollow(env, screen.FollowDeps{Open: journey(room)})
		}, []string{"enter", "enter"}},
		{"compare", func(env screen.Env) screen.Screen { return screen.NewCompare(env, comparisonTable(t)) }, []string{"right"}},
		{"review", func(env screen.Env) screen.Screen { return screen.NewReview(env, newBox(t, 12).deps()) }, []string{"enter"}},
		{"reading", func(env screen.Env) screen.Screen {
			return screen.NewReading(env, "Outside", "# Words\n\nand *more*", nil)
		}, nil},
		{"pictures", func(env screen.Env) screen.Screen { return screen.NewDiagrams(env, pictures(t)) }, []string{"down"}},
		{"card", func(env screen.Env) screen.Screen { return screen.NewCard(env, amr()) }, nil},
		{"sandbox, a call", func(env screen.Env) screen.Screen {
			return screen.NewSandbox(env, screen.SandboxDeps{Open: func() (*sandbox.Sandbox, error) {
				session, err := room.session(l)
				if err != nil {
					return nil, err
				}
				fork, err := session.Fork(t.Context())
				return sandbox.New(fork), err
			}})
		}, append(called("getid"), "e")},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			worn := tuitest.Press(t, tuitest.Start(t, tt.make(screen.Env{Theme: dark}), size[0], size[1]), tt.keys...)
			worn = tuitest.Send(t, worn, tea.Msg(screen.Themed{Theme: light}))
			fresh := tuitest.Press(t, tuitest.Start(t, tt.make(screen.Env{Theme: light}), size[0], size[1]), tt.keys...)
			if got, want := worn.View(), fresh.View(); got != want {
				t.Errorf("%s, %dx%d: line %s", tt.name, size[0], size[1], firstDifference(got, want))
			}
		}
	}
}

func firstDifference(got, want string) string {
	other := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(other) || line != other[i] {
			return strings.TrimSpace(line) + "\nwant " + other[min(i, len(other)-1)]
		}
	}
	return "none"
}
