package userpool

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// GlobalSignOutRequest is made by the user who wants to be signed out.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
type GlobalSignOutRequest struct {
	AccessToken string `required:"true" pattern:"[A-Za-z0-9-_=.]+" secret:"true"`
}

// GlobalSignOut ends every session of the user: no refresh token works any more, and the pool's own
// API refuses the access tokens. Whoever only checks signature and expiry still takes them.
func (s *Service) GlobalSignOut(ctx context.Context, in GlobalSignOutRequest) (awsjson.Empty, error) {
	b, err := s.bearer(ctx, in.AccessToken)
	if err != nil {
		return awsjson.Empty{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b.user.signOut(ctx)
	return awsjson.Empty{}, nil
}

// signOut ends every session. Callers hold mu.
func (u *user) signOut(ctx context.Context) {
	u.endSessions()
	trace.Passed(ctx, "every session of %s is ended: refresh tokens are void, access tokens are refused by this API", u.name)
	trace.Summarize(ctx, "%s signed out everywhere", u.name)
}

// AdminUserGlobalSignOut does the same for any user.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
func (s *Service) AdminUserGlobalSignOut(ctx context.Context, in AdminUserRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, u, err := s.userIn(ctx, in.UserPoolId, in.Username)
	if err != nil {
		return awsjson.Empty{}, err
	}
	u.signOut(ctx)
	return awsjson.Empty{}, nil
}
