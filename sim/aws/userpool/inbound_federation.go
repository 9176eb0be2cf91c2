package userpool

import (
	"context"
	"maps"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// InboundFederation may change what an outside provider says about a person, before the mapping reads it. Who it is, it
// cannot change. At AWS, attributes stand apart by where they came from: token, userinfo, assertion.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
type InboundFederation struct {
	Event
	ProviderName, ProviderType string
	Attributes                 map[string]string // by the provider's names
	// Response: all that is to be kept; an empty one keeps everything as it came.
	UserAttributesToMap map[string]string
}

// inbound asks the pool's function about somebody for whom a provider vouches.
func (s *Service) inbound(ctx context.Context, c *client, x account.SocialProvider, id string, claims map[string]string) (map[string]string, error) {
	f := s.triggersOf(c.pool).InboundFederation
	if f == nil {
		return claims, nil
	}
	e := &InboundFederation{
		Event:        s.event("InboundFederation_ExternalProvider", c.pool, c, c.pool.fold(x.Name+"_"+id), nil, nil),
		ProviderName: x.Name, ProviderType: providerType(x), Attributes: maps.Clone(claims),
	}
	if err := run(ctx, "InboundFederation", f, e); err != nil {
		return nil, err
	}
	if len(e.UserAttributesToMap) == 0 {
		return claims, nil
	}
	trace.Passed(ctx, "the function kept %d of %d attributes, or changed them", len(e.UserAttributesToMap), len(claims))
	return e.UserAttributesToMap, nil
}
