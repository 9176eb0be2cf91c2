package flowchart_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"poolschool/lessons/flowchart"
)

func TestRecordOfADecision(t *testing.T) {
	golden.RequireEqual(t, []byte(flowchart.Record(walk(t, "unsure", "customer", "sign-in-first", "direct", "our-sign-up", "refine", "by-group", "enhanced", "token-route"), nil)))
}

func TestRecordSaysWhatIsOpen(t *testing.T) {
	got := flowchart.Record(walk(t, "unsure"), nil)
	for _, want := range []string{"# Decision: still open", "2. **Who makes the calls?** Still open.", "leads to: User pool only."} {
		if !strings.Contains(got, want) {
			t.Errorf("record = %q, want %q in it", got, want)
		}
	}
	if got := flowchart.Record(whole(t).Begin(), nil); strings.Contains(got, "What would change it") {
		t.Errorf("record before the first answer = %q, want nothing to change in it", got)
	}
}

func TestEveryPathHasARecord(t *testing.T) {
	everyPath(t, whole(t).Begin(), func(p flowchart.Path) {
		got := flowchart.Record(p, nil)
		for _, o := range p.Outcomes() {
			if !strings.Contains(got, "## The choice: "+o.Title) {
				t.Errorf("record of %v lacks %q", p.IDs(), o.Title)
			}
		}
		for _, s := range p.Steps() {
			if !strings.Contains(got, s.Answer.Reason) {
				t.Errorf("record of %v lacks the reason of %q", p.IDs(), s.Answer.ID)
			}
		}
	})
}
