package sim

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"poolschool/sim/clock"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/awsjson"
)

// Limits are how many requests a second each category of operations takes, in one region. A category that does not
// stand here takes any number. AWS also limits the domains of user pools, by address, by client and in all; that is
// not kept.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
type Limits map[Category]float64

// Category is a set of operations that share a limit, as AWS's quotas name it.
type Category string

// The categories that are counted for each user, and for each pool, by itself. Which operations read and which write is
// not published by name; see ofOneUser.
const (
	OneUserReads      Category = "one user's reads"
	OneUserWrites     Category = "one user's writes"
	OnePoolClientRead Category = "UserPoolClientRead of one pool"
	OnePoolClients    Category = "UserPoolClientUpdate of one pool"
)

// DailyEmails is no rate: how many e-mails the user pools of an account send a day, from 09:00 UTC on, without an account
// of SES of their own.
const DailyEmails Category = "e-mails a day"

// The categories of user pools. Each operation of identity pools has a limit of its own, and is its own category.
const (
	UserAuthentication   Category = "UserAuthentication"
	UserChallenge        Category = "UserAuthentication, answers to challenges"
	UserCreation         Category = "UserCreation"
	UserAccountRecovery  Category = "UserAccountRecovery"
	UserRead             Category = "UserRead"
	UserUpdate           Category = "UserUpdate"
	UserToken            Category = "UserToken"
	UserResourceRead     Category = "UserResourceRead"
	UserResourceUpdate   Category = "UserResourceUpdate"
	UserList             Category = "UserList"
	UserPoolRead         Category = "UserPoolRead"
	UserPoolUpdate       Category = "UserPoolUpdate"
	UserPoolClientRead   Category = "UserPoolClientRead"
	UserPoolClientUpdate Category = "UserPoolClientUpdate"
)

// AWSLimits are AWS's defaults.
func AWSLimits() Limits {
	return Limits{
		UserAuthentication: 120, UserChallenge: 360, UserCreation: 50, UserAccountRecovery: 30, UserRead: 120, UserUpdate: 25,
		UserToken: 120, UserResourceRead: 50, UserResourceUpdate: 25, UserList: 30, UserPoolRead: 15, UserPoolUpdate: 15,
		UserPoolClientRead: 15, UserPoolClientUpdate: 15, OneUserReads: 10, OneUserWrites: 10, OnePoolClientRead: 5, OnePoolClients: 5, DailyEmails: 50,
		"GetId": 25, "GetOpenIdToken": 200, "GetCredentialsForIdentity": 200, "GetOpenIdTokenForDeveloperIdentity": 200,
	}
}

// errRateExceeded answers a call too many. It is HTTP 400, as all that Cognito refuses.
var errRateExceeded = &wire.Error{Code: "TooManyRequestsException", Message: "Rate exceeded", Status: http.StatusBadRequest}

// limiter holds one bucket of tokens a category, or a category and user: each request takes one, each second brings the
// limit's number back, and no more than a second's worth is kept. Time is the account's.
type limiter struct {
	limits Limits
	clock  clock.Clock

	mu      sync.Mutex
	buckets map[share]*tokens
}

// share is what has a bucket: a category, for everybody together ("") or for one user or pool.
type share struct {
	category Category
	of       string
}

// tokens is how full a bucket was when it was last looked at.
type tokens struct {
	left float64
	at   time.Time
}

// newLimiter returns nil, which limits nothing, where there are no limits.
func newLimiter(limits Limits, c clock.Clock) *limiter {
	if len(limits) == 0 {
		return nil
	}
	return &limiter{limits: limits, clock: c, buckets: map[share]*tokens{}}
}

// take reports whether one more request is within the limit of a share.
func (l *limiter) take(c share) bool {
	rate, limited := l.limits[c.category]
	if !limited {
		return true
	}
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.buckets[c]
	if b == nil {
		l.sweep(now)
		b = &tokens{left: rate, at: now}
		l.buckets[c] = b
	}
	if passed := now.Sub(b.at).Seconds(); passed > 0 {
		b.left, b.at = min(rate, b.left+passed*rate), now
	}
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// sweep drops the buckets that are full again, when there are many. Callers hold mu.
func (l *limiter) sweep(now time.Time) {
	const many = 10000
	if len(l.buckets) < many {
		return
	}
	for c, b := range l.buckets {
		if now.Sub(b.at) >= time.Second {
			delete(l.buckets, c)
		}
	}
}

// guard turns calls away that are too many. It stands inside the record of the log, so that they are seen there.
func (l *limiter) guard(service string, who names, h http.Handler) http.Handler {
	if l == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, operation, named := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if !named {
			h.ServeHTTP(w, r)
			return
		}
		for _, c := range shares(service, operation, peek(r), who) {
			if l.take(c) {
				continue
			}
			rate := l.limits[c.category]
			trace.Name(r.Context(), operation)
			trace.Checked(r.Context(), false, fmt.Sprintf("at most %g requests a second of %s", rate, c.category), "there were more")
			awsjson.Refuse(w, r, errRateExceeded.Because("%s shares a limit of %g requests a second with its category, %s", operation, rate, c.category))
			return
		}
		h.ServeHTTP(w, r)
	})
}
