package serve

import (
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/trace"
)

// anyText lets what clients sent through, whatever it is: what is no UTF-8 is replaced.
var anyText = jsontext.AllowInvalidUTF8(true)

// record is an exchange as the trace shows it: without secrets.
type record struct {
	ID        int        `json:"id"`
	Parent    int        `json:"parent,omitzero"` // the exchange during which this call was made
	RequestID string     `json:"requestId"`
	At        time.Time  `json:"at"` // by the account's clock
	From      string     `json:"from"`
	To        string     `json:"to"`
	Operation string     `json:"operation"`
	Status    int        `json:"status"`
	Code      string     `json:"code,omitempty"`    // the error's code
	Message   string     `json:"message,omitempty"` // AWS's words
	Because   string     `json:"because,omitempty"` // what AWS does not say
	Summary   string     `json:"summary,omitempty"`
	Checks    []check    `json:"checks"`
	Decisions []decision `json:"decisions"`
	Request   message    `json:"request"`
	Response  message    `json:"response"`
}

type check struct {
	OK   bool   `json:"ok"`
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
}

// decision is IAM's answer to one question.
type decision struct {
	Action   string `json:"action"`
	Resource string `json:"resource"`
	Decision string `json:"decision"` // "Allow", "ExplicitDeny", "ImplicitDeny"
	Reason   string `json:"reason,omitempty"`
	Change   string `json:"change,omitempty"` // the one change that would allow it
	Text     string `json:"text"`             // with every statement that had a say
}

// message is one half of an exchange. A body that is no text is left out; its size tells that it was there.
type message struct {
	Method string      `json:"method,omitempty"`
	Target string      `json:"target,omitempty"`
	Header http.Header `json:"headers"`
	Body   string      `json:"body,omitempty"` // its beginning
	Size   int64       `json:"size"`
}

func recordOf(e trace.Exchange) record {
	e = e.Redacted()
	r := record{
		ID: e.ID, Parent: e.Parent, RequestID: e.RequestID, At: e.At, From: e.From, To: e.To, Operation: e.Operation,
		Status: e.Status, Code: e.Code, Message: e.Refusal, Because: e.Because, Summary: e.Summary,
		Checks: []check{}, Decisions: []decision{}, Request: messageOf(e.Request), Response: messageOf(e.Response),
	}
	for _, c := range e.Checks {
		r.Checks = append(r.Checks, check(c))
	}
	for _, x := range e.Decisions {
		r.Decisions = append(r.Decisions, decision{
			Action: x.Request.Action, Resource: x.Request.Resource, Decision: string(x.Outcome),
			Reason: x.Reason(x.Request.Action), Change: x.Change, Text: x.Text(),
		})
	}
	return r
}

func messageOf(m trace.Message) message {
	out := message{Method: m.Method, Target: m.Target, Header: m.Header, Size: m.Size}
	body := m.Body
	if m.Truncated() { // the cut may have gone through a character
		for len(body) > 0 && !utf8.RuneStart(body[len(body)-1]) {
			body = body[:len(body)-1]
		}
		if len(body) > 0 && body[len(body)-1] >= utf8.RuneSelf {
			body = body[:len(body)-1]
		}
	}
	if utf8.Valid(body) {
		out.Body = string(body)
	}
	return out
}
