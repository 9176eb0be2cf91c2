package lessons_test

import (
	"context"
	"reflect"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// ok is for calls that this test expects to work.
func ok(t *testing.T) func(lessons.State, error) lessons.State {
	return func(s lessons.State, err error) lessons.State {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

func TestRedoLeadsToTheSameAccount(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	want := through(t, s, put).State
	ok(t)(s.Undo(ctx))
	back := ok(t)(s.Undo(ctx))
	if back.Undone == 0 {
		t.Error("two undos left nothing to redo")
	}
	var got lessons.State
	for range 2 {
		got = ok(t)(s.Redo(ctx))
	}
	if got.Steps != want.Steps || got.Undone != 0 || !reflect.DeepEqual(got.Tree, want.Tree) || !reflect.DeepEqual(got.Values, want.Values) {
		t.Errorf("after two undos and two redos there are %d steps and %d undone, want %d and none, with the same account", got.Steps, got.Undone, want.Steps)
	}
	if again := ok(t)(s.Redo(ctx)); again.Steps != want.Steps {
		t.Errorf("a redo without an undo leads to %d steps, want %d", again.Steps, want.Steps)
	}
}

func TestHistoryLeadsAnywhere(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	want := through(t, s, put).State
	for _, n := range []int{2, 5, 0, want.Steps} {
		got := ok(t)(s.Go(ctx, n))
		if got.Steps != n || got.Undone != want.Steps-n {
			t.Errorf("going to step %d: %d steps and %d undone, want %d", n, got.Steps, got.Undone, want.Steps-n)
		}
		if h := s.History(); len(h) != want.Steps || n < len(h) && !h[n].Undone || n > 0 && h[n-1].Undone {
			t.Errorf("at step %d the history is %+v", n, h)
		}
	}
	if got := s.State(); !reflect.DeepEqual(got.Exchanges, want.Exchanges) {
		t.Errorf("back at the end there are other exchanges")
	}
}

// The race detector sees what this test alone would not.
func TestHistoryMayBeAskedWhileStepsAreTaken(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	began, stop, asked := make(chan struct{}), make(chan struct{}), make(chan int)
	go func() {
		most := len(s.History())
		close(began)
		for {
			select {
			case <-stop:
				asked <- most
				return
			default:
				most = max(most, len(s.History()), len(s.Tries()))
			}
		}
	}()
	<-began
	want := through(t, s, put).State.Steps
	for range 10 {
		ok(t)(s.Undo(ctx))
		ok(t)(s.Redo(ctx))
		ok(t)(s.Rewind(ctx, 1))
		ok(t)(s.Go(ctx, want))
	}
	ok(t)(s.Reset(ctx))
	close(stop)
	if most := <-asked; most > want {
		t.Errorf("the history had %d steps, want %d at most", most, want)
	}
}

func TestAnotherWayKeepsTheFirst(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	first := through(t, s, signIn).State
	ok(t)(s.Go(ctx, 0))
	play(t, s, form, step.Input{Fields: map[string]string{"password": "guess"}})
	tries := s.Tries()
	if len(tries) != 1 || len(tries[0].Steps) != first.Steps || tries[0].Fork != 0 {
		t.Fatalf("tries = %+v, want the first way, %d steps", tries, first.Steps)
	}
	got := ok(t)(s.Switch(ctx, 0))
	if got.Steps != first.Steps || !reflect.DeepEqual(got.Values, first.Values) {
		t.Errorf("back on the first way: %d steps, want %d and the same values", got.Steps, first.Steps)
	}
	if again := s.Tries(); len(again) != 1 || len(again[0].Steps) != 1 {
		t.Errorf("tries = %+v, want the second way in the place of the first", again)
	}
	if state := ok(t)(s.Switch(ctx, 7)); state.Steps != got.Steps {
		t.Errorf("an unknown try changed something")
	}
}

func TestTheSameStepAgainIsNoOtherWay(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	through(t, s, signIn)
	ok(t)(s.Go(ctx, 0))
	r := play(t, s, form, step.Input{})
	if r.State.Undone != 2 || r.State.Tries != 0 {
		t.Errorf("%d undone, %d tries, want the 2 steps after it and no try", r.State.Undone, r.State.Tries)
	}
}

func TestAForkIsAnAccountOfItsOwn(t *testing.T) {
	s, ctx := session(t, desks(t)), context.Background()
	before := through(t, s, put).State
	fork, err := s.Fork(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(fork.Values, before.Values) || !reflect.DeepEqual(fork.Exchanges, before.Exchanges) || !fork.Clock.Now().Equal(before.Now) {
		t.Errorf("the fork has other values, exchanges or time than the session")
	}
	mark := fork.World.Log().Last()
	fork.Clock.Advance(1 << 40)
	if after := s.State(); !reflect.DeepEqual(after.Exchanges, before.Exchanges) || !after.Now.Equal(before.Now) || mark != len(before.Exchanges) {
		t.Errorf("what is done to the fork reaches the session")
	}
}
