package step

import (
	"context"
	"net/http"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// Break is a call or a request that AWS is promised to refuse.
type Break struct {
	base
	title string
	Inner Step // *Call or *HTTP
}

func parseBreak(s Source, known Known) (Step, mistake.List) {
	var m mistake.List
	b := &Break{base: base{kind: s.Kind, line: s.Line}, title: strings.TrimSpace(s.Info)}
	if b.title == "" {
		m.Add(s.Line, "a break without a title", "say after the word break what is different: break Give the access token instead.")
	}
	lines := s.lines()
	for len(lines) > 0 && strings.TrimSpace(lines[0].text) == "" {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		m.Add(s.Line, "an empty break", "write FROM -> SERVICE OPERATION, or http FROM -> HOST, on its first line")
		return b, m
	}
	head, below := strings.TrimSpace(lines[0].text), lines[1:]
	var made clauses
	if rest, isHTTP := strings.CutPrefix(head, "http "); isHTTP {
		inner := parseHTTP(s, rest, lines[0].n, below, known, &m)
		b.Inner, made = inner, inner.clauses
	} else {
		inner := parseCall(s, strings.TrimPrefix(head, "call "), lines[0].n, below, known, &m)
		b.Inner, made = inner, inner.clauses
	}
	for _, e := range made.expects {
		if e.service == "" && e.status < http.StatusMultipleChoices {
			m.Add(e.line, "a break that expects success", "expect the refusal with its code, or make it a call")
		}
	}
	return b, m
}

// Title says what is different from the call that worked.
func (b *Break) Title() string { return b.title }

// Runs is true.
func (b *Break) Runs() bool { return true }

// Planned is what the broken call sends.
func (b *Break) Planned() []Message {
	if b.Inner == nil {
		return nil
	}
	return b.Inner.Planned()
}

// Uses are the values of the broken call.
func (b *Break) Uses() []value.Use {
	if b.Inner == nil {
		return nil
	}
	return b.Inner.Uses()
}

// Keeps are the names that it keeps of the refusal.
func (b *Break) Keeps() []string {
	if b.Inner == nil {
		return nil
	}
	return b.Inner.Keeps()
}

// Play makes the call.
func (b *Break) Play(ctx context.Context, env *Env) (Outcome, error) { return b.Inner.Play(ctx, env) }
