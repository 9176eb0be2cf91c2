package course_test

import (
	"slices"
	"testing"

	"poolschool/lessons/step"
)

// Whoever has not read a lesson must not get through its questions by their looks: by the place of the right choice, or by its
// length.
func TestTheLooksOfAChoiceGiveNothingAway(t *testing.T) {
	places, longest, all := map[int]int{}, 0, 0
	for _, l := range theCourse(t).Lessons {
		long, asked := 0, 0
		for _, at := range l.Steps() {
			block, _ := l.Block(at)
			q, ok := block.Step.(*step.Question)
			if !ok {
				continue
			}
			var lengths []int
			for _, c := range q.Asked.Choices {
				lengths = append(lengths, len([]rune(c.Text.Source())))
			}
			right := q.Asked.Right()
			places[right]++
			asked++
			others := slices.Delete(slices.Clone(lengths), right, right+1)
			if lengths[right] > slices.Max(others) {
				long++
			}
		}
		if long*2 > asked {
			t.Errorf("%s: the right choice is the longest in %d of %d questions, want half at most", l.File, long, asked)
		}
		longest, all = longest+long, all+asked
	}
	if longest*5 > all*2 {
		t.Errorf("the right choice is the longest in %d of %d questions, want 40 in 100 at most", longest, all)
	}
	for place, n := range places {
		if n*4 < all || n*5 > all*2+all/10 {
			t.Errorf("choice %d is right in %d of %d questions, want about a third", place+1, n, all)
		}
	}
}
