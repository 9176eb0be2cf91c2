package userpool

import (
	"context"
	"slices"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// DeleteUserPoolClientSecretRequest names a secret of a client.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html
type DeleteUserPoolClientSecretRequest struct {
	UserPoolClientRequest
	ClientSecretId string `required:"true" min:"1" max:"256" pattern:"[\\w+-]+"`
}

// DeleteUserPoolClientSecret ends a change of secrets: what is made with the deleted one is refused from now
// on. The last one stays.
func (s *Service) DeleteUserPoolClientSecret(ctx context.Context, in DeleteUserPoolClientSecretRequest) (awsjson.Empty, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return awsjson.Empty{}, err
	}
	kept := c.secrets.all()
	at := slices.IndexFunc(kept, func(x secret) bool { return x.id == in.ClientSecretId })
	trace.Checked(ctx, at >= 0, "the client has this secret", "")
	if at < 0 {
		return awsjson.Empty{}, errSecretGone.Saying(in.ClientSecretId)
	}
	if len(kept) == 1 {
		trace.Failed(ctx, "another secret is left")
		return awsjson.Empty{}, errLastSecret.Saying(c.ID)
	}
	c.secrets.set(slices.Delete(kept, at, at+1))
	trace.Summarize(ctx, "one secret is left")
	return awsjson.Empty{}, nil
}
