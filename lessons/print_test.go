package lessons_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"poolschool/lessons"
)

func printed(t *testing.T, s *lessons.Session, o lessons.Options) (string, error) {
	t.Helper()
	var out strings.Builder
	err := lessons.Print(context.Background(), &out, s, o)
	return out.String(), err
}

func TestPrint(t *testing.T) {
	text, err := printed(t, session(t, desks(t)), lessons.Options{Answers: true})
	if err != nil {
		t.Fatal(err)
	}
	golden.RequireEqual(t, []byte(text))
}

func TestAHandOutKeepsAnswersBack(t *testing.T) {
	text, err := printed(t, session(t, desks(t)), lessons.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"## Answers", "One says who she is", "REFRESH", "refresh token buys", "Ask the room first", "Secret-1\"\n}`"} {
		if strings.Contains(text, secret) {
			t.Errorf("a hand-out shows %q", secret)
		}
	}
	if !strings.Contains(text, "**Your turn (2).** Get a fresh token.") {
		t.Error("a hand-out lacks the try")
	}
}

const broken = head + "# P {#p}\n\n```call app -> cognito-idp SignIn\n{\"Flow\": \"PASSWORD\", \"Password\": \"no\"}\n---\nexpect 200\nkeep idToken = Result.IdToken\n```\n\n" +
	"```call app -> cognito-identity Exchange\n{\"Token\": \"{{idToken}}\"}\n---\nexpect 200\n```\n"

func TestCheckListsBrokenPromisesOnce(t *testing.T) {
	list, err := lessons.Check(context.Background(), session(t, load(t, broken)))
	if err != nil {
		t.Fatal(err)
	}
	want := `010-test.md:11: expect 200: got 400 NotAuthorizedException "Incorrect username or password."`
	if list.Error() != want {
		t.Errorf("got %v, want %s", list, want)
	}
}

func TestCheckOfAGoodLessonIsEmpty(t *testing.T) {
	list, err := lessons.Check(context.Background(), session(t, desks(t)))
	if err != nil || len(list) != 0 {
		t.Errorf("got %v, %v, want nothing", list, err)
	}
}

func TestPrintShowsABrokenPromiseAndFails(t *testing.T) {
	text, err := printed(t, session(t, load(t, broken)), lessons.Options{})
	if err == nil || !strings.Contains(text, "> **This step did not do what the lesson expects.** 010-test.md:11: expect 200: got 400") {
		t.Errorf("error %v, text:\n%s", err, text)
	}
	var notYet *lessons.NotYetError
	if !errors.As(err, &notYet) {
		t.Errorf("error %v, want that the second call lacks its token", err)
	}
}

func TestBrokenNestedPromise(t *testing.T) {
	text := strings.NewReplacer("keep idToken", "expect nested sts Assume 200\nkeep idToken", `"Password": "no"`, `"Password": "Secret-1"`).Replace(broken)
	list, err := lessons.Check(context.Background(), session(t, load(t, text)))
	if want := "010-test.md:12: expect nested sts Assume 200: got no such call"; err != nil || list.Error() != want {
		t.Errorf("got %v, %v, want %s", list, err, want)
	}
}
