package lessons_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/sim/account"
)

// The steps of testdata/010-two-desks.md by number.
const (
	form = iota
	predict
	signIn
	inspect
	bearer
	trade
	put
	wait
	again
	try
	recall
)

func desks(t testing.TB) *lessons.Lesson {
	t.Helper()
	text, err := os.ReadFile("testdata/010-two-desks.md")
	if err != nil {
		t.Fatal(err)
	}
	return load(t, string(text))
}

func text(t *testing.T, s lessons.State, ref string) string {
	t.Helper()
	name, rest, dotted := strings.Cut(ref, ".")
	var path []string
	if dotted {
		path = strings.Split(rest, ".")
	}
	v, ok := s.Values.Get(name)
	if !ok {
		t.Fatalf("no value %s", name)
	}
	raw, err := v.At(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// through plays all steps up to and including the last with what the lesson proposes.
func through(t *testing.T, s *lessons.Session, last int) lessons.Result {
	t.Helper()
	var r lessons.Result
	for n := range last + 1 {
		in := step.Input{}
		if n == try {
			in.Text = `{"Flow": "REFRESH", "Username": "{{username}}"}`
		}
		if n == predict || n == recall {
			in.Choice = 1
		}
		if r = play(t, s, n, in); !r.Held() {
			t.Fatalf("step %d: %v", n, r.Promises)
		}
	}
	return r
}

func TestALessonPlaysToItsEnd(t *testing.T) {
	s := session(t, desks(t))
	r := through(t, s, recall)
	if got := len(r.State.Played); got != recall+1 {
		t.Errorf("%d steps are played, want %d", got, recall+1)
	}
	if got := len(r.State.Exchanges); got != 7 {
		t.Errorf("%d exchanges, want 7: six calls and one nested", got)
	}
	if got, want := r.State.Now, hour.Add(time.Hour); !got.Equal(want) {
		t.Errorf("clock = %v, want %v", got, want)
	}
	if a := r.State.Answers["how-many"]; !a.Correct() {
		t.Errorf("the prediction is %+v, want it right", a)
	}
}

func TestValuesHaveTheSideThatTheyCameFrom(t *testing.T) {
	r := through(t, session(t, desks(t)), put)
	for name, want := range map[string]account.Side{
		"idToken": account.UserPoolSide, "credentials": account.IdentitySide, "etag": account.Neither,
		"userPoolId": account.UserPoolSide, "bucket": account.Neither,
	} {
		v, ok := r.State.Values.Get(name)
		if !ok || v.Side != want {
			t.Errorf("%s: side %q, want %q", name, v.Side, want)
		}
	}
}

func TestAnAnswerShowsWhatChanged(t *testing.T) {
	r := through(t, session(t, desks(t)), put)
	var changed []string
	for _, n := range r.State.Tree {
		if n.Changed {
			changed = append(changed, n.Label)
		}
	}
	if want := []string{"photos/up/cat.jpg"}; !reflect.DeepEqual(changed, want) {
		t.Errorf("changed = %v, want %v", changed, want)
	}
	if nested := r.State.Exchanges[3]; nested.Parent != r.State.Exchanges[2].ID || nested.To != "sts" {
		t.Errorf("the nested call is %s → %s below %d", nested.From, nested.To, nested.Parent)
	}
}

func TestUndoBringsBackTheSameValues(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	before := through(t, s, trade).State
	after := through2(t, s, put, wait, again)
	if !after.State.Now.Equal(hour.Add(time.Hour)) {
		t.Fatalf("clock = %v", after.State.Now)
	}
	for _, what := range []string{"the broken trade", "the wait", "the upload"} {
		if _, err := s.Undo(ctx); err != nil {
			t.Fatalf("undo %s: %v", what, err)
		}
	}
	got := s.State()
	if !reflect.DeepEqual(got.Values, before.Values) {
		t.Errorf("values after undo = %v, want %v", got.Values, before.Values)
	}
	if !reflect.DeepEqual(got.Exchanges, before.Exchanges) {
		t.Error("the exchanges after undo are not those of before")
	}
	if !got.Now.Equal(hour) || got.Steps != before.Steps || got.Done(s.Lesson().Steps()[put]) {
		t.Errorf("after undo: clock %v, %d steps, upload done %v", got.Now, got.Steps, got.Done(s.Lesson().Steps()[put]))
	}
}

// through2 plays these steps.
func through2(t *testing.T, s *lessons.Session, steps ...int) (r lessons.Result) {
	t.Helper()
	for _, n := range steps {
		r = play(t, s, n, step.Input{})
	}
	return r
}

func TestUndoStepsOverWhatOnlyReads(t *testing.T) {
	s := session(t, desks(t))
	through(t, s, inspect)
	state, err := s.Undo(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if state.Steps != 2 || len(state.Exchanges) != 0 {
		t.Errorf("after undo %d steps and %d exchanges, want the form and the prediction only", state.Steps, len(state.Exchanges))
	}
	if _, ok := state.Answers["how-many"]; !ok {
		t.Error("the prediction is lost")
	}
}

func TestTicksAreReplayed(t *testing.T) {
	s := session(t, desks(t))
	through(t, s, predict)
	s.Tick(90 * time.Second)
	before := text(t, play(t, s, signIn, step.Input{}).State, "idToken")
	s.Tick(time.Second)
	through2(t, s, trade)
	if _, err := s.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	state := s.State()
	if got := text(t, state, "idToken"); got != before {
		t.Errorf("the token after undo is another:\n%s\n%s", got, before)
	}
	if want := hour.Add(91 * time.Second); !state.Now.Equal(want) {
		t.Errorf("clock = %v, want %v: where it stood before the step that was taken back", state.Now, want)
	}
}

func TestResetStartsOver(t *testing.T) {
	s := session(t, desks(t))
	first := text(t, through(t, s, signIn).State, "idToken")
	state, err := s.Reset(context.Background())
	if err != nil || state.Steps != 0 || len(state.Played) != 0 || !state.Now.Equal(hour) {
		t.Fatalf("reset: %+v, %v", state, err)
	}
	if got := text(t, through(t, s, signIn).State, "idToken"); got != first {
		t.Error("the same seed gave another token after a reset")
	}
}

func TestAWrongPasswordCanBeTypedAgain(t *testing.T) {
	s := session(t, desks(t))
	play(t, s, form, step.Input{Fields: map[string]string{"password": "guess\" me"}})
	r := play(t, s, signIn, step.Input{})
	if r.Held() || r.Exchanges[0].Code != "NotAuthorizedException" {
		t.Fatalf("a wrong password was answered %d %s", r.Exchanges[0].Status, r.Exchanges[0].Code)
	}
	if want := s.Lesson().Steps()[form]; r.Retry == nil || *r.Retry != want {
		t.Errorf("retry = %v, want the form at %v", r.Retry, want)
	}
	if len(r.Broken) != 0 {
		t.Errorf("what the learner typed counts as a mistake of the lesson: %v", r.Broken)
	}
	if !strings.Contains(r.Differs, "password") || !strings.Contains(r.Differs, "Incorrect username") {
		t.Errorf("differs = %q, want the field and the refusal", r.Differs)
	}
	if !strings.Contains(string(r.Exchanges[0].Request.Body), `guess\" me`) {
		t.Errorf("sent %s, want what was typed", r.Exchanges[0].Request.Body)
	}
	play(t, s, form, step.Input{Fields: map[string]string{"password": "Secret-1"}})
	if r = play(t, s, signIn, step.Input{}); !r.Held() || !r.State.Done(r.At) || r.Retry != nil {
		t.Errorf("the right password does not help: %v", r.Promises)
	}
}

func TestWithoutOwnValuesABrokenPromiseIsTheLessons(t *testing.T) {
	l := load(t, head+"# P {#p}\n\n```call app -> cognito-idp SignIn\n{\"Flow\": \"PASSWORD\", \"Password\": \"no\"}\n---\nexpect 200\n```\n")
	r := play(t, session(t, l), 0, step.Input{})
	want := `010-test.md:11: expect 200: got 400 NotAuthorizedException "Incorrect username or password."`
	if len(r.Broken) != 1 || r.Broken[0] != want {
		t.Errorf("broken = %q, want %q", r.Broken, want)
	}
}

func TestAStepTellsWhatMustRunFirst(t *testing.T) {
	s := session(t, desks(t))
	_, err := s.Play(context.Background(), s.Lesson().Steps()[trade], step.Input{})
	var notYet *lessons.NotYetError
	if !errors.As(err, &notYet) || notYet.From != "SignIn" || notYet.At != s.Lesson().Steps()[signIn] {
		t.Errorf("error = %v, want that SignIn runs first", err)
	}
	if got := s.State().Steps; got != 0 {
		t.Errorf("%d steps in the journal, want none", got)
	}
}

func TestOneStepAtATime(t *testing.T) {
	var world *fake
	s := session(t, desks(t), func(c *lessons.Config) {
		c.NewWorld = func(st lessons.Start) (step.World, error) {
			world = newFake(st)
			world.gate, world.inside = make(chan struct{}), make(chan struct{})
			return world, nil
		}
	})
	ctx := context.Background()
	play(t, s, form, step.Input{})
	done := make(chan error)
	go func() {
		_, err := s.Play(ctx, s.Lesson().Steps()[signIn], step.Input{})
		done <- err
	}()
	<-world.inside
	_, second := s.Play(ctx, s.Lesson().Steps()[signIn], step.Input{})
	_, rewind := s.Rewind(ctx, 0)
	_, undo := s.Undo(ctx)
	_, reset := s.Reset(ctx)
	for name, err := range map[string]error{"play": second, "rewind": rewind, "undo": undo, "reset": reset} {
		if !errors.Is(err, lessons.ErrBusy) {
			t.Errorf("%s while a step runs: %v, want ErrBusy", name, err)
		}
	}
	if at := s.Tick(time.Minute); !at.Equal(hour) {
		t.Errorf("a tick moved a running step to %v", at)
	}
	world.gate <- struct{}{}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got, want := s.State().Now, hour.Add(time.Minute); !got.Equal(want) {
		t.Errorf("clock = %v after the step, want the tick made up for: %v", got, want)
	}
}

func TestFiles(t *testing.T) {
	files := map[string]string{"/home/me.jpg": "my own face", "/home/big.bin": strings.Repeat("x", lessons.FileLimit+1)}
	opened := 0
	open := func(path string) (io.ReadCloser, error) {
		opened++
		data, ok := files[path]
		if !ok {
			return nil, os.ErrNotExist
		}
		return io.NopCloser(strings.NewReader(data)), nil
	}
	for _, tt := range []struct{ name, path, sent, refused string }{
		{"without a path the built-in file is sent", "", "12 bytes", ""},
		{"the name of the built-in file is no path", "cat.jpg", "12 bytes", ""},
		{"a file of the learner's own is sent", "/home/me.jpg", "11 bytes", ""},
		{"a file that is too long is refused", "/home/big.bin", "", "larger than 5 MiB"},
		{"a file that is not there is refused", "/nowhere", "", "/nowhere cannot be read"},
	} {
		files["/home/me.jpg"] = "my own face"
		s := session(t, desks(t), func(c *lessons.Config) { c.Open = open })
		_, err := s.Play(context.Background(), s.Lesson().Steps()[form], step.Input{Fields: map[string]string{"photo": tt.path}})
		var input *step.InputError
		if tt.refused != "" {
			if !errors.As(err, &input) || input.Field != "photo" || !strings.Contains(input.Text, tt.refused) {
				t.Errorf("%s: error %v, want %q at the field", tt.name, err, tt.refused)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		r := through2(t, s, signIn, trade, put)
		if got := r.State.Tree[1].Note; got != tt.sent {
			t.Errorf("%s: stored %s, want %s", tt.name, got, tt.sent)
		}
		count := opened
		files["/home/me.jpg"] = "something else by now, and longer"
		through2(t, s, wait)
		if _, err := s.Undo(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := s.State().Tree[1].Note; got != tt.sent || opened != count {
			t.Errorf("%s: after undo %s with %d more reads, want the bytes of the first time", tt.name, got, opened-count)
		}
	}
}

func TestTry(t *testing.T) {
	s := session(t, desks(t))
	through(t, s, again)
	at := s.Lesson().Steps()[try]
	for _, tt := range []struct{ name, text, want string }{
		{"nothing written is not sent", "  ", "nothing is written yet"},
		{"a misspelt member is told with its line", "{\n\"Flwo\": \"REFRESH\"}", `line 2: no member "Flwo"; did you mean "Flow"?`},
		{"an unknown value is told", `{"Flow": "{{flow}}"}`, "{{flow}} is not there yet; the values are:"},
		{"what is no JSON is told", `{"Flow": }`, "line 1: this is not JSON"},
	} {
		_, err := s.Play(context.Background(), at, step.Input{Text: tt.text})
		var input *step.InputError
		if !errors.As(err, &input) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.want)
		}
	}
	r := play(t, s, try, step.Input{Text: `{"Flow": "PASSWORD", "Username": "ana", "Password": "no"}`})
	if r.Held() || r.Retry == nil || *r.Retry != at || !strings.Contains(r.Differs, "the goal is 200") {
		t.Errorf("a call that misses the goal: %q, retry %v", r.Differs, r.Retry)
	}
	if r = play(t, s, try, step.Input{Text: `{"Flow": "REFRESH", "Username": "{{username}}"}`}); !r.Held() || len(r.Kept) != 1 {
		t.Errorf("a call that reaches the goal: %v, kept %v", r.Promises, r.Kept)
	}
}

func TestAWaitTellsWhatIsOver(t *testing.T) {
	r := through(t, session(t, desks(t)), wait)
	var names []string
	for _, v := range r.Over {
		names = append(names, v.Name)
	}
	if want := []string{"credentials", "idToken"}; !reflect.DeepEqual(names, want) {
		t.Errorf("over = %v, want %v", names, want)
	}
}

func TestAnInspectionExplainsEachPart(t *testing.T) {
	i := through(t, session(t, desks(t)), inspect).Inspection
	if !i.Token || i.Side != account.UserPoolSide || len(i.Header) != 2 || len(i.Parts) != 3 || i.Signature == "" {
		t.Fatalf("inspection = %+v", i)
	}
	if got := i.Parts[1]; got.Name != "cognito:username" || got.Value != "ana" || got.Meaning.Source() != "What she typed." {
		t.Errorf("second claim = %+v", got)
	}
	if got := i.Header[1].Meaning.Source(); got != "Which key has signed." {
		t.Errorf("kid is explained by %q", got)
	}
	if !i.Parts[2].Meaning.Empty() {
		t.Error("exp is explained, though the file does not")
	}
}

func TestRewindKeepsTheFirstSteps(t *testing.T) {
	l := desks(t)
	for _, tt := range []struct {
		name                string
		n, steps, exchanges int
	}{
		{"to the beginning", 0, 0, 0},
		{"below the beginning", -3, 0, 0},
		{"to after the sign-in", 3, 3, 1},
		{"to where it is", 7, 7, 5},
		{"beyond where it is", 99, 7, 5},
	} {
		s := session(t, l)
		through(t, s, put)
		state, err := s.Rewind(context.Background(), tt.n)
		if err != nil || state.Steps != tt.steps || len(state.Exchanges) != tt.exchanges {
			t.Errorf("%s: %d steps, %d exchanges, %v; want %d and %d", tt.name, state.Steps, len(state.Exchanges), err, tt.steps, tt.exchanges)
		}
		if got := s.State(); got.Steps != state.Steps {
			t.Errorf("%s: the session says %d steps, its answer %d", tt.name, got.Steps, state.Steps)
		}
	}
}

func TestAStepThatFailedHalfwayLeavesNoTrace(t *testing.T) {
	down := false
	s := session(t, desks(t), func(c *lessons.Config) {
		c.NewWorld = func(st lessons.Start) (step.World, error) { return &shaky{fake: newFake(st), down: &down}, nil }
	})
	before := through(t, s, signIn).State
	s.Tick(time.Minute)
	down = true
	_, err := s.Play(context.Background(), s.Lesson().Steps()[trade], step.Input{})
	if err == nil || !strings.Contains(err.Error(), "the answer is lost") {
		t.Fatalf("error %v", err)
	}
	down = false
	after := s.State()
	if after.Steps != before.Steps || len(after.Exchanges) != len(before.Exchanges) || !after.Now.Equal(hour.Add(time.Minute)) {
		t.Errorf("afterwards %d steps, %d exchanges at %v", after.Steps, len(after.Exchanges), after.Now)
	}
	if r := play(t, s, trade, step.Input{}); !r.Held() || r.Exchanges[0].ID != 2 {
		t.Errorf("the next call is %v with number %d, want as if nothing had been", r.Promises, r.Exchanges[0].ID)
	}
}

// shaky is a fake whose answers get lost.
type shaky struct {
	*fake
	down *bool
}

func (s *shaky) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.fake.RoundTrip(r)
	if err == nil && *s.down {
		return nil, errors.New("the answer is lost")
	}
	return resp, err
}

func TestASecondRunOfAStepIsNoMistakeOfTheLesson(t *testing.T) {
	l := load(t, page+"```call app -> cognito-idp SignIn\n{\"Flow\": \"REFRESH\"}\n---\nexpect 200\n```\n```try t\napp -> cognito-idp SignIn\n---\ngoal account user pool \"…\"\nhint a\nhint b\nhint c\nsolution {\"Flow\": \"REFRESH\"}\n```\n```call app -> cognito-idp SignIn\n{\"Flow\": \"PASSWORD\"}\n---\nexpect 400\n```\n")
	s := session(t, l)
	play(t, s, 2, step.Input{})
	first := play(t, s, 0, step.Input{})
	if !first.Held() || first.Differs != "" {
		t.Fatalf("%v", first.Promises)
	}
	if r := play(t, s, 0, step.Input{}); !r.Held() {
		t.Errorf("a second sign-in: %v", r.Promises)
	}
}

func TestAWorldThatDoesNotOpenIsAnError(t *testing.T) {
	_, err := lessons.NewSession(lessons.Config{Lesson: desks(t), NewWorld: func(lessons.Start) (step.World, error) { return nil, errors.New("two pools of one name") }})
	if want := "open the account test: two pools of one name"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestAPlaceWithoutAStepCannotBePlayed(t *testing.T) {
	s := session(t, desks(t))
	for _, at := range []lessons.At{{}, {Page: 7}} {
		if _, err := s.Play(context.Background(), at, step.Input{}); err == nil || !strings.Contains(err.Error(), "has no step at page") {
			t.Errorf("%v: error %v", at, err)
		}
	}
}

func TestWhatWasReturnedDoesNotChange(t *testing.T) {
	s := session(t, desks(t))
	early := through(t, s, signIn)
	steps, exchanges, names := len(early.State.Played), len(early.State.Exchanges), len(early.State.Values.Names())
	through2(t, s, trade, put, wait)
	if len(early.State.Played) != steps || len(early.State.Exchanges) != exchanges || len(early.State.Values.Names()) != names {
		t.Error("the state of an earlier result has changed")
	}
	if !early.State.Now.Equal(hour) {
		t.Errorf("its clock moved to %v", early.State.Now)
	}
}

func TestASecondWrongTryIsStillTheLearners(t *testing.T) {
	l := load(t, head+"# P {#p}\n\n```type who\nsecret password = {{password}}\n```\n\n```call app -> cognito-idp SignIn\n{\"Flow\": \"PASSWORD\", \"Username\": \"{{username}}\", \"Password\": \"{{password}}\"}\n---\nexpect 200\n```\n")
	s := session(t, l)
	wrong := step.Input{Fields: map[string]string{"password": "guess"}}
	for n := range 3 {
		play(t, s, 0, wrong)
		if r := play(t, s, 1, step.Input{}); r.Retry == nil || len(r.Broken) != 0 {
			t.Errorf("try %d: retry = %v, broken = %v", n+1, r.Retry, r.Broken)
		}
	}
	state, err := s.Undo(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, played := state.Played[l.Steps()[1]]; played {
		t.Error("a step that was run three times is still there after undo")
	}
}
