// Package gate stands in front of every signed operation. It does two things, which are
// kept apart: it authenticates (who signed this?) before the operation starts, and it
// authorizes (may they?) when the operation asks, because only the operation knows which
// resources it touches.
package gate

import (
	"context"
	"maps"
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
	return WithRequest(With(r.Context(), c), r, g.Region)
}

// WithRequest puts the condition keys that a request to a region brings into the context, for services that answer
// callers without a signature.
func WithRequest(ctx context.Context, r *http.Request, region string) context.Context {
	keys := policy.Context{
		"aws:securetransport": {"false"},
		"aws:requestedregion": {region},
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
	return context.WithValue(ctx, requestKey, keys)
}

// RequestKeys are the condition keys that the request brought: where it came from, over what, with which program.
func RequestKeys(ctx context.Context) policy.Context {
	keys, _ := ctx.Value(requestKey).(policy.Context)
	return keys
}

// conditions are all condition keys of one question: the caller's, the request's and the
// operation's own, which win.
func (g *Gate) conditions(ctx context.Context, own map[string][]string) policy.Context {
	out := CallerOf(ctx).Context(g.Clock.Now())
	maps.Copy(out, RequestKeys(ctx))
	for name, values := range own {
		out.Set(name, values...)
	}
	return out
}
