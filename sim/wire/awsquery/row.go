// Package awsquery is AWS's query protocol, both halves: a form with Action and Version in, XML
// out. STS and IAM speak it.
//
// Not recorded anywhere, so worded by this simulator: the answers to a form that cannot be
// read (MalformedQueryString, MalformedInput). A caller who accepts JSON gets it; only the form of refusals is
// recorded, that of answers follows the XML.
//
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
package awsquery

import (
	"context"
	"net/http"
	"net/url"
	"reflect"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/constraint"
)

// Guard checks signed calls. The gate implements it in the words of query services; errors are
// *wire.Error.
type Guard interface {
	// Authenticate checks the signature and returns a context that knows the caller.
	Authenticate(r *http.Request, body []byte) (context.Context, error)
	// Authorize asks IAM whether the caller may do the action on the resource.
	Authorize(ctx context.Context, action, resource string, conditions map[string][]string) error
}

// None is the answer of operations that answer nothing but their metadata.
type None struct{}

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

// Signed is an operation behind a signature and IAM. resource names what it is checked on; nil
// means that a signature is enough, or that the operation asks IAM itself.
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
		op:      wire.Operation{Name: name, Auth: auth, Request: in, Response: out},
		members: constraint.New(in), answers: constraint.New(out),
	}
}

func (r *Row) call(ctx context.Context, h *Handler, form url.Values) (any, error) {
	input := reflect.New(r.op.Request)
	if err := readForm(form, input.Elem()); err != nil {
		return nil, err
	}
	hide(ctx, r.members.Secrets(input.Elem()))
	if r.resource != nil {
		if err := h.guard.Authorize(ctx, h.service+":"+r.op.Name, r.resource(input.Interface()), nil); err != nil {
			return nil, err
		}
	}
	if problems := r.members.Broken(input.Elem()); len(problems) > 0 {
		return nil, errValidation.Saying(constraint.Sentence(problems))
	}
	output, err := r.run(ctx, input.Interface())
	if err != nil {
		return nil, err
	}
	hide(ctx, r.answers.Secrets(reflect.ValueOf(output)))
	return output, nil
}

// hide names secrets to the trace, also as a form spells them.
func hide(ctx context.Context, secrets []string) {
	for _, s := range secrets {
		trace.Secret(ctx, s)
		if escaped := url.QueryEscape(s); escaped != s {
			trace.Secret(ctx, escaped)
		}
	}
}
