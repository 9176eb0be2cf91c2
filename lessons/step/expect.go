package step

import (
	"fmt"
	"strings"
	"time"

	"poolschool/lessons/value"
	"poolschool/sim/trace"
)

// expectation is one expect: what an answer must be.
type expectation struct {
	line               int
	text               string
	service, operation string // of a nested call; empty for the answer itself
	status             int
	code               string // "" accepts any
	says               bool   // a message is promised
	message            value.Template
}

// check compares one answer with the expectation.
func (e expectation) check(status int, r refusal, values value.Set, now time.Time) Promise {
	p := Promise{Line: e.line, Text: e.text}
	message, err := e.message.Fill(values, now, nil)
	if err != nil {
		p.Got = err.Error()
		return p
	}
	p.Held = e.status == status && (e.code == "" || e.code == r.code) && (!e.says || fits(message, r.message))
	if !p.Held {
		p.Got = told(status, r)
	}
	return p
}

// fits compares a promised text with the real one. An ellipsis stands for any text: what is different in every run.
func fits(promised, got string) bool {
	parts := strings.Split(promised, "…")
	if len(parts) == 1 {
		return promised == got
	}
	rest, ok := strings.CutPrefix(got, parts[0])
	for _, part := range parts[1 : len(parts)-1] {
		var found bool
		_, rest, found = strings.Cut(rest, part)
		ok = ok && found
	}
	return ok && strings.HasSuffix(rest, parts[len(parts)-1])
}

func told(status int, r refusal) string {
	text := fmt.Sprint(status)
	if r.code != "" {
		text += " " + r.code
	}
	if r.message != "" {
		text += fmt.Sprintf(" %q", r.message)
	}
	return text
}

// checkNested looks for the promised call among the calls that services made to each other. Any call of that
// name that fits keeps the promise.
func (e expectation) checkNested(exchanges []trace.Exchange, values value.Set, now time.Time) Promise {
	p := Promise{Line: e.line, Text: e.text, Got: "no such call"}
	for _, x := range exchanges {
		if x.Parent == 0 || x.To != e.service || x.Operation != e.operation {
			continue
		}
		if p = e.check(x.Status, refusal{x.Code, x.Refusal}, values, now); p.Held {
			return p
		}
	}
	return p
}
