package course_test

import (
	"fmt"
	"testing"
)

// confusions is how many questions people ask again and again: the course answers each of them.
const confusions = 27

func TestEveryConfusionIsAnswered(t *testing.T) {
	answered := map[string]string{}
	for _, l := range theCourse(t).Lessons {
		for _, id := range l.Answers {
			answered[id] = l.ID
		}
	}
	for i := 1; i <= confusions; i++ {
		id := fmt.Sprintf("q%d", i)
		if answered[id] == "" {
			t.Errorf("no lesson says that it answers %s", id)
		}
		delete(answered, id)
	}
	for id, lesson := range answered {
		t.Errorf("lesson %s answers %q, which is none of the %d", lesson, id, confusions)
	}
}
