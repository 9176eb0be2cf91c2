package lessons_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// done is a step that a learner played, as the test remembers it.
type done struct {
	at     lessons.At
	input  step.Input
	offset time.Duration
}

// A learner wanders: plays steps in any order, types what they like, lets time pass, takes steps back. Whatever they do,
// the session must stand as if only the steps that are left had ever been played.
func TestWhateverALearnerDoesUndoLeavesNoTrace(t *testing.T) {
	l := desks(t)
	steps := l.Steps()
	for seed := range uint64(40) {
		luck := rand.New(rand.NewPCG(seed, 1))
		s, ctx := session(t, l), context.Background()
		var left []done
		for range 25 {
			switch luck.IntN(6) {
			case 0:
				s.Tick(time.Duration(luck.IntN(1800)) * time.Second)
			case 1:
				n := luck.IntN(len(left) + 1)
				if _, err := s.Rewind(ctx, n); err != nil {
					t.Fatal(err)
				}
				left = left[:n]
			default:
				d := done{at: steps[luck.IntN(len(steps))], input: wander(luck), offset: s.State().Now.Sub(hour)}
				if _, err := s.Play(ctx, d.at, d.input); err == nil {
					left = append(left, d)
				}
			}
		}
		got := s.State()
		want := fresh(t, l, left, got.Now.Sub(hour))
		if got.Steps != want.Steps || !got.Now.Equal(want.Now) {
			t.Fatalf("seed %d: %d steps at %v, want %d at %v", seed, got.Steps, got.Now, want.Steps, want.Now)
		}
		for name, pair := range map[string][2]any{
			"values": {got.Values, want.Values}, "tree": {got.Tree, want.Tree}, "answers": {got.Answers, want.Answers},
			"exchanges": {got.Exchanges, want.Exchanges}, "played": {got.Played, want.Played},
		} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("seed %d: %s are\n%v\nwant\n%v", seed, name, pair[0], pair[1])
			}
		}
	}
}

func wander(luck *rand.Rand) step.Input {
	passwords := []string{"Secret-1", "guess", `"`}
	return step.Input{
		Fields: map[string]string{"password": passwords[luck.IntN(len(passwords))]},
		Choice: luck.IntN(2),
		Text:   []string{`{"Flow": "REFRESH"}`, `{"Flow": "PASSWORD", "Password": "no"}`, "{"}[luck.IntN(3)],
	}
}

// fresh plays these steps, and nothing else, in a new session.
func fresh(t *testing.T, l *lessons.Lesson, steps []done, end time.Duration) lessons.State {
	t.Helper()
	s := session(t, l)
	for _, d := range steps {
		s.Tick(d.offset - s.State().Now.Sub(hour))
		if _, err := s.Play(context.Background(), d.at, d.input); err != nil {
			t.Fatalf("played alone: %v", err)
		}
	}
	s.Tick(end - s.State().Now.Sub(hour))
	return s.State()
}

// A screen ticks, looks and plays from several goroutines; the race detector watches.
func TestASessionIsSafeForConcurrentUse(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	steps := s.Lesson().Steps()
	var wg sync.WaitGroup
	allowed := func(err error) {
		var notYet *lessons.NotYetError
		if err != nil && !errors.Is(err, lessons.ErrBusy) && !errors.As(err, &notYet) {
			t.Error(err)
		}
	}
	for n := range 4 {
		wg.Go(func() {
			for i := range 30 {
				switch (i + n) % 5 {
				case 0:
					s.Tick(time.Second)
				case 1:
					_, err := s.Undo(ctx)
					allowed(err)
				case 2:
					state := s.State()
					_ = state.Done(steps[signIn])
				default:
					_, err := s.Play(ctx, steps[(i*n)%(try)], step.Input{})
					allowed(err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := s.Reset(ctx); err != nil {
		t.Error(err)
	}
}

func BenchmarkUndo(b *testing.B) {
	l := desks(b)
	s := session(b, l)
	for n := range try {
		if _, err := s.Play(context.Background(), l.Steps()[n], step.Input{}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.Undo(context.Background()); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Play(context.Background(), l.Steps()[again], step.Input{}); err != nil {
			b.Fatal(err)
		}
	}
}
