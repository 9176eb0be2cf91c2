package trace

import (
	"context"
	"fmt"

	"poolschool/sim/policy"
)

type ctxKey int

const (
	openKey ctxKey = iota
	callerKey
)

// open is the exchange that is being answered. Only the goroutine that answers it
// writes to it.
type open struct {
	e     *Exchange
	outer *Exchange // during which e is made; nil for none
}

func from(ctx context.Context) *Exchange {
	if o, ok := ctx.Value(openKey).(open); ok {
		return o.e
	}
	return nil
}

// CallerID puts the lifeline that makes the next call into the context: "app".
func CallerID(ctx context.Context, from string) context.Context {
	return context.WithValue(ctx, callerKey, from)
}

// Name gives the open exchange the name of its operation.
func Name(ctx context.Context, operation string) {
	if e := from(ctx); e != nil {
		e.Operation = operation
	}
}

// RequestID is the id of the open exchange, which services put into their answers; ""
// without a log.
func RequestID(ctx context.Context) string {
	if e := from(ctx); e != nil {
		return e.RequestID
	}
	return ""
}

// SetRequestID gives the open exchange the id that the service puts into its answer, where that has a form of its own.
func SetRequestID(ctx context.Context, id string) {
	if e := from(ctx); e != nil {
		e.RequestID = id
	}
}

// Checked notes that the service looked at something, and what it found.
func Checked(ctx context.Context, ok bool, text, note string) {
	if e := from(ctx); e != nil {
		e.Checks = append(e.Checks, Check{OK: ok, Text: text, Note: note})
	}
}

// Passed notes a check that held.
func Passed(ctx context.Context, format string, args ...any) {
	if e := from(ctx); e != nil {
		e.Checks = append(e.Checks, Check{OK: true, Text: fmt.Sprintf(format, args...)})
	}
}

// Failed notes a check that did not hold. It is usually the last.
func Failed(ctx context.Context, format string, args ...any) {
	if e := from(ctx); e != nil {
		e.Checks = append(e.Checks, Check{Text: fmt.Sprintf(format, args...)})
	}
}

// Decided notes an IAM decision with its explanation.
func Decided(ctx context.Context, x policy.Explanation) {
	if e := from(ctx); e != nil {
		e.Decisions = append(e.Decisions, x)
	}
}

// Because notes what the service knows and does not say.
func Because(ctx context.Context, format string, args ...any) {
	if e := from(ctx); e != nil {
		e.Because = fmt.Sprintf(format, args...)
	}
}

// Summarize gives the answer a few words for the diagram: "3 tokens".
func Summarize(ctx context.Context, format string, args ...any) {
	if e := from(ctx); e != nil {
		e.Summary = fmt.Sprintf(format, args...)
	}
}

// Refused notes the error that the service answers.
func Refused(ctx context.Context, code, message, because string) {
	if e := from(ctx); e != nil {
		e.Code, e.Refusal = code, message
		if because != "" {
			e.Because = because
		}
	}
	// Before the answer is written, so whoever reads the answer finds it.
	if o, ok := ctx.Value(openKey).(open); ok && o.outer != nil {
		o.outer.inner = because
	}
}

// InnerBecause is what the service that was called last during the open exchange, and refused, knew and did
// not say; "" if it said all or refused nothing. A service that hides another's refusal tells the learner with it.
func InnerBecause(ctx context.Context) string {
	if e := from(ctx); e != nil {
		return e.inner
	}
	return ""
}

// Secret names values that Redacted must hide wherever they stand in this exchange,
// also where an answer echoes them.
func Secret(ctx context.Context, values ...string) {
	if e := from(ctx); e != nil {
		e.secrets = append(e.secrets, values...)
	}
}
