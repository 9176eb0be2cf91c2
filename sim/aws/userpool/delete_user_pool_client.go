package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteUserPoolClient deletes a client. Its tokens stay well-formed, but this API refuses
// them. The answer has no body.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html
func (s *Service) DeleteUserPoolClient(ctx context.Context, in UserPoolClientRequest) (awsjson.None, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return awsjson.None{}, err
	}
	delete(s.clients, c.ID)
	c.pool.clients = slices.DeleteFunc(c.pool.clients, func(x *client) bool { return x == c })
	trace.Summarize(ctx, "app client %s is gone", c.Name)
	return awsjson.None{}, nil
}
