package course_test

import (
	"context"
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/sim/keyring"
)

func TestAfterASkippedTaskTheLearnerIsToldWhatWasLeftOut(t *testing.T) {
	c := theCourse(t)
	var out strings.Builder
	in := strings.NewReader("\n\n\n\n\n\n\n\n\n\n\nskip\n\nquit\n")
	for _, l := range c.Lessons {
		if l.ID != "sign-up" {
			continue
		}
		if err := lessons.Plain(context.Background(), begin(t, c, l, &keyring.Ring{}), in, &out, nil); err != nil {
			t.Fatal(err)
		}
	}
	const want = `"Confirm the new member" was left out, and this step may need it; undo leads back.`
	if text := out.String(); !strings.Contains(text, want) || strings.Contains(text, "did not do what the lesson expects") {
		t.Errorf("got\n%s\nwant it to say %s and nothing to a writer", text, want)
	}
}
