package command

import (
	"context"
	"strings"
	"sync"
	"testing"
)

// silent is a person who never types.
type silent struct {
	once  sync.Once
	asked chan struct{} // closed when the program waits for input
	end   chan struct{}
}

func (s *silent) Read([]byte) (int, error) {
	s.once.Do(func() { close(s.asked) })
	<-s.end
	return 0, context.Canceled
}

func TestASignalEndsACommandThatWaitsForInput(t *testing.T) {
	for _, args := range []string{
		"learn 010 --plain", "choose --plain", "token", "why -", "explain --batch -", "progress import -",
	} {
		env, _, problems := testEnv(strings.Fields(args)...)
		env.StateDir = t.TempDir()
		person := &silent{asked: make(chan struct{}), end: make(chan struct{})}
		env.In = person
		ctx, interrupt := context.WithCancel(t.Context())
		go func() {
			<-person.asked
			interrupt()
		}()
		if code := Run(ctx, env); code != Failed || problems.Len() > 0 {
			t.Errorf("%s: exit code %d, errors %q; want %d and silence", args, code, problems, Failed)
		}
		close(person.end)
		interrupt()
	}
}

func TestTheScreenGetsTheTerminalItself(t *testing.T) {
	person := &silent{}
	if got := (Env{In: interruptible{t.Context(), person}}).keyboard(); got != person {
		t.Errorf("got %T, want what main has handed in", got)
	}
}
