package flowchart_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"poolschool/lessons/flowchart"
)

func walk(t *testing.T, answers ...string) flowchart.Path {
	t.Helper()
	p, err := whole(t).Walk(answers...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWalkFindsTheOutcome(t *testing.T) {
	for _, tt := range []struct{ name, answers, want string }{
		{"employees who need accounts", "unsure employee accounts", "O8"},
		{"employees of an app with its own data", "unsure employee only-app sign-in-first through-api directory own-code", "O1"},
		{"an API behind a gateway", "unsure customer sign-in-first through-api directory gateway", "O6"},
		{"rules for each document", "unsure customer sign-in-first through-api directory fine", "O9"},
		{"an issuer that exists", "unsure customer sign-in-first through-api own-issuer", "O12"},
		{"new users and S3", "unsure customer sign-in-first direct our-sign-up", "O3"},
		{"accounts of one's own", "unsure customer sign-in-first direct our-backend", "O5"},
		{"one issuer", "unsure customer sign-in-first direct existing one-issuer", "O7"},
		{"several logins", "unsure customer sign-in-first direct existing several", "O2"},
		{"several logins, one profile", "unsure customer sign-in-first direct existing one-token", "O3"},
		{"public data", "unsure customer guests public", "O4"},
		{"guests who may not do that", "unsure customer guests not-public directory own-code", "O1"},
		{"guests who sign in later", "unsure customer guests public sign-in-too direct our-sign-up", "O3"},
		{"a service that calls my API", "unsure machine my-api", "O10"},
		{"a pipeline", "unsure machine outside", "O7"},
		{"a function", "unsure machine on-aws", "O13"},
		{"refined without an API keeps its outcome", "both refine same enhanced token-route", "O3"},
		{"refined with an API", "aws refine by-group basic iam-route", "O11"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := walk(t, strings.Fields(tt.answers)...)
			if got, _ := p.Outcome(); got.ID != tt.want || !p.AtOutcome() {
				t.Errorf("outcome = %q at rest %t, want %q at rest", got.ID, p.AtOutcome(), tt.want)
			}
			if got, want := strings.Join(p.IDs(), " "), tt.answers; got != want {
				t.Errorf("ids = %q, want %q", got, want)
			}
		})
	}
}

func TestWalkNamesTheNearestAnswer(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers []string
		want    string
		held    int // answers before the wrong one
	}{
		{"at the start", []string{"bothh"}, `no answer "bothh" at Q0 (users need?): did you mean "both"? Answers there: app, aws, both, unsure`, 0},
		{"capitals are no distance", []string{"unsure", "MACHIN"}, `no answer "MACHIN" at Q1 (who calls?): did you mean "machine"? Answers there: employee, customer, machine`, 1},
		{"at an outcome", []string{"both", "fine"}, `no answer "fine" at O3 (both): did you mean "refine"? Answers there: refine`, 1},
		{"after an outcome without more", []string{"app", "x"}, `answer "x" is one too many: nothing is asked after O1 (user pool)`, 1},
		{"after the end", []string{"both", "refine", "same", "basic", "token-route", "x"}, `answer "x" is one too many: nothing is asked after Q13 (API as well?)`, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := whole(t).Walk(tt.answers...)
			var wrong *flowchart.AnswerError
			if !errors.As(err, &wrong) || err.Error() != tt.want {
				t.Errorf("err = %v, want %s", err, tt.want)
			}
			if got := len(p.Steps()); got != tt.held {
				t.Errorf("steps held = %d, want %d", got, tt.held)
			}
		})
	}
}

func TestBackTakesOneAnswerBack(t *testing.T) {
	p := walk(t, "unsure", "machine")
	if got, want := p.Back().At(), "Q1"; got != want {
		t.Errorf("at = %q, want %q", got, want)
	}
	if got, want := p.At(), "Q10"; got != want {
		t.Errorf("the first path stands at %q, want %q: paths are values", got, want)
	}
	if got, want := p.Back().Back().Back().At(), "Q0"; got != want {
		t.Errorf("before the beginning = %q, want %q", got, want)
	}
}

func TestFirstCutsThePath(t *testing.T) {
	p := walk(t, "unsure", "machine", "on-aws")
	for n, want := range map[int]string{-1: "Q0", 0: "Q0", 2: "Q10", 3: "O13", 9: "O13"} {
		if got := p.First(n).At(); got != want {
			t.Errorf("the first %d answers lead to %q, want %q", n, got, want)
		}
	}
}

func TestChangeKeepsLaterAnswersThatAreStillAsked(t *testing.T) {
	refined := walk(t, "both", "refine", "same", "basic", "token-route")
	for _, tt := range []struct {
		name string
		i    int
		id   string
		want string
	}{
		{"same next question: the rest stays", 2, "by-group", "both refine by-group basic token-route"},
		{"last answer", 4, "iam-route", "both refine same basic iam-route"},
		{"another way: the rest goes", 0, "app", "app"},
		{"another outcome that is refined alike keeps only what it asks", 0, "aws", "aws"},
		{"the same answer again changes nothing", 2, "same", "both refine same basic token-route"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := refined.Change(tt.i, tt.id)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(p.IDs(), " "); got != tt.want {
				t.Errorf("ids = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestChangeRefusesWhatDoesNotExist(t *testing.T) {
	p := walk(t, "unsure", "machine")
	for _, i := range []int{-1, 2} {
		if _, err := p.Change(i, "app"); err == nil {
			t.Errorf("change of step %d: no error, want one", i)
		}
	}
	same, err := p.Change(1, "robot")
	if err == nil || !slices.Equal(same.IDs(), p.IDs()) {
		t.Errorf("change to an unknown answer = %v, %v; want the old path and an error", same.IDs(), err)
	}
}

func TestOutcomesListsBothWhenGuestsSignInLater(t *testing.T) {
	var got []string
	for _, o := range walk(t, strings.Fields("unsure customer guests public sign-in-too direct our-sign-up")...).Outcomes() {
		got = append(got, o.ID)
	}
	if want := []string{"O4", "O3"}; !slices.Equal(got, want) {
		t.Errorf("outcomes = %v, want %v", got, want)
	}
}

func TestNodesEndWhereThePathStands(t *testing.T) {
	p := walk(t, "both", "refine")
	if got, want := p.Nodes(), []string{"Q0", "O3", "Q11"}; !slices.Equal(got, want) {
		t.Errorf("nodes = %v, want %v", got, want)
	}
	if got, want := p.Asked(), 1; got != want {
		t.Errorf("questions answered = %d, want %d: going on from an outcome is none", got, want)
	}
	ended := walk(t, "both", "refine", "same", "basic", "token-route")
	if got, want := ended.Nodes(), []string{"Q0", "O3", "Q11", "Q12", "Q13"}; !slices.Equal(got, want) {
		t.Errorf("nodes of an ended path = %v, want %v", got, want)
	}
}
