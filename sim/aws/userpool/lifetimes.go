package userpool

import (
	"time"
)

// lives are the lifetimes of a client's tokens.
type lives struct{ id, access, refresh time.Duration }

// Bounds of lifetimes.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
const (
	shortestToken   = 5 * time.Minute
	longestToken    = day
	shortestRefresh = time.Hour
	longestRefresh  = 3650 * day
)

// Refusals of lifetimes. The second text is not recorded.
var (
	errValidity       = refusal("InvalidParameterException", "Invalid range for token validity.")
	errValidityBeyond = refusal("InvalidParameterException", "Access token and ID token validity cannot be greater than refresh token validity.")
)

// lives reads the lifetimes with their units.
func (in ClientSettings) lives() (lives, error) {
	units := TokenValidityUnits{}
	if in.TokenValidityUnits != nil {
		units = *in.TokenValidityUnits
	}
	l := lives{
		id:      span(number(in.IdTokenValidity), first(units.IdToken, "hours"), defaultTokenLife),
		access:  span(number(in.AccessTokenValidity), first(units.AccessToken, "hours"), defaultTokenLife),
		refresh: span(in.RefreshTokenValidity, first(units.RefreshToken, "days"), defaultRefreshLife),
	}
	for _, life := range []time.Duration{l.id, l.access} {
		if life < shortestToken || life > longestToken {
			return lives{}, errValidity.Because("ID and access tokens are good for 5 minutes to 1 day; this would be %s", life)
		}
	}
	if l.refresh < shortestRefresh || l.refresh > longestRefresh {
		return lives{}, errValidity.Because("refresh tokens are good for 60 minutes to 10 years; this would be %s", l.refresh)
	}
	if max(l.id, l.access) > l.refresh {
		return lives{}, errValidityBeyond
	}
	return l, nil
}

func span(n int, unit string, otherwise time.Duration) time.Duration {
	units := map[string]time.Duration{"seconds": time.Second, "minutes": time.Minute, "hours": time.Hour, "days": day}
	if n == 0 {
		return otherwise
	}
	if n > int(longestRefresh/units[unit]) {
		return longestRefresh + 1 // more would overflow
	}
	return time.Duration(n) * units[unit]
}
