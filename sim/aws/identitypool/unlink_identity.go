package identitypool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// UnlinkIdentityRequest proves one login of an identity and names those to take off it.
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
type UnlinkIdentityRequest struct {
	IdentityId     string            `required:"true" min:"1" max:"55" pattern:"[\\w-]+:[0-9a-f-]+"`
	Logins         map[string]string `required:"true" max:"10" secret:"true"`
	LoginsToRemove []string          `required:"true"`
}

// UnlinkIdentity takes logins off an identity. Without its last one nobody can use it any more,
// and the person's next sign-in is a new identity.
func (s *Service) UnlinkIdentity(ctx context.Context, in UnlinkIdentityRequest) (awsjson.None, error) {
	_, id, _, err := s.enter(ctx, in.IdentityId, in.Logins)
	if err != nil {
		return awsjson.None{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.find(id)
	if err != nil {
		return awsjson.None{}, err
	}
	var leaving []string
	for _, provider := range in.LoginsToRemove {
		leaving = append(leaving, s.Providers.Name(provider))
	}
	for _, provider := range leaving {
		if _, ok := i.loginOf(provider); !ok {
			trace.Failed(ctx, "identity has a login of %s", provider)
			return awsjson.None{}, ErrLogins.Because("identity %s has no login of %s", id, provider)
		}
	}
	for _, l := range slices.Clone(i.links) {
		if slices.Contains(leaving, l.provider) {
			s.untie(i, l)
			trace.Passed(ctx, "%s is no longer linked to identity %s", l.provider, id)
		}
	}
	return awsjson.None{}, nil
}
