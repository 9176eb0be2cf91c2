package tokenread

import (
	"fmt"
	"strings"
	"time"

	"poolschool/sim/token"
)

// longestLife is the longest lifetime that a user pool's ID or access token, or an identity pool's token, can have.
const longestLife = 24 * time.Hour

// odd lists what somebody who holds this token should look at, the likeliest trouble first.
func (o Options) odd(t token.Token, kind Kind) []string {
	odd := append(o.times(t, kind), algorithm(t, kind)...)
	iss := t.Claims.Text("iss")
	switch kind {
	case UserPoolID, UserPoolAccess, UserPoolMachine:
		if !poolIssuer.MatchString(iss) {
			odd = append(odd, fmt.Sprintf("token_use says user pool, but the issuer %s is no address of one", orNone(iss)))
		}
		if use := t.Claims.Text("token_use"); kind == UserPoolID && len(t.Claims.Strings("aud")) == 0 {
			odd = append(odd, fmt.Sprintf("token_use is %s, but aud is missing: no identity pool will take it", use))
		}
		if verified, ok := t.Claims.Get("email_verified"); ok && verified != true {
			odd = append(odd, "email_verified is not true: do not let the address decide anything")
		}
	case IdentityPool:
		if t.Claims.Text("aud") == "" {
			odd = append(odd, "aud is missing: it should name the identity pool")
		}
		if amr := t.Claims.Strings("amr"); len(amr) == 1 && amr[0] == "unauthenticated" {
			odd = append(odd, "amr is unauthenticated: this is a guest")
		}
	case Other:
		if use := t.Claims.Text("token_use"); use != "" {
			odd = append(odd, fmt.Sprintf("token_use is %q: user pools write id or access", use))
		}
		if iss == "" {
			odd = append(odd, "iss is missing: nobody says who made it")
		}
	}
	return odd
}

func (o Options) times(t token.Token, kind Kind) []string {
	var odd []string
	exp, hasExp := t.Claims.Time("exp")
	iat, hasIat := t.Claims.Time("iat")
	nbf, hasNbf := t.Claims.Time("nbf")
	switch {
	case !hasExp:
		odd = append(odd, "exp is missing: it would be good for ever, so refuse it")
	case !o.Now.Before(exp):
		odd = append(odd, "expired "+Ago(o.Now, exp)+": every door that looks at exp refuses it")
	}
	if hasIat && iat.After(o.Now) {
		odd = append(odd, "made "+Ago(o.Now, iat)+": one of the two clocks is wrong")
	}
	if hasNbf && nbf.After(o.Now) {
		odd = append(odd, "not good before "+nbf.Format("15:04:05 UTC"))
	}
	if hasExp && hasIat && kind != Other && exp.Sub(iat) > longestLife {
		odd = append(odd, fmt.Sprintf("made for %s; these tokens live a day at most", span(exp.Sub(iat))))
	}
	return odd
}

// algorithm compares alg with what that issuer signs with.
func algorithm(t token.Token, kind Kind) []string {
	alg, want := t.Header.Text("alg"), token.RS256
	if kind == IdentityPool {
		want = token.RS512
	}
	switch {
	case strings.EqualFold(alg, "none") || alg == "":
		return []string{"the header names no algorithm: there is no signature, so anybody can have written it"}
	case strings.HasPrefix(alg, "HS"):
		return []string{fmt.Sprintf("alg is %s, a shared secret: whoever can check it can also forge it. These issuers sign with %s", alg, want)}
	case kind != Other && kind != Facebook && alg != want:
		return []string{fmt.Sprintf("alg is %s; this issuer signs with %s", alg, want)}
	}
	return nil
}

// Ago says how far off a moment is: "in 43 minutes", "2 days ago".
func Ago(now, at time.Time) string {
	if d := at.Sub(now); d >= time.Second {
		return "in " + span(d)
	} else if d > -time.Second {
		return "now"
	}
	return span(now.Sub(at)) + " ago"
}

// span is a length of time in its largest unit, rounded down as clocks count.
func span(d time.Duration) string {
	day := 24 * time.Hour
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if n := d / unit.length; n == 1 {
			return "1 " + unit.name
		} else if n > 1 {
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "less than a second"
}
