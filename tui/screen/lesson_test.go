package screen_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// Keys that lead through the lesson with a step of every kind.
var (
	toQuestion = []string{"enter"}
	toSignedIn = append(slices.Clone(toQuestion), "enter", "enter")                 // answers "one", which is wrong
	toToken    = append(slices.Clone(toSignedIn), "enter", "enter", "enter")        // the keys, then the token
	toTrade    = append(slices.Clone(toToken), "right", "enter", "down", "enter")   // GetId, "STS"
	toTraded   = append(slices.Clone(toTrade), "enter")                             // GetCredentialsForIdentity
	toFile     = append(slices.Clone(toTraded), "right")                            //
	toRefused  = append(slices.Clone(toFile), "enter", "enter", "enter")            // upload, somebody else's folder
	toWaited   = append(slices.Clone(toRefused), "right", "enter", "enter")         // an hour later, then the try
	toSolved   = append(slices.Clone(toWaited), "esc", "h", "h", "h", "h", "enter") // the solution, run
	toRecalled = append(slices.Clone(toSolved), "enter", "enter")                   // the last question
)

func TestLessonFrames(t *testing.T) {
	room := everyKind(t)
	for name, keys := range map[string][]string{
		"a question": toQuestion,
		"signed in":  append(slices.Clone(toSignedIn), "3"), // not the response: tokens change with every claim
		"traded":     toTraded, "refused": toRefused, "a try": toWaited, "the end": toRecalled,
		"the calls": append(slices.Clone(toTraded), "z"),
	} {
		frames(t, name, func(t *testing.T, width, height int) screen.Screen {
			return room.lesson(t, "every-kind", width, height, keys...)
		})
	}
}

// TestPhotoUploadFrames are three steps of the course as it is: three tokens arrive, STS gives credentials out, and S3 refuses
// somebody else's folder.
func TestPhotoUploadFrames(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	for _, tt := range []struct {
		name, page string
		keys       []string
	}{
		{"tokens", "sign-in", []string{"enter", "enter", "enter", "enter", "enter", "down", "down", "enter", "enter"}},
		{"credentials", "trade", []string{"down", "enter", "enter", "."}},
		{"refused", "other-folder", []string{"enter", "enter"}},
	} {
		frames(t, tt.name, func(t *testing.T, width, height int) screen.Screen {
			deps := room.deps(t, "photo-upload")
			deps.Page = tt.page
			s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), width, height)
			return tuitest.Press(t, s, tt.keys...)
		})
	}
}

func TestWithoutColourThereAreNoSequences(t *testing.T) {
	view := everyKind(t).lesson(t, "every-kind", 120, 40, toTraded...).View()
	if i := strings.IndexByte(view, 0x1b); i >= 0 {
		t.Errorf("got a sequence at byte %d: %q", i, view[i:min(i+20, len(view))])
	}
}

func TestLessonFillsEverySize(t *testing.T) {
	room := everyKind(t)
	for _, keys := range [][]string{nil, toSignedIn, toToken, toTraded, append(toTraded, "z"), append(toTraded, "t"), toRefused, toWaited, toRecalled} {
		s := room.lesson(t, "every-kind", 80, 24, keys...)
		for _, width := range []int{60, 61, 79, 80, 81, 100, 109, 110, 111, 120, 159, 160, 174, 200} {
			for _, height := range []int{16, 19, 20, 24, 40, 60} {
				tuitest.Frame(t, tuitest.Resize(t, s, width, height).View(), width, height)
			}
		}
	}
}

func TestAPageIsRevealedStepByStep(t *testing.T) {
	room := everyKind(t)
	s := room.lesson(t, "every-kind", 120, 40)
	shows(t, s, "Page 1 of 4 · Sign in", "The ◆ user pool knows ana", "enter send")
	hides(t, s, "How many tokens")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "How many tokens will come back?")
	hides(t, s, "Ready to run")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "You said   one", "Ready to run", "App → ◆ User pool  InitiateAuth")
	hides(t, s, "One token would have to do three jobs.", "You are ana")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "You said ✗ one", "One token would have to do three", "AWS did  ✓ three", "You are ana", "enter go on")
	hides(t, s, "GET jwks.json ")
	shows(t, tuitest.Press(t, s, "enter"), "Ready to run", "App → ◆ User pool  GET")
}

func TestARightAnswerIsSaidOnce(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "enter", "down", "enter", "enter")
	shows(t, s, "You said ✓ three", "One for each reader, and one for")
	hides(t, s, "AWS did")
}

func TestASkippedQuestionShowsTheTruthAfterTheRun(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "enter", "s")
	shows(t, s, "Not answered.", "Ready to run")
	shows(t, tuitest.Press(t, s, "enter"), "AWS did  ✓ three")
}

func TestAWrongPasswordIsRefusedAndTypedAgain(t *testing.T) {
	room := everyKind(t)
	s := room.lesson(t, "every-kind", 120, 40, "tab")
	s = tuitest.Press(t, tuitest.Type(t, s, "guess"), "enter", "enter", "enter")
	shows(t, s, "✗ Refused by ◆ User pool", "400 NotAuthorizedException", "“Incorrect username or password.”", "▸ username")
	hides(t, s, "You are ana")
	shows(t, tuitest.Press(t, s, "enter"), "You are ana") // with the password that was filled in at first, which nobody was told
	s = tuitest.Press(t, s, "tab")
	s = tuitest.Press(t, tuitest.Type(t, s, "Sunny-Day-7"), "enter")
	shows(t, s, "You are ana", "✓ App → ◆ User pool  InitiateAuth")
	hides(t, s, "Refused by")
}

func TestEnterTwiceRunsOnce(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "enter", "s")
	s, first := pressOnce(t, s, "enter")
	s, second := pressOnce(t, s, "enter")
	if second != nil {
		t.Error("the second enter has a command")
	}
	s = tuitest.Run(t, s, first)
	if got := strings.Count(tuitest.Text(s.View()), "─ InitiateAuth ─"); got != 2 { // the arrow, and the panel's title
		t.Errorf("InitiateAuth stands %d times, want an arrow and a title:\n%s", got, s.View())
	}
}

func TestALateResultChangesNothing(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "enter", "s")
	s, run := pressOnce(t, s, "enter")
	ran := run().(tea.BatchMsg)[0]()
	s, _ = s.Update(ran)
	s = tuitest.Press(t, s, "u")
	shows(t, s, "Ready to run")
	late, _ := s.Update(ran)
	if late.View() != s.View() {
		t.Errorf("a result that was reported again changed the screen:\n%s", late.View())
	}
}

func TestAnotherScreensMessagesPassBy(t *testing.T) {
	room := everyKind(t)
	mine := room.lesson(t, "every-kind", 120, 40, "enter", "s")
	other := room.lesson(t, "every-kind", 120, 40, "enter", "s")
	_, run := pressOnce(t, other, "enter")
	got, _ := mine.Update(run().(tea.BatchMsg)[0]())
	if got.View() != mine.View() {
		t.Errorf("a result of another screen changed this one:\n%s", got.View())
	}
}

func TestUndoAndStartOver(t *testing.T) {
	room := everyKind(t)
	s := room.lesson(t, "every-kind", 120, 40, toSignedIn...)
	s = tuitest.Press(t, s, "u")
	shows(t, s, "Ready to run", "You said   one", "Nothing called yet", "2/14")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "You are ana")
	s = tuitest.Press(t, s, "R")
	shows(t, s, "Start this lesson over?")
	hides(t, tuitest.Press(t, s, "esc"), "Start this lesson over?")
	s = tuitest.Press(t, s, "y")
	shows(t, s, "▸ username", "Nothing called yet", "0/14")
}

func TestUndoGoesBackToThePageOfTheStep(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toFile...)
	shows(t, s, "Page 3 of 4")
	shows(t, tuitest.Press(t, s, "esc", "u"), "Page 2 of 4", "Ready to run", "GetCredentialsForIdentity")
}

func TestTheClockMovesByTheLearner(t *testing.T) {
	room := everyKind(t)
	s := room.lesson(t, "every-kind", 120, 40, toTraded...)
	shows(t, s, "10:04:12", "1:00:00 are left.")
	for _, tt := range []struct {
		key, clock, left string
	}{
		{"1", "10:09:12", "55:00 are left."},
		{"2", "11:04:12", "00:00 are left."},
		{"3", "+1d 10:04:12", "00:00 are left."},
	} {
		later := tuitest.Press(t, room.lesson(t, "every-kind", 120, 40, toTraded...), "t", tt.key)
		shows(t, later, tt.clock, tt.left)
	}
}

func TestAStepWithoutItsValueSaysWhereItComesFrom(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, "esc", "right", "enter")
	shows(t, s, "This step needs idToken", "1, \"Sign in\".", "enter run what is missing first")
	s = tuitest.Press(t, s, "enter")
	shows(t, s, "Page 2 of 4", "Ready to run")
	shows(t, tuitest.Press(t, s, "enter"), "✓ App → ● Identity pool  GetId")
}

func TestAPageCanBeOpenedDirectly(t *testing.T) {
	room := everyKind(t)
	deps := room.deps(t, "every-kind")
	deps.Page = "upload"
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40)
	shows(t, s, "Page 3 of 4 · Upload", "GetCredentialsForIdentity", "enter send")
}

func TestOwnFiles(t *testing.T) {
	room := everyKind(t)
	room.files["/home/me/dog.jpg"], room.files["big.jpg"] = "a dog", large(lessons.FileLimit+1)
	for _, tt := range []struct {
		name, path, want string
	}{
		{"a file that is not there", "no.jpg", "no.jpg cannot be read"},
		{"a file that is too large", "big.jpg", "larger than 5 MiB"},
		{"a file that can be sent", "/home/me/dog.jpg", "photo  dog.jpg"},
	} {
		s := room.lesson(t, "every-kind", 120, 40, toFile...)
		s = tuitest.Press(t, tuitest.Type(t, s, tt.path), "enter")
		shows(t, s, tt.want)
	}
}

func TestARefusalThatWasPromisedIsASuccess(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toRefused...)
	shows(t, s, "✓ Refused, as it should be", "403 AccessDenied", "Silence is a no.", "✗ 403", "[Why]")
}

func TestATokenIsOpened(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toToken...)
	shows(t, s, "│ ◆ idToken", "sub 74c8e4b8-0051-70a3-2d5e-9f0c1b7a6e11", "Your number in this user pool.", "also ", "✓ the signature fits", "[Token]")
}

func TestATryIsHelpedAndSolved(t *testing.T) {
	room := everyKind(t)
	s := room.lesson(t, "every-kind", 120, 40, toWaited...)
	shows(t, s, "Your turn", "Get a fresh ID token.", "▯ the answer is 200")
	s = tuitest.Press(t, s, "ctrl+r")
	shows(t, s, "✗ the answer is 200", "Not there yet")
	s = tuitest.Press(t, s, "esc", "h")
	shows(t, s, "What still works after an hour?")
	hides(t, s, "Look at the answer")
	s = tuitest.Press(t, s, "h", "h", "h", "enter")
	shows(t, s, "✓ the answer is 200", "✓ App → ◆ User pool  InitiateAuth")
}

func TestMisspeltJSONIsToldAndNotSent(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toWaited...)
	s = tuitest.Press(t, tuitest.Type(t, s, "x"), "ctrl+r")
	shows(t, s, "this is not sent yet")
}

func TestTheLastPageOffersTheNextLesson(t *testing.T) {
	room := everyKind(t)
	deps := room.deps(t, "every-kind")
	deps.Next = &lessons.Lesson{ID: "next", Number: 510, Title: "Another"}
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40)
	s = tuitest.Press(t, s, toRecalled...)
	shows(t, s, "✓ Lesson done.", "You can now: Play one step of each kind.", "1 of 1 answers were right.", "enter next lesson: 51 Another", "14/14")
	_, cmd := pressOnce(t, s, "enter")
	if got := opened(cmd); got != "next" {
		t.Errorf("enter opens %q, want the next lesson", got)
	}
}

func TestProgressIsSaved(t *testing.T) {
	room := everyKind(t)
	room.lesson(t, "every-kind", 120, 40, toRecalled...)
	count := map[progress.Kind]int{}
	for _, e := range room.events {
		count[e.Kind]++
	}
	want := map[progress.Kind]int{progress.Opened: 4, progress.Answered: 3, progress.Played: 11, progress.Finished: 1}
	for kind, n := range want {
		if count[kind] != n {
			t.Errorf("%s: got %d events, want %d", kind, count[kind], n)
		}
	}
	first := progress.Event{Kind: progress.Answered, Lesson: "every-kind", Page: "sign-in", Block: "how-many"}
	if !slices.Contains(room.events, first) {
		t.Errorf("the wrong answer to the first question is not among %v", room.events)
	}
}

func TestASessionThatCannotBeOpenedSaysWhy(t *testing.T) {
	deps := everyKind(t).deps(t, "every-kind")
	deps.Open = func() (*lessons.Session, error) { return nil, errors.New("no keys could be made") }
	s := tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 80, 24)
	shows(t, s, "This lesson cannot be opened.", "no keys could be made", "esc leave")
	tuitest.Frame(t, tuitest.Press(t, s, "enter", "right", "u", "t", "tab", "s").View(), 80, 24)
}

func TestPanelsAreThoseOfTheLesson(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 80, 24, toSignedIn...)
	shows(t, s, "[Response]")
	shows(t, tuitest.Press(t, s, "tab"), "[Why]")
	shows(t, tuitest.Press(t, s, "1"), "[Request]")
	shows(t, tuitest.Press(t, s, "5"), "[Account]")
	hides(t, tuitest.Press(t, s, "esc"), "[Response]")
}

func TestSelectingACallFillsThePanels(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toTraded...)
	shows(t, s, "── GetCredentialsForIdentity ──")
	shows(t, tuitest.Press(t, s, ","), "── GetId ──")
	shows(t, tuitest.Press(t, s, "."), "── AssumeRoleWithWebIdentity ──")
}

func TestTheMouseSelects(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toTrade...)
	y := slices.IndexFunc(strings.Split(tuitest.Text(s.View()), "\n"), func(l string) bool { return strings.Contains(l, "InitiateAuth ─") })
	shows(t, tuitest.Click(t, s, 70, y), "── InitiateAuth ──")
	asked := everyKind(t).lesson(t, "every-kind", 120, 40, toQuestion...)
	y = slices.IndexFunc(strings.Split(tuitest.Text(asked.View()), "\n"), func(l string) bool { return strings.Contains(l, "  three") })
	shows(t, tuitest.Click(t, asked, 8, y), "▸ three")
}

func TestHelpNamesEveryKey(t *testing.T) {
	s := everyKind(t).lesson(t, "every-kind", 120, 40, toSignedIn...)
	for _, name := range []string{"enter", "tab", "u", "R", "t", "z", "?", "esc"} {
		if !slices.ContainsFunc(s.Keys(), func(b binding) bool { return b.Help().Key == name }) {
			t.Errorf("no key %q among those of the lesson", name)
		}
	}
}

// TestEveryLessonOfTheCourseCanBeWalked plays the course as it is, by keys, and looks at every frame.
func TestEveryLessonOfTheCourseCanBeWalked(t *testing.T) {
	room := newClassroom(t, "../../lessons/course")
	sizes := [][2]int{{120, 40}, {80, 24}, {60, 16}, {200, 60}}
	for i, l := range room.course.Lessons {
		t.Run(l.ID, func(t *testing.T) {
			size := sizes[i%len(sizes)]
			s := room.lesson(t, l.ID, size[0], size[1])
			for n := 0; !strings.Contains(tuitest.Text(s.View()), "Lesson done."); n++ {
				if n > 400 {
					t.Fatalf("no end is in sight:\n%s", tuitest.Text(s.View()))
				}
				s = tuitest.Press(t, s, nextKeys(s)...)
				tuitest.Frame(t, s.View(), size[0], size[1])
			}
		})
	}
}

// TestWandering presses keys that nobody would press in that order. Nothing may break, and every frame must fit.
func TestWandering(t *testing.T) {
	room := everyKind(t)
	keys := []string{
		"enter", "enter", "enter", "enter", "esc", "left", "right", "right", "up", "down", "tab", "shift+tab", "u", "u", "R", "y", "t", "1", "2", "3",
		"4", "5", "z", "s", "h", "f", ",", ".", "v", "n", "K", "J", "pgdown", "pgup", "end", "home", "ctrl+r", "x", "{", "<", ">", "backspace", "space", "p", "b", "+", "-", "0",
	}
	for seed := range uint64(12) {
		chance := rand.New(rand.NewPCG(seed, 0))
		width, height := 60+chance.IntN(120), 16+chance.IntN(40)
		s := room.lesson(t, "every-kind", width, height)
		var pressed []string
		for range 250 {
			pressed = append(pressed, keys[chance.IntN(len(keys))])
			s = tuitest.Press(t, s, pressed[len(pressed)-1])
			if chance.IntN(20) == 0 {
				width, height = 60+chance.IntN(120), 16+chance.IntN(40)
				s = tuitest.Resize(t, s, width, height)
			}
			if tuitest.Frame(t, s.View(), width, height); t.Failed() {
				t.Fatalf("seed %d, after %v", seed, pressed)
			}
		}
	}
}

// nextKeys are what a learner presses who follows the footer, and takes the solution of every try.
func nextKeys(s screen.Screen) []string {
	if slices.ContainsFunc(s.Keys(), func(b binding) bool { return b.Help().Key == "ctrl+r" }) {
		return []string{"esc", "h", "h", "h", "h", "enter"}
	}
	return []string{"enter"}
}

type binding = key.Binding
