package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// DescribeUserPoolClient shows a client's settings with its secret.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html
func (s *Service) DescribeUserPoolClient(ctx context.Context, in UserPoolClientRequest) (UserPoolClientResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return UserPoolClientResponse{}, err
	}
	trace.Summarize(ctx, "app client %s", c.Name)
	return UserPoolClientResponse{UserPoolClient: c.whole()}, nil
}
