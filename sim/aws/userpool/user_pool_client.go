package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// UserPoolClientRequest names an app client: the whole request of several operations.
type UserPoolClientRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientId   string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
}

func (s *Service) arnOfClient(in UserPoolClientRequest) string { return s.poolARN(in.UserPoolId) }

// clientIn finds a pool and a client of it: one of another pool does not count. Callers hold mu.
func (s *Service) clientIn(ctx context.Context, poolID, id string) (*client, error) {
	p, err := s.poolIn(ctx, poolID)
	if err != nil {
		return nil, err
	}
	c, err := s.findClient(id)
	if err != nil || c.pool != p {
		trace.Failed(ctx, "the pool has this client")
		return nil, errNoClient.Saying(id)
	}
	trace.Passed(ctx, "the pool has this client")
	return c, nil
}

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
