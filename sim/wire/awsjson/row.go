// Package awsjson is AWS's JSON 1.1 protocol, both halves: POST /, the operation in
// X-Amz-Target, JSON in and out. User pools and identity pools speak it.
//
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
package awsjson

import (
	"context"
	"net/http"
	"reflect"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/constraint"
)

// Guard checks signed calls. The gate implements it in the words of JSON services; errors are
// *wire.Error.
type Guard interface {
	// Authenticate checks the signature and returns a context that knows the caller.
	Authenticate(r *http.Request, body []byte) (context.Context, error)
	// Authorize asks IAM whether the caller may do the action on the resource.
	Authorize(ctx context.Context, action, resource string, conditions map[string][]string) error
}

// None is the answer of operations that answer with an empty body.
type None struct{}

// Empty is the answer of operations that answer with {}.
type Empty struct{}

// Row is one operation of a service's table. What differs by type is one short function a row: the
// rest would be compiled anew for each of them.
type Row struct {
	op               wire.Operation
	members, answers constraint.Plan
	resource         func(input any) string // nil: nothing to ask IAM
	run              func(ctx context.Context, input any) (any, error)
}

// Open is an operation that anybody may call.
func Open[In, Out any](name string, f func(context.Context, In) (Out, error)) *Row {
	return row(name, wire.Open, f)
}

// ByToken is an operation that an access token in its input opens.
func ByToken[In, Out any](name string, f func(context.Context, In) (Out, error)) *Row {
	return row(name, wire.ByToken, f)
}

// Signed is an operation behind a signature and IAM. resource names what it is checked on.
func Signed[In, Out any](name string, f func(context.Context, In) (Out, error), resource func(In) string) *Row {
	r := row(name, wire.Signed, f)
	if resource != nil {
		r.resource = func(input any) string { return resource(*input.(*In)) }
	}
	return r
}

func row[In, Out any](name string, auth wire.Auth, f func(context.Context, In) (Out, error)) *Row {
	r := rowOf(name, auth, reflect.TypeFor[In](), reflect.TypeFor[Out]())
	r.run = func(ctx context.Context, input any) (any, error) { return f(ctx, *input.(*In)) }
	return r
}

func rowOf(name string, auth wire.Auth, in, out reflect.Type) *Row {
	return &Row{
		op:      wire.Operation{Name: name, Auth: auth, Request: in, Response: out, Codec: codec{}},
		members: constraint.New(in), answers: constraint.New(out),
	}
}

func (r *Row) call(ctx context.Context, h *Handler, body []byte) (any, error) {
	input := reflect.New(r.op.Request)
	if err := json.Unmarshal(body, input.Interface()); err != nil {
		return nil, serialization(err)
	}
	trace.Secret(ctx, r.members.Secrets(input.Elem())...)
	if r.resource != nil {
		if err := h.guard.Authorize(ctx, h.service+":"+r.op.Name, r.resource(input.Interface()), nil); err != nil {
			return nil, err
		}
	}
	if problems := r.members.Broken(input.Elem()); len(problems) > 0 {
		return nil, validation(h.invalid, problems)
	}
	output, err := r.run(ctx, input.Interface())
	if err != nil {
		return nil, err
	}
	trace.Secret(ctx, r.answers.Secrets(reflect.ValueOf(output))...)
	return output, nil
}
