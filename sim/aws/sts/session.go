package sts

import (
	"context"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

const (
	defaultLife = time.Hour
	// chainedLife is the most for a session that a session opens.
	chainedLife = time.Hour
	// kept is how long a session is remembered after its end, so that its keys are called expired
	// rather than unknown.
	kept = 24 * time.Hour
	// sweep is after how many new sessions the old ones are dropped.
	sweep = 256
	// tokenStart opens the session tokens that AWS gives out today.
	tokenStart = "IQoJb3JpZ2luX2Vj"
	// tokenBytes makes session tokens about as long as real ones.
	tokenBytes    = 480
	base64Letters = chance.Alnum + "+/"
)

// lifeOf is how long the session lasts: an hour unless asked otherwise, and never longer than
// the role allows.
func lifeOf(ctx context.Context, role principal.Role, seconds *int) (time.Duration, error) {
	if seconds == nil {
		return defaultLife, nil
	}
	most := role.MaxSession
	if most == 0 {
		most = defaultLife
	}
	life := time.Duration(*seconds) * time.Second
	if life > most {
		trace.Checked(ctx, false, "duration is within the role's limit", fmt.Sprintf("asked for %s, MaxSessionDuration is %s", life, most))
		return 0, ErrDuration.Because("role %s allows sessions of at most %s", role.Name, most)
	}
	trace.Checked(ctx, true, "duration is within the role's limit", fmt.Sprintf("%s of at most %s", life, most))
	return life, nil
}

// open draws the credentials of a session and puts it where the gate looks.
func (s *Service) open(x principal.Session, life time.Duration) (principal.Session, error) {
	x.Issued = s.clock.Now().Truncate(time.Second)
	x.Expires = x.Issued.Add(life)
	x.AccessKeyID = "ASIA" + chance.Text(s.chance, 16, chance.UpperAlnum)
	x.SecretKey = chance.Text(s.chance, 40, base64Letters)
	x.Token = tokenStart + base64.StdEncoding.EncodeToString(s.chance.Bytes(tokenBytes))
	if err := s.principals.AddSession(x); err != nil {
		return x, fmt.Errorf("session %s: %w", x.AccessKeyID, err)
	}
	if s.opened.Add(1)%sweep == 0 {
		s.forget()
	}
	return x, nil
}

// forget drops the sessions that ended more than a day ago, so that an account which runs for
// long does not grow with every sign-in.
func (s *Service) forget() { s.principals.Forget(s.clock.Now().Add(-kept)) }

func wireCredentials(x principal.Session) Credentials {
	return Credentials{AccessKeyId: x.AccessKeyID, SecretAccessKey: x.SecretKey, SessionToken: x.Token, Expiration: x.Expires}
}

func (s *Service) assumed(x principal.Session) AssumedRoleUser {
	return AssumedRoleUser{
		AssumedRoleId: x.RoleID + ":" + x.Name,
		Arn:           "arn:aws:sts::" + s.accountID + ":assumed-role/" + principal.RoleName(x.RoleARN) + "/" + x.Name,
	}
}

func listed(tags map[string]string) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		out = append(out, key+"="+tags[key])
	}
	return strings.Join(out, ", ")
}
