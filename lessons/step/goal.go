package step

import (
	"regexp"
	"strings"
	"time"

	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// goal is what a try must reach: an answer, or something that stands in the account. Any way there counts.
type goal struct {
	answer *expectation
	line   int
	text   string
	kind   string         // of a node in the account's tree: "object"
	label  value.Template // its label; an ellipsis stands for any text
	shown  value.Template // in words for the learner
}

// inAccount is: account KIND "LABEL". A kind may have several words: user pool.
var inAccount = regexp.MustCompile(`^account\s+([a-z][a-z -]*?)\s+"(.+)"$`)

func (r *clauseReader) goal(l line, text string) {
	r.into.aimed = true
	if m := inAccount.FindStringSubmatch(text); m != nil {
		shown, _ := value.Parse("the account has the "+m[1]+" "+m[2], l.n) // mistakes are those of the label
		r.into.goals = append(r.into.goals, goal{line: l.n, text: strings.TrimSpace(l.text), kind: m[1], label: r.template(m[2], l.n), shown: shown})
		return
	}
	e, ok := r.expectation(l, text)
	if !ok || e.service != "" {
		r.mistakes.Add(l.n, "this goal cannot be read", `write: goal 200 · goal 400 NotAuthorizedException "message" · goal account KIND "LABEL"`)
		return
	}
	shown, _ := value.Parse("the answer is "+text, l.n)
	r.into.goals = append(r.into.goals, goal{answer: &e, line: l.n, text: e.text, shown: shown})
}

func (g goal) uses() []value.Use {
	if g.answer != nil {
		return g.answer.message.Uses()
	}
	return g.label.Uses()
}

func (g goal) check(r reply, why refusal, tree account.Tree, values value.Set, now time.Time) Promise {
	if g.answer != nil {
		return g.answer.check(r.status, why, values, now)
	}
	p := Promise{Line: g.line, Text: g.text}
	label, err := g.label.Fill(values, now, nil)
	if err != nil {
		p.Got = err.Error()
		return p
	}
	if p.Held = stands(tree, g.kind, label); !p.Held {
		p.Got = "no " + g.kind + " " + label + " in the account"
	}
	return p
}

func stands(nodes []account.Node, kind, label string) bool {
	for _, n := range nodes {
		if n.Kind == kind && fits(label, n.Label) || stands(n.Children, kind, label) {
			return true
		}
	}
	return false
}
