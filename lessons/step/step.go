// Package step holds the closed set of things that a lesson does: one file a kind, one row a kind in the table below.
// A step is read from a fenced block of a lesson file, checked against the operations of the simulated account, and
// played against it over HTTP.
package step

import (
	"context"
	"net/http"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// Kind is the first word of a block.
type Kind string

// The kinds of blocks.
const (
	KindType    Kind = "type"    // a form; what is typed becomes values
	KindPredict Kind = "predict" // a question before a call
	KindRecall  Kind = "recall"  // a question at the end
	KindCall    Kind = "call"    // an AWS operation
	KindHTTP    Kind = "http"    // any other request
	KindInspect Kind = "inspect" // a token or document, part by part
	KindBreak   Kind = "break"   // a call or request that is promised to be refused
	KindWait    Kind = "wait"    // moves the clock
	KindTry     Kind = "try"     // the learner writes the call
	KindNotes   Kind = "notes"   // for the presenter, never on the learner's screen
)

// kinds has one row a kind. Adding a kind is a file and a row.
var kinds = map[Kind]func(Source, Known) (Step, mistake.List){
	KindType:    parseForm,
	KindPredict: parseQuestion,
	KindRecall:  parseQuestion,
	KindCall:    parseCallBlock,
	KindHTTP:    parseHTTPBlock,
	KindInspect: parseInspect,
	KindBreak:   parseBreak,
	KindWait:    parseWait,
	KindTry:     parseTry,
	KindNotes:   parseNotes,
}

// Kinds lists the kinds, in the order in which the course explains them.
func Kinds() []string {
	return []string{
		string(KindType), string(KindPredict), string(KindCall), string(KindHTTP), string(KindInspect),
		string(KindBreak), string(KindWait), string(KindTry), string(KindRecall), string(KindNotes),
	}
}

// Step is one block of a lesson. Steps do not change once they are read; what a learner does with them is in the
// session.
type Step interface {
	// Kind is the first word of the block.
	Kind() Kind
	// ID is the block's stable name; "" for kinds without one.
	ID() string
	// Line is where the block stands in its file.
	Line() int
	// Title is what a screen calls the step: "GetId", "Give the access token instead."
	Title() string
	// Runs reports whether playing the step does something to the account, its clock or the trace. Forms,
	// questions and inspections only read.
	Runs() bool
	// Planned are the messages that the step will send, nested ones after the call that causes them.
	Planned() []Message
	// Uses are the values that the step needs before it can play, with their lines.
	Uses() []value.Use
	// Keeps are the names that the step gives to values.
	Keeps() []string
	// Play does it. The error is about the learner's input or the program (*InputError, *value.MissingError, …);
	// a refusal by AWS is no error but part of the outcome.
	Play(ctx context.Context, env *Env) (Outcome, error)
}

// Message is one arrow of a plan. Names are lifelines of the trace: "you", "app", "cognito-idp".
type Message struct{ From, To, Operation string }

// Known is what the check of a lesson file asks about the account. sim.World answers it.
type Known interface {
	// Operation finds a row by service ("cognito-idp") and name ("InitiateAuth").
	Operation(service, name string) (wire.Operation, bool)
	// Operations lists all rows.
	Operations() []wire.Operation
	// Values are the account's values by name: "userPoolId", "bucket", …
	Values() map[string]string
}

// World is the account that steps are played against: sim.World.
type World interface {
	Known
	http.RoundTripper
	// Endpoint is the address of a service, without a slash at the end ("https://sts.us-east-1.amazonaws.com").
	Endpoint(service string) string
	// Log is the record of every call.
	Log() *trace.Log
	// Snapshot is the account as it stands.
	Snapshot() account.Tree
}

// Panel is one of the views beside the text.
type Panel string

// The panels.
const (
	PanelNone     Panel = ""
	PanelRequest  Panel = "request"
	PanelResponse Panel = "response"
	PanelWhy      Panel = "why"
	PanelToken    Panel = "token"
	PanelAccount  Panel = "account"
)

// Panels lists the panels in the order of their tabs.
func Panels() []string {
	return []string{string(PanelRequest), string(PanelResponse), string(PanelWhy), string(PanelToken), string(PanelAccount)}
}

// base is what all steps have.
type base struct {
	kind Kind
	id   string
	line int
}

func (b base) Kind() Kind         { return b.kind }
func (b base) ID() string         { return b.id }
func (b base) Line() int          { return b.line }
func (b base) Runs() bool         { return false }
func (b base) Planned() []Message { return nil }
func (b base) Uses() []value.Use  { return nil }
func (b base) Keeps() []string    { return nil }
