package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// ProviderUser is a person as a provider calls them. The pool itself is the provider "Cognito".
type ProviderUser struct {
	ProviderName           string `max:"32"`
	ProviderAttributeName  string `max:"255"`
	ProviderAttributeValue string `max:"255"`
}

func (u ProviderUser) login() login {
	return login{u.ProviderName, u.ProviderAttributeName, u.ProviderAttributeValue}
}

// AdminLinkProviderForUserRequest makes an outside login lead to a profile that exists.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html
type AdminLinkProviderForUserRequest struct {
	UserPoolId      string        `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	DestinationUser *ProviderUser `required:"true"`
	SourceUser      *ProviderUser `required:"true"`
}

// mostLinks is how many outside logins a profile can have.
const mostLinks = 5

// ownProvider is the pool as a provider.
const ownProvider = "Cognito"

// Refusals of links. AWS's texts of the second and third are not recorded.
var (
	errMerging    = refusal("InvalidParameterException", "Merging is not currently supported, provide a SourceUser that has not been previously linked")
	errNoProvider = refusal("InvalidParameterException", "The provider %s does not exist for User Pool %s.")
	errLinkLimit  = refusal("LimitExceededException", "A user can have %d linked providers at most.")
)

// AdminLinkProviderForUser links a login that has not been used here yet to a profile. Whoever
// signs in with it from now on is that user.
func (s *Service) AdminLinkProviderForUser(ctx context.Context, in AdminLinkProviderForUserRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, u, err := s.userIn(ctx, in.UserPoolId, in.DestinationUser.ProviderAttributeValue)
	if err != nil {
		return awsjson.Empty{}, err
	}
	source := in.SourceUser.login()
	at := p.provider(source.provider)
	if at < 0 {
		trace.Failed(ctx, "the pool has a provider %s", source.provider)
		return awsjson.Empty{}, errNoProvider.Saying(source.provider, p.ID)
	}
	trace.Passed(ctx, "the pool has a provider %s", source.provider)
	_, signedIn := p.users[p.fold(source.provider+"_"+source.value)]
	if signedIn || p.linked(source) != nil {
		trace.Failed(ctx, "the login has not been used here")
		return awsjson.Empty{}, errMerging.Because("this login has a profile here already")
	}
	if len(u.links) >= mostLinks {
		trace.Failed(ctx, "the user has fewer than %d linked logins", mostLinks)
		return awsjson.Empty{}, errLinkLimit.Saying(mostLinks)
	}
	p.link(u, link{login: source, kind: providerType(p.Providers[at]), since: s.Clock.Now()})
	u.modified = s.Clock.Now()
	trace.Summarize(ctx, "%s signs in as %s", source.provider, u.name)
	return awsjson.Empty{}, nil
}
