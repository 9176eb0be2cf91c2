package flowchart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Path is the way that somebody has taken through a chart so far. It is a value: every method that goes somewhere returns a new Path.
type Path struct {
	chart *Chart
	steps []Step
}

// Step is one answer that was given.
type Step struct {
	At     string // id of the question, or of the outcome that was refined
	Answer Answer
}

// AnswerError says that an answer does not exist where it was given.
type AnswerError struct {
	At      string   // id of the question or outcome; empty when nothing is asked any more
	Name    string   // its short name
	Given   string   // the answer that does not exist
	Nearest string   // the answer id that is spelt most like it; empty when there is none
	Known   []string // all answer ids there
}

// Error is one line: what was given, where, and what to write instead.
func (e *AnswerError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("answer %q is one too many: nothing is asked after %s (%s)", e.Given, e.At, e.Name)
	}
	return fmt.Sprintf("no answer %q at %s (%s): did you mean %q? Answers there: %s", e.Given, e.At, e.Name, e.Nearest, strings.Join(e.Known, ", "))
}

// Begin is the path before the first answer.
func (c *Chart) Begin() Path { return Path{chart: c} }

// Walk gives the answers one after another, beginning at the first question. An answer that does not exist is an *AnswerError; the Path
// then holds the answers before it.
func (c *Chart) Walk(answers ...string) (Path, error) {
	p := c.Begin()
	for _, id := range answers {
		next, err := p.Answer(id)
		if err != nil {
			return p, err
		}
		p = next
	}
	return p, nil
}

// Chart is the chart that the path runs through.
func (p Path) Chart() *Chart { return p.chart }

// Steps are the answers so far, the first one first.
func (p Path) Steps() []Step { return slices.Clone(p.steps) }

// IDs lists the answer ids so far, as Walk takes them.
func (p Path) IDs() []string {
	ids := make([]string, len(p.steps))
	for i, s := range p.steps {
		ids[i] = s.Answer.ID
	}
	return ids
}

// At is the id of the question or outcome where the path stands; empty when the last answer ended it.
func (p Path) At() string {
	if len(p.steps) == 0 {
		return p.chart.Start
	}
	return p.steps[len(p.steps)-1].Answer.Next
}

// Nodes are the ids that the path has touched, the first question first, the place where it stands last.
func (p Path) Nodes() []string {
	var ids []string
	for _, s := range p.steps {
		ids = append(ids, s.At)
	}
	if at := p.At(); at != "" {
		ids = append(ids, at)
	}
	return ids
}

// Asked counts the questions that were answered; going on from an outcome is not one.
func (p Path) Asked() int {
	n := 0
	for _, s := range p.steps {
		if _, ok := p.chart.Question(s.At); ok {
			n++
		}
	}
	return n
}

// Question is the question that waits for an answer.
func (p Path) Question() (Question, bool) { return p.chart.Question(p.At()) }

// Outcome is the last outcome that the path has reached. It stays the same while the path refines it.
func (p Path) Outcome() (Outcome, bool) {
	nodes := p.Nodes()
	for i := len(nodes) - 1; i >= 0; i-- {
		if o, ok := p.chart.Outcome(nodes[i]); ok {
			return o, true
		}
	}
	return Outcome{}, false
}

// Outcomes are all outcomes on the path: a guest pool can lead on to a second one for people who sign in.
func (p Path) Outcomes() []Outcome {
	var out []Outcome
	for _, id := range p.Nodes() {
		if o, ok := p.chart.Outcome(id); ok {
			out = append(out, o)
		}
	}
	return out
}

// AtOutcome reports whether the path rests: it stands on an outcome, or its last answer ended it.
func (p Path) AtOutcome() bool {
	_, asking := p.Question()
	return !asking
}

// Choices are the answers that can be given now. At an outcome they refine it, and none need be given.
func (p Path) Choices() []Answer { return p.chart.Answers(p.At()) }

// Answer takes one step. An id that does not exist here is an *AnswerError.
func (p Path) Answer(id string) (Path, error) {
	at := p.At()
	choices := p.Choices()
	for _, a := range choices {
		if a.ID == id {
			return Path{chart: p.chart, steps: append(slices.Clone(p.steps), Step{At: at, Answer: a})}, nil
		}
	}
	fault := &AnswerError{At: at, Given: id}
	if at == "" {
		fault.At = p.steps[len(p.steps)-1].At
	}
	fault.Name = p.chart.Name(fault.At)
	for _, a := range choices {
		fault.Known = append(fault.Known, a.ID)
	}
	fault.Nearest = nearest(id, fault.Known)
	return p, fault
}

// Back takes back the last answer; at the beginning it changes nothing.
func (p Path) Back() Path {
	if len(p.steps) == 0 {
		return p
	}
	return Path{chart: p.chart, steps: slices.Clone(p.steps[:len(p.steps)-1])}
}

// First is the path's first n answers; all of them when there are fewer.
func (p Path) First(n int) Path {
	return Path{chart: p.chart, steps: slices.Clone(p.steps[:min(max(n, 0), len(p.steps))])}
}

// Change gives another answer at step i (counted from 0). Later answers stay as long as the new way asks the same questions in the same
// order; the rest is dropped. An i outside the path, or an unknown id, is an error and changes nothing.
func (p Path) Change(i int, id string) (Path, error) {
	if i < 0 || i >= len(p.steps) {
		return p, fmt.Errorf("there is no answer number %d to change", i+1)
	}
	changed, err := Path{chart: p.chart, steps: slices.Clone(p.steps[:i])}.Answer(id)
	if err != nil {
		return p, err
	}
	for _, later := range p.steps[i+1:] {
		if changed.At() != later.At {
			break
		}
		if changed, err = changed.Answer(later.Answer.ID); err != nil {
			return p, err
		}
	}
	return changed, nil
}

// nearest is the known word with the fewest letters to change; the first of several.
func nearest(given string, known []string) string {
	best, least := "", 0
	for _, word := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(given), strings.ToLower(word)); best == "" || d < least {
			best, least = word, d
		}
	}
	return best
}
