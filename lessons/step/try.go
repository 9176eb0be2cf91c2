package step

import (
	"context"
	"errors"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// Try asks the learner to write the JSON of a call. It is done when its goals are reached, whichever way.
type Try struct {
	base
	title string
	Route route
	start body
	clauses
}

// Hints is how many hints a try has: a question, where to look, the answer with its reason.
const Hints = 3

func parseTry(s Source, known Known) (Step, mistake.List) {
	var m mistake.List
	id, title := s.idOf(&m)
	t := &Try{base: base{kind: s.Kind, id: id, line: s.Line}, title: title}
	request, after := halves(s.lines())
	var wrong mistake.List
	t.clauses, wrong = parseClauses(after, "goal", "hint", "solution", "keep", "show")
	m = append(m, wrong...)
	for len(request) > 0 && strings.TrimSpace(request[0].text) == "" {
		request = request[1:]
	}
	head, n := "", s.Line
	if len(request) > 0 {
		head, n = strings.TrimPrefix(strings.TrimSpace(request[0].text), "call "), request[0].n
		request = request[1:]
	}
	r, ok := parseRoute(head, n, known, &m)
	if t.Route = r; !ok {
		return t, m
	}
	// The start may be unfinished on purpose, so only the solution is checked strictly.
	start, wrong := value.Parse(join(request), n+1)
	m = append(m, wrong...)
	t.start = body{json: start, line: n + 1}
	t.complete(&m)
	t.checkPaths(r.Op, &m)
	return t, m
}

func (t *Try) complete(m *mistake.List) {
	if !t.aimed {
		m.Add(t.line, "a try without a goal cannot be reached", "add below ---: goal 200")
	}
	if len(t.hints) != Hints {
		m.Add(t.line, "a try has three hints", "write three lines: hint a question · hint where to look · hint the answer and why")
	}
	if t.solved == 0 {
		m.Add(t.line, "a try without a solution leaves the learner alone", "add below ---: solution {…}")
		return
	}
	parseBody(t.solution.Source(), t.solved, t.Route.Op, m)
}

// Title is what follows the id, or the operation.
func (t *Try) Title() string {
	if t.title != "" {
		return t.title
	}
	return t.Route.Op.Name
}

// Runs is true.
func (t *Try) Runs() bool { return true }

// Start is the JSON that the learner begins with; it may be empty.
func (t *Try) Start() value.Template { return t.start.json }

// Hint is the n-th hint, counted from 0; ok is false after the last.
func (t *Try) Hint(n int) (hint value.Template, ok bool) {
	if n < 0 || n >= len(t.hints) {
		return value.Template{}, false
	}
	return t.hints[n], true
}

// Solution is JSON that reaches the goal.
func (t *Try) Solution() value.Template { return t.solution }

// Goals are the goals in words: "the answer is 200".
func (t *Try) Goals() []value.Template {
	var texts []value.Template
	for _, g := range t.goals {
		texts = append(texts, g.shown)
	}
	return texts
}

// Planned is the call.
func (t *Try) Planned() []Message {
	return []Message{{From: t.Route.From, To: t.Route.Op.Service, Operation: t.Route.Op.Name}}
}

// Uses are the values of the solution, the hints, the goals and the credentials.
func (t *Try) Uses() []value.Use {
	uses := append(t.Route.uses(), t.start.json.Uses()...)
	return append(uses, t.clauses.uses()...)
}

// Keeps are the names that it keeps.
func (t *Try) Keeps() []string { return t.names() }

// Play sends what the learner wrote. JSON that the operation does not know is told with its line and not sent.
func (t *Try) Play(ctx context.Context, env *Env) (Outcome, error) {
	if strings.TrimSpace(env.Input.Text) == "" {
		return Outcome{}, &InputError{Text: "nothing is written yet; write the JSON of " + t.Route.Op.Name + ", or ask for a hint"}
	}
	var m mistake.List
	written := parseBody(env.Input.Text, 1, t.Route.Op, &m)
	if len(m) > 0 {
		slices.SortStableFunc(m, func(a, b mistake.Mistake) int { return a.Line - b.Line })
		return Outcome{}, &InputError{Text: "this is not sent yet:", Mistakes: m}
	}
	mark := env.World.Log().Last()
	got, why, err := t.Route.send(ctx, env, written)
	var missing *value.MissingError
	if errors.As(err, &missing) {
		return Outcome{}, &InputError{Text: missing.Error() + "; the values are: " + strings.Join(env.Values.Names(), ", ")}
	}
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Show: t.show}
	for _, g := range t.goals {
		out.Promises = append(out.Promises, g.check(got, why, env.World.Snapshot(), env.Values, env.now()))
	}
	if !out.Held() {
		return out, nil
	}
	return clauses{keeps: t.keeps, show: t.show}.with(out, env, got, mark), nil
}

// with adds what is kept of an answer that has reached its goals.
func (c clauses) with(out Outcome, env *Env, got reply, mark int) Outcome {
	kept := c.settle(env, got, refusal{}, mark)
	kept.Promises = append(out.Promises, kept.Promises...)
	return kept
}
