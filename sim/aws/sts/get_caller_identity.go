package sts

import (
	"context"

	"poolschool/sim/gate"
	"poolschool/sim/trace"
)

// GetCallerIdentityRequest has no members: the signature says it all.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
type GetCallerIdentityRequest struct{}

// GetCallerIdentityResponse says who signed.
type GetCallerIdentityResponse struct {
	Arn     string
	UserId  string // AIDA… of a user, AROA…:SESSION of a session
	Account string
}

// GetCallerIdentity answers everybody who can sign, even where a policy denies it.
func (s *Service) GetCallerIdentity(ctx context.Context, _ GetCallerIdentityRequest) (GetCallerIdentityResponse, error) {
	c := gate.CallerOf(ctx)
	trace.Passed(ctx, "no permission is needed to ask who one is")
	trace.Summarize(ctx, "%s", c.Who())
	return GetCallerIdentityResponse{Arn: c.ARN, UserId: c.UserID, Account: c.AccountID}, nil
}
