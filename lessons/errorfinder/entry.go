// Package errorfinder knows the error messages of the two pools and of the services around them: what each means, from what
// it comes, likeliest first, and what to do. It finds an entry by any part of the message, with whatever a program has
// wrapped around it.
//
// Every entry is a message that AWS is known to give, and a test brings each about on the simulator. What the sources are
// not sure of has no entry.
package errorfinder

import (
	"fmt"
	"strings"
)

// Entry is one message.
type Entry struct {
	ID      string  `json:"id"`            // stable: "not-a-supported-provider"
	Service string  `json:"service"`       // who says it: "cognito-identity"
	Code    string  `json:"code"`          // "NotAuthorizedException"; of an API Gateway the status text
	Message string  `json:"message"`       // … stands for what differs each time; "" where the code is all there is
	Mark    Mark    `json:"mark"`          // how sure the wording is
	Meaning string  `json:"meaning"`       // a sentence or two
	Causes  []Cause `json:"causes"`        // likeliest first
	See     string  `json:"see,omitempty"` // LESSON/PAGE that brings it about; filled in from pages.json
	pattern pattern
}

// Cause is one reason for a message.
type Cause struct {
	Cause string `json:"cause"`
	Tell  string `json:"tell"` // how to tell it from the others
	Fix   string `json:"fix"`
}

// Mark says where a wording comes from.
type Mark string

// The marks, surest first.
const (
	Documented Mark = "documented" // AWS's documentation or API model has the text
	Recorded   Mark = "recorded"   // an answer of AWS with this text is on record
	Common     Mark = "common"     // several programs that deal with AWS's answers have this text
)

// Text explains a mark in a line.
func (m Mark) Text() string {
	switch m {
	case Documented:
		return "AWS's documentation has this text."
	case Recorded:
		return "Recorded from AWS."
	case Common:
		return "Found in several programs that deal with AWS's answers; no recorded answer was seen."
	}
	return ""
}

// Title is the message, or the code where there is no message.
func (e *Entry) Title() string {
	if e.Message != "" {
		return e.Message
	}
	return e.Code
}

// Fits reports whether an answer with that code and message is this entry's.
func (e *Entry) Fits(code, message string) bool {
	if !strings.EqualFold(code, e.Code) {
		return false
	}
	return e.Message == "" || e.pattern.whole(words(message))
}

// check lists what is wrong with an entry.
func (e *Entry) check() []error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("entry %s: "+format, append([]any{e.ID}, args...)...))
	}
	for name, text := range map[string]string{"id": e.ID, "service": e.Service, "code": e.Code, "meaning": e.Meaning} {
		if strings.TrimSpace(text) == "" {
			fault("no %s", name)
		}
	}
	if e.Mark.Text() == "" {
		fault("mark is %q; it must be one of %s, %s, %s: what is less sure has no entry", e.Mark, Documented, Recorded, Common)
	}
	if len(e.Causes) == 0 {
		fault("no causes")
	}
	for i, c := range e.Causes {
		if c.Cause == "" || c.Fix == "" || c.Tell == "" && len(e.Causes) > 1 {
			fault("cause %d needs cause and fix, and tell when there are several", i+1)
		}
	}
	if len(e.pattern.literals()) == 0 {
		fault("message %q has no fixed words", e.Message)
	}
	return faults
}
