package lessons_test

import (
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

func TestSendingCountsTheBytesOfAFileThatLeave(t *testing.T) {
	var world *fake
	s := session(t, desks(t), func(c *lessons.Config) {
		c.NewWorld = func(start lessons.Start) (step.World, error) {
			world = newFake(start)
			return world, nil
		}
	})
	var done, total int64
	world.stored = func() { done, total = s.Sending() }
	through2(t, s, form, signIn, trade)
	if done != 0 || total != 0 {
		t.Errorf("before the upload: got %d of %d, want none", done, total)
	}
	through2(t, s, put)
	if done != 12 || total != 12 {
		t.Errorf("when the store has read it: got %d of %d, want 12 of 12", done, total)
	}
	if _, total := s.Sending(); total != 0 {
		t.Errorf("afterwards: got a total of %d, want none on its way", total)
	}
}
