package userpool

import (
	"context"

	"poolschool/sim/trace"
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
