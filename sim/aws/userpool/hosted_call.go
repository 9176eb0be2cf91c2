package userpool

import (
	"context"
	"reflect"

	"poolschool/sim/trace"
	"poolschool/sim/wire/constraint"
)

// call runs an operation of the API for a page. What was typed is held against the constraints of the operation's
// members, as what comes over the wire is: a form must not let in a username that the API refuses.
func call[In, Out any](ctx context.Context, operation func(context.Context, In) (Out, error), in In) (Out, error) {
	if problems := constraint.New(reflect.TypeFor[In]()).Broken(reflect.ValueOf(in)); len(problems) > 0 {
		trace.Failed(ctx, "what was typed keeps the constraints of the API")
		var none Out
		return none, refusal("InvalidParameterException", constraint.Sentence(problems))
	}
	return operation(ctx, in)
}
