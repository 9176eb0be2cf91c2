package flowchart_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"poolschool/lessons/flowchart"
)

// dataDir holds the file that the program ships; lessons may not import assets, so the test reads it from the folder.
const dataDir = "../../assets/flowchart"

func whole(t testing.TB) *flowchart.Chart {
	t.Helper()
	c, err := flowchart.Load(os.DirFS(dataDir), "choose.json")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestShippedChartHoldsTheWholeDecision(t *testing.T) {
	c := whole(t)
	if got, want := len(c.Questions), 14; got != want {
		t.Errorf("questions = %d, want %d", got, want)
	}
	if got, want := len(c.Outcomes), 13; got != want {
		t.Errorf("outcomes = %d, want %d", got, want)
	}
	if got, want := c.Start, "Q0"; got != want {
		t.Errorf("start = %q, want %q", got, want)
	}
}

func TestTheArticlesQuestionDecidesInOneAnswer(t *testing.T) {
	c := whole(t)
	for answer, want := range map[string]string{"app": "O1", "aws": "O2", "both": "O3"} {
		p, err := c.Walk(answer)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := p.Outcome(); got.ID != want {
			t.Errorf("outcome of %q = %q, want %q", answer, got.ID, want)
		}
	}
}

// everyPath calls f for each way through the chart, at each place where it rests.
func everyPath(t *testing.T, p flowchart.Path, f func(flowchart.Path)) {
	t.Helper()
	if p.AtOutcome() {
		f(p)
	}
	for _, a := range p.Choices() {
		next, err := p.Answer(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		everyPath(t, next, f)
	}
}

func TestEveryPathOfTheShippedChartEndsWithAnOutcomeAndAskedNothingTwice(t *testing.T) {
	reached := map[string]bool{}
	everyPath(t, whole(t).Begin(), func(p flowchart.Path) {
		o, ok := p.Outcome()
		if !ok {
			t.Errorf("path %v ends without an outcome", p.IDs())
		}
		reached[o.ID] = true
		nodes := p.Nodes()
		slices.Sort(nodes)
		if len(slices.Compact(slices.Clone(nodes))) != len(nodes) {
			t.Errorf("path %v asks something twice", p.IDs())
		}
	})
	if got, want := len(reached), 13; got != want {
		t.Errorf("outcomes reached = %d, want %d", got, want)
	}
}

func TestShippedTextsHoldNoWideOrMarkedText(t *testing.T) {
	data, err := os.ReadFile(dataDir + "/choose.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"simply", "just ", "TODO", "\t"} {
		if strings.Contains(string(data), bad) {
			t.Errorf("choose.json holds %q", bad)
		}
	}
}
