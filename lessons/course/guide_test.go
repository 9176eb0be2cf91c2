package course_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

// The guide for writers stands in the comment of package lessons. What it shows must be what the loader reads: its blocks,
// put one after another, have no mistake but values that nobody keeps, because the guide shows no whole lesson.
func TestTheGuideForWritersIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, line := range strings.Split(string(guide), "\n") {
		code, ok := strings.CutPrefix(line, "//\t")
		switch {
		case ok:
			text.WriteString(code + "\n")
		case strings.HasPrefix(line, "// # Clauses"):
			t.Run("blocks", func(t *testing.T) { guideHolds(t, text.String()) })
			return
		default:
			text.WriteString("\n")
		}
	}
	t.Error("the guide has no chapter on clauses")
}

func guideHolds(t *testing.T, text string) {
	open := func(string) (step.Known, error) { return sim.New(sim.Config{Account: account.Account{}}) }
	_, err := lessons.Load("120-guide.md", []byte(strings.TrimLeft(text, "\n")), open)
	var list mistake.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	for _, m := range list {
		if !strings.Contains(m.What, "is not kept by an earlier step") {
			t.Errorf("the guide: %v", m)
		}
	}
	for _, kind := range step.Kinds() {
		if kind != string(step.KindRecall) && !strings.Contains(text, "```"+kind) { // a recall is written as a predict is
			t.Errorf("the guide shows no %s", kind)
		}
	}
}
