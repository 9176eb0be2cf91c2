package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// UpdateUserPoolClientRequest sets a client's settings anew.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html
type UpdateUserPoolClientRequest struct {
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientId   string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientName string `min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	ClientSettings
}

// UpdateUserPoolClient replaces the settings. What the call leaves out goes back to its default, a
// surprise to many; name and secret stay.
func (s *Service) UpdateUserPoolClient(ctx context.Context, in UpdateUserPoolClientRequest) (UserPoolClientResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return UserPoolClientResponse{}, err
	}
	life, err := c.pool.checkClient(ctx, in.ClientSettings, "updating", c.confidential())
	if err != nil {
		return UserPoolClientResponse{}, err
	}
	in.write(&c.Client, life)
	if in.ClientName != "" {
		c.Name = in.ClientName
	}
	c.sent(in.ClientSettings, life)
	c.modified = s.Clock.Now()
	trace.Because(ctx, "settings that the call leaves out are back at their defaults")
	trace.Summarize(ctx, "app client %s", c.Name)
	return UserPoolClientResponse{UserPoolClient: c.whole()}, nil
}
