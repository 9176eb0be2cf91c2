package gate

import (
	"context"
	"net/http"

	"poolschool/sim/wire"
)

// Guard stands before a service that speaks one of AWS's RPC protocols, and refuses in that protocol's words.
type Guard struct {
	gate    *Gate
	service string
	failed  func(*Failure) *wire.Error
	denied  func(*Denied) *wire.Error
}

// JSON guards a service that speaks JSON. The service is named as the credential scope names it: "cognito-identity".
func (g *Gate) JSON(service string) Guard {
	return Guard{g, service, (*Failure).JSON, (*Denied).JSON}
}

// Query guards a service that speaks the query protocol: "sts".
func (g *Gate) Query(service string) Guard {
	return Guard{g, service, (*Failure).Query, (*Denied).Query}
}

// Authenticate returns the context that carries the caller; the error is a *wire.Error.
func (g Guard) Authenticate(r *http.Request, body []byte) (context.Context, error) {
	caller, failure := g.gate.Authenticate(r, g.service, body)
	if failure != nil {
		return nil, g.failed(failure)
	}
	return g.gate.Enter(r, caller), nil
}

// Authorize asks whether the caller in ctx may do action on resource; the error is a *wire.Error.
func (g Guard) Authorize(ctx context.Context, action, resource string, conditions map[string][]string) error {
	if denied := g.gate.decide(ctx, Ask{Action: action, Resource: resource, Context: conditions}); denied != nil {
		return g.denied(denied)
	}
	return nil
}
