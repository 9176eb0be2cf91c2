package step

import (
	"fmt"
	"io"
	"time"

	"poolschool/lessons/mistake"
	"poolschool/lessons/quiz"
	"poolschool/lessons/value"
	"poolschool/sim/clock"
)

// Input is what the learner gives to a step. Which member counts depends on the kind; the rest is ignored.
type Input struct {
	// Fields are a form's values by name; a field that is left out has its default. A file field holds a path.
	Fields map[string]string
	// Choice is the index of the chosen answer of a predict or recall.
	Choice int
	// Text is the JSON that the learner wrote for a try.
	Text string
}

// Env is what a step sees while it plays.
type Env struct {
	World  World
	Clock  *clock.Virtual
	Region string
	Values value.Set
	Input  Input
	// File reads the file of a form's field and keeps its bytes under that field's name: the learner's own file
	// when path is not empty, else the built-in one.
	File func(field, builtIn, path string) ([]byte, error)
	// Payload gives the bytes behind "@name" in a request: those of the field of that name.
	Payload func(name string) ([]byte, error)
	// Sending watches a file's content leave: what it returns is sent instead, then sent is called. nil watches nothing.
	Sending func(content io.Reader, length int64) (watched io.Reader, sent func())
}

func (e *Env) now() time.Time { return e.Clock.Now() }

// Outcome is what became of a step. It is a value: nothing in it changes later.
type Outcome struct {
	// Kept are the values that the step added, in order.
	Kept []value.Value
	// Promises are the expectations of the step and whether they held.
	Promises []Promise
	// Show is the panel that the step asks for; PanelNone leaves it to the screen.
	Show Panel
	// Answer is set by predict and recall.
	Answer *quiz.Answer
	// Inspection is set by inspect.
	Inspection *Inspection
	// Over are the values that a wait has outlived.
	Over []value.Value
}

// Held reports whether every promise held.
func (o Outcome) Held() bool {
	for _, p := range o.Promises {
		if !p.Held {
			return false
		}
	}
	return true
}

// Promise is one expectation of a lesson file.
type Promise struct {
	Line int    // where the file makes it
	Text string // as the file has it: `expect 400 NotAuthorizedException`
	Held bool
	Got  string // what came instead, when it did not hold: "200", `400 …`
}

// String is the promise in a line: "expect 200: got 400 NotAuthorizedException …".
func (p Promise) String() string {
	if p.Held {
		return p.Text
	}
	return p.Text + ": got " + p.Got
}

// InputError says what is wrong with what the learner gave, in words for the learner. Nothing was sent.
type InputError struct {
	Field    string       // the form's field; "" for the whole input
	Text     string       // what is wrong and what to do
	Mistakes mistake.List // the lines of the learner's JSON that are wrong
}

// Error is the text, with the mistakes after it.
func (e *InputError) Error() string {
	text := e.Text
	for _, m := range e.Mistakes {
		text += fmt.Sprintf("\nline %d: %s; %s", m.Line, m.What, m.Do)
	}
	return text
}
