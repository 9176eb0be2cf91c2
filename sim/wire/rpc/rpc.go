// Package rpc holds the rows of a service's table for AWS's two protocols that call an operation by its name, JSON and
// query. They differ in how a call is written, and in nothing that a row does: read the request, hide its secrets, ask IAM,
// check the constraints, run.
//
// https://smithy.io/2.0/aws/protocols/index.html
package rpc

import (
	"context"
	"net/http"
	"reflect"

	"poolschool/sim/wire"
	"poolschool/sim/wire/constraint"
)

// Guard checks signed calls. The gate implements it in the words of each protocol; errors are *wire.Error.
type Guard interface {
	// Authenticate checks the signature and returns a context that knows the caller.
	Authenticate(r *http.Request, body []byte) (context.Context, error)
	// Authorize asks IAM whether the caller may do the action on the resource.
	Authorize(ctx context.Context, action, resource string, conditions map[string][]string) error
}

// Row is one operation of a service's table. What differs by type is one short function a row: the rest would be compiled
// anew for each of them.
type Row struct {
	Operation wire.Operation

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

// Signed is an operation behind a signature and IAM. resource names what it is checked on; nil means that a signature is
// enough, or that the operation asks IAM itself.
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
		Operation: wire.Operation{Name: name, Auth: auth, Request: in, Response: out},
		members:   constraint.New(in), answers: constraint.New(out),
	}
}

// Protocol is what a row needs of the protocol and service that it is called by.
type Protocol struct {
	Service string // prefix of its IAM actions: "cognito-idp"
	Guard   Guard  // needed when the table has signed rows
	// Hide names secrets to the trace, as the protocol spells them.
	Hide func(ctx context.Context, secrets ...string)
	// Broken words what a request breaks of its constraints.
	Broken func(problems []string) error
}

// Call runs the operation. decode fills a new request struct, to which it is handed the pointer. Errors are those of
// decode, and *wire.Error.
func (r *Row) Call(ctx context.Context, p Protocol, decode func(request any) error) (any, error) {
	input := reflect.New(r.Operation.Request)
	if err := decode(input.Interface()); err != nil {
		return nil, err
	}
	p.Hide(ctx, r.members.Secrets(input.Elem())...)
	if r.resource != nil {
		if err := p.Guard.Authorize(ctx, p.Service+":"+r.Operation.Name, r.resource(input.Interface()), nil); err != nil {
			return nil, err
		}
	}
	if problems := r.members.Broken(input.Elem()); len(problems) > 0 {
		return nil, p.Broken(problems)
	}
	output, err := r.run(ctx, input.Interface())
	if err != nil {
		return nil, err
	}
	p.Hide(ctx, r.answers.Secrets(reflect.ValueOf(output))...)
	return output, nil
}
