package flowchart

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// check lists everything that is wrong with a decoded chart. A chart without faults has one start, no cycle and no dead end.
func (c *Chart) check() []error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if _, ok := c.Question(c.Start); !ok {
		fault("start %q is no question", c.Start)
	}
	if c.Prices == "" {
		fault("prices has no date")
	}
	seen := map[string]bool{}
	for _, q := range c.Questions {
		faults = append(faults, c.checkQuestion(q, seen)...)
	}
	for _, o := range c.Outcomes {
		faults = append(faults, c.checkOutcome(o, seen)...)
	}
	if len(faults) > 0 {
		return faults // reachability and cycles say nothing useful about broken links
	}
	return append(c.unreached(), c.cycles()...)
}

func (c *Chart) checkQuestion(q Question, seen map[string]bool) []error {
	faults := checkNode("question "+q.ID, q.ID, q.Short, seen)
	faults = append(faults, filled("question "+q.ID, map[string]string{"ask": q.Ask, "why": q.Why})...)
	if len(q.Answers) < 2 {
		faults = append(faults, fmt.Errorf("question %s: a question needs two answers or more", q.ID))
	}
	return append(faults, c.checkAnswers("question "+q.ID, q.Answers)...)
}

func (c *Chart) checkOutcome(o Outcome, seen map[string]bool) []error {
	where := "outcome " + o.ID
	faults := checkNode(where, o.ID, o.Short, seen)
	faults = append(faults, filled(where, map[string]string{
		"title": o.Title, "choice": o.Choice, "when": o.When, "why": o.Why, "not-for": o.NotFor, "cost": o.Cost, "mistake": o.Mistake,
		"set-up": strings.Join(o.SetUp, ""), "calls": strings.Join(o.Calls, ""),
	})...)
	switch o.Side {
	case UserPool, IdentityPool, Both, None:
	default:
		faults = append(faults, fmt.Errorf("%s: side %q is none of userpool, identitypool, both, none", where, o.Side))
	}
	if (o.Run == "") == (o.Outside == "") {
		faults = append(faults, fmt.Errorf("%s: exactly one of run and outside must be filled", where))
	}
	if o.Code != "" && o.Run == "" {
		faults = append(faults, fmt.Errorf("%s: code makes the calls of a run, and there is none", where))
	}
	for _, a := range o.Then {
		if a.Next == "" {
			faults = append(faults, fmt.Errorf("%s: answer %s: next is empty", where, a.ID))
		}
	}
	return append(faults, c.checkAnswers(where, o.Then)...)
}

func checkNode(where, id, short string, seen map[string]bool) []error {
	var faults []error
	if id == "" {
		faults = append(faults, fmt.Errorf("%shas no id", where))
	}
	if seen[id] {
		faults = append(faults, fmt.Errorf("%s: the id stands twice", where))
	}
	seen[id] = true
	if n := utf8.RuneCountInString(short); n == 0 || n > MaxShort {
		faults = append(faults, fmt.Errorf("%s: short name %q has %d characters, 1 to %d fit the drawing", where, short, n, MaxShort))
	}
	return faults
}

// filled reports the texts that are empty.
func filled(where string, texts map[string]string) []error {
	var faults []error
	for _, name := range []string{"title", "ask", "why", "choice", "when", "not-for", "cost", "set-up", "calls", "mistake"} {
		if text, ok := texts[name]; ok && strings.TrimSpace(text) == "" {
			faults = append(faults, fmt.Errorf("%s: %s is empty", where, name))
		}
	}
	return faults
}

func (c *Chart) checkAnswers(where string, answers []Answer) []error {
	var faults []error
	fault := func(a Answer, text string) {
		faults = append(faults, fmt.Errorf("%s: answer %s: %s", where, a.ID, text))
	}
	seen := map[string]bool{}
	for _, a := range answers {
		if a.ID == "" || strings.ContainsAny(a.ID, ", \t\n") {
			fault(a, "an id is one word without commas")
		}
		if seen[a.ID] {
			fault(a, "the id stands twice")
		}
		seen[a.ID] = true
		if strings.TrimSpace(a.Text) == "" {
			fault(a, "text is empty")
		}
		if strings.TrimSpace(a.Reason) == "" {
			fault(a, "reason is empty")
		}
		if _, ok := c.at[a.Next]; !ok && a.Next != "" {
			fault(a, fmt.Sprintf("next %q is neither question nor outcome", a.Next))
		}
	}
	return faults
}

// unreached reports what no answer leads to, and paths that would end before any outcome.
func (c *Chart) unreached() []error {
	decided := map[string]bool{} // for each reached id: is there an outcome on every way to it?
	var visit func(id string, outcome bool) error
	visit = func(id string, outcome bool) error {
		_, isOutcome := c.Outcome(id)
		outcome = outcome || isOutcome
		if was, ok := decided[id]; ok && (was == outcome || !was) {
			return nil
		}
		decided[id] = outcome
		for _, a := range c.Answers(id) {
			if a.Next == "" && !outcome {
				return fmt.Errorf("question %s: answer %s: the path ends here without an outcome", id, a.ID)
			}
			if a.Next == "" {
				continue
			}
			if err := visit(a.Next, outcome); err != nil {
				return err
			}
		}
		return nil
	}
	if err := visit(c.Start, false); err != nil {
		return []error{err}
	}
	var faults []error
	for _, q := range c.Questions {
		if _, ok := decided[q.ID]; !ok {
			faults = append(faults, fmt.Errorf("question %s: no answer leads here", q.ID))
		}
	}
	for _, o := range c.Outcomes {
		if _, ok := decided[o.ID]; !ok {
			faults = append(faults, fmt.Errorf("outcome %s: no answer leads here", o.ID))
		}
	}
	return faults
}

// cycles reports the first way that comes back to where it was. In a chart without one, every path ends.
func (c *Chart) cycles() []error {
	done := map[string]bool{}
	var visit func(id string, above []string) error
	visit = func(id string, above []string) error {
		for i, up := range above {
			if up == id {
				return errors.New("cycle: " + strings.Join(append(above[i:], id), " → "))
			}
		}
		if done[id] {
			return nil
		}
		above = append(above, id)
		for _, a := range c.Answers(id) {
			if a.Next == "" {
				continue
			}
			if err := visit(a.Next, above); err != nil {
				return err
			}
		}
		done[id] = true
		return nil
	}
	if err := visit(c.Start, nil); err != nil {
		return []error{err}
	}
	return nil
}
