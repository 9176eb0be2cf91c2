package command

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// once counts how often somebody tries to write.
type once struct{ tried int }

func (o *once) Write([]byte) (int, error) {
	o.tried++
	return 0, io.ErrClosedPipe
}

func TestPrintEndsAtTheFirstLessonThatCannotBeWritten(t *testing.T) {
	env, _, _ := testEnv()
	var full once
	env.Out = &full
	cmd := env.printCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs([]string{"two-pools", "three-tokens"})
	err := cmd.ExecuteContext(t.Context())
	if !errors.Is(err, io.ErrClosedPipe) || full.tried != 1 {
		t.Errorf("got %v after %d lessons, want the error after one", err, full.tried)
	}
	if err != nil && strings.Count(err.Error(), io.ErrClosedPipe.Error()) != 1 {
		t.Errorf("got %q, want it said once", err)
	}
}
