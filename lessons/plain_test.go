package lessons_test

import (
	"context"
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/progress"
)

// converse plays a conversation: each line is what the learner types.
func converse(t *testing.T, s *lessons.Session, lines ...string) string {
	t.Helper()
	var out strings.Builder
	if err := lessons.Plain(context.Background(), s, strings.NewReader(strings.Join(lines, "\n")+"\n"), &out, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// holds reports the first of the texts that does not stand in the conversation after the one before it.
func holds(t *testing.T, conversation string, texts ...string) {
	t.Helper()
	rest := conversation
	for _, text := range texts {
		_, after, ok := strings.Cut(rest, text)
		if !ok {
			t.Fatalf("%q does not come here:\n%s", text, rest)
		}
		rest = after
	}
}

func TestAConversationFromBeginningToEnd(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s,
		"", "", "", // the form as it is
		"7", "1", // no such choice, then a wrong one
		"",         // sign in
		"", "", "", // bearer, trade, put
		"", "", // wait, the broken trade
		"hint", "hint", "hint", "hint", // one more than there are
		`{"Flwo": "x"}`, "", // a misspelt member
		`{"Flow": "PASSWORD"}`, "", // not the goal
		"solution",
		"2", // recall
	)
	holds(t, text, "# Two desks", "## Sign in", "username [ana]: ", "password [as it is]: ", "photo [cat.jpg]: ",
		"How many tokens will `ana` get?", "1. one", "2. two", "Type a number from 1 to 2.",
		"Next: app → ◆ cognito-idp · SignIn. Enter: ", "200 OK", "✗ You said: one.", "It is: two. One says who she is",
		"| sub |", "## Trade it", "InvalidRequest", "## Later", "Next: Wait 1h.", "- over: ● credentials",
		"Token expired", "Your turn", "What is left that still works?", "because it lives for days", "There are no more hints",
		`no member "Flwo"; did you mean "Flow"?`, "Not there yet: the goal is 200", `"Flow": "REFRESH"`, "✓ Done.",
		"✓ You said: a signature.", "The end of Two desks.")
	for _, never := range []string{"Ask the room first", "Secret-1]", "\x1b"} {
		if strings.Contains(text, never) {
			t.Errorf("the conversation shows %q", never)
		}
	}
}

func TestAConversationAsksAgainAfterAWrongPassword(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "guess", "", "2", "", "", "Secret-1", "", "", "", "quit")
	holds(t, text, "NotAuthorizedException", "You typed your own password", "username [ana]: ", "200 OK")
	if strings.Contains(text, "This step did not do what the lesson expects") {
		t.Error("a wrong password is reported as a mistake of the lesson")
	}
}

func TestAfterARefusalEnterTakesWhatTheFormProposedAtFirst(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "guess", "", "1", "", "", "", "", "", "quit")
	holds(t, text, "How many tokens", "NotAuthorizedException", "You typed your own password", "password [as it was at first]: ",
		"Next: app → ◆ cognito-idp · SignIn", "200 OK", "✗ You said: one. ")
	if got := strings.Count(text, "How many tokens"); got != 1 {
		t.Errorf("the prediction is asked %d times, want once", got)
	}
}

func TestATaskIsLeftOutOnlyByTheWordSkip(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "", "", "", "", "", "", "", "", "", "", "solution", "quit")
	holds(t, text, "Your turn", "Type the call as JSON, or one of the words hint, solution, skip.", "✓ Done.")
}

func TestAConversationCanGoBack(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "", "", "", "", "undo", "", "quit")
	holds(t, text, "Next: app → ◆ cognito-idp · SignIn", "Next: app → s3", "One step back.", "Next: app → ◆ cognito-idp · SignIn", "200 OK")
	if got := len(s.State().Exchanges); got != 1 {
		t.Errorf("%d exchanges, want the one that was played again", got)
	}
}

func TestAConversationEndsWithItsInput(t *testing.T) {
	s := session(t, desks(t))
	if text := converse(t, s, ""); strings.Contains(text, "The end of") {
		t.Error("a conversation without input came to the end of the lesson")
	}
}

func TestAConversationTellsWhichFileCannotBeRead(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "", "/nowhere.jpg", "", "", "", "quit")
	holds(t, text, "files cannot be read here", "username [ana]: ", "How many tokens")
}

func TestAConversationSaysWhatACallChangedInTheAccount(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "", "", "1", "", "quit")
	holds(t, text, "200 OK", "In the account: ◆ user pool `people`: `1 sign-ins`.")
}

func TestTheWordAccountShowsTheAccountAndAsksAgain(t *testing.T) {
	s := session(t, desks(t))
	text := converse(t, s, "", "", "", "1", "", "account", "", "quit")
	holds(t, text, "Enter: ", "200 OK", "Enter: ", "In the account:", "- ◆ user pool `people`: `1 sign-ins`", "Enter: ")
}

func TestAConversationIsNotedAsAScreenDoes(t *testing.T) {
	s, out := session(t, desks(t)), strings.Builder{}
	var kinds []string
	in := strings.NewReader(strings.Repeat("\n", 2) + "1\n" + strings.Repeat("\n", 30))
	err := lessons.Plain(context.Background(), s, in, &out, func(e progress.Event) {
		if e.Lesson == "" {
			t.Errorf("%+v is of no lesson", e)
		}
		kinds = append(kinds, string(e.Kind))
	})
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(kinds, " "); !strings.HasPrefix(all, "opened") || !strings.Contains(all, "played") {
		t.Errorf("noted %q, want pages and steps", all)
	}
}
