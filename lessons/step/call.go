package step

import (
	"context"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// Call is an AWS operation with its JSON.
type Call struct {
	base
	Route route
	body  body
	clauses
}

func parseCallBlock(s Source, known Known) (Step, mistake.List) {
	var m mistake.List
	c := parseCall(s, s.Info, s.Line, s.lines(), known, &m)
	return c, m
}

// parseCall reads a route and what stands below it; break blocks share it.
func parseCall(s Source, head string, n int, below []line, known Known, m *mistake.List) *Call {
	c := &Call{base: base{kind: s.Kind, line: s.Line}}
	request, after := halves(below)
	var wrong mistake.List
	c.clauses, wrong = parseClauses(after, requestWords()...)
	*m = append(*m, wrong...)
	c.checkNested(known, m)
	r, ok := parseRoute(head, n, known, m)
	c.Route = r
	if !ok {
		return c // without an operation there is nothing to check the JSON against
	}
	first := n + 1
	if len(request) > 0 {
		first = request[0].n
	}
	c.body = parseBody(join(request), first, r.Op, m)
	c.mustPromise("call", n, m)
	c.checkPaths(r.Op, m)
	return c
}

// mustPromise reports a step that promises nothing: it could not be checked.
func (c clauses) mustPromise(kind string, n int, m *mistake.List) {
	if c.promised {
		return
	}
	m.Add(n, "a "+kind+" without expect promises nothing", "add --- and below it: expect 200")
}

// Title is the name of the operation.
func (c *Call) Title() string { return c.Route.Op.Name }

// Runs is true.
func (c *Call) Runs() bool { return true }

// Text is the JSON of the request as the author wrote it, to be shown before it is sent.
func (c *Call) Text() value.Template { return c.body.json }

// Planned is the call, then the nested calls that it promises.
func (c *Call) Planned() []Message {
	first := Message{From: c.Route.From, To: c.Route.Op.Service, Operation: c.Route.Op.Name}
	return append([]Message{first}, c.nested(first.To)...)
}

// Uses are the values in the request, the credentials that sign it, and those in its promises.
func (c *Call) Uses() []value.Use {
	return append(append(c.Route.uses(), c.body.uses()...), c.clauses.uses()...)
}

// Keeps are the names that it keeps.
func (c *Call) Keeps() []string { return c.names() }

// Play makes the call.
func (c *Call) Play(ctx context.Context, env *Env) (Outcome, error) {
	err := c.early(func() error {
		_, _, err := c.Route.send(ctx, env, c.body)
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	mark := env.World.Log().Last()
	got, why, err := c.Route.send(ctx, env, c.body)
	if err != nil {
		return Outcome{}, err
	}
	return c.settle(env, got, why, mark), nil
}
