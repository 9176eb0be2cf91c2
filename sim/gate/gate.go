// Package gate stands in front of every signed operation. It does two things, which are
// kept apart: it authenticates (who signed this?) before the operation starts, and it
// authorizes (may they?) when the operation asks, because only the operation knows which
// resources it touches.
package gate

import (
	"context"
	"net"
	"net/http"
	"time"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
)

// MaxSkew is how far a signature's time may be from the service's.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
const MaxSkew = 15 * time.Minute

// Clock is the account's time, and the time that clients outside may still sign with after
// the account has been moved ahead.
type Clock interface {
	Now() time.Time  // lifetimes follow this one
	Base() time.Time // signatures may follow either
}

// Gate checks the callers of one account in one region. It is safe for concurrent use.
type Gate struct {
	Store     *principal.Store
	Clock     Clock
	Region    string
	AccountID string
}

type ctxKey int

const (
	callerKey ctxKey = iota
	requestKey
)

// With puts the caller into the context, where Authorize and the operation find it.
func With(ctx context.Context, c principal.Caller) context.Context {
	return context.WithValue(ctx, callerKey, c)
}

// CallerOf returns the caller of the request that is being answered; without one, nobody.
func CallerOf(ctx context.Context) principal.Caller {
	if c, ok := ctx.Value(callerKey).(principal.Caller); ok {
		return c
	}
	return principal.Anonymous()
}

// Enter returns the context in which r is answered: with the caller, and with the condition
// keys that the request itself brings.
func (g *Gate) Enter(r *http.Request, c principal.Caller) context.Context {
	keys := policy.Context{
		"aws:securetransport": {"false"},
		"aws:requestedregion": {g.Region},
	}
	if r.TLS != nil {
		keys.Set("aws:SecureTransport", "true")
	}
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		keys.Set("aws:SourceIp", host)
	}
	for header, key := range map[string]string{"User-Agent": "aws:UserAgent", "Referer": "aws:Referer"} {
		if v := r.Header.Get(header); v != "" {
			keys.Set(key, v)
		}
	}
	return context.WithValue(With(r.Context(), c), requestKey, keys)
}

// conditions are all condition keys of one question: the caller's, the request's and the
// operation's own, which win.
func (g *Gate) conditions(ctx context.Context, own map[string][]string) policy.Context {
	out := CallerOf(ctx).Context(g.Clock.Now())
	if keys, ok := ctx.Value(requestKey).(policy.Context); ok {
		for name, values := range keys {
			out[name] = values
		}
	}
	for name, values := range own {
		out.Set(name, values...)
	}
	return out
}
