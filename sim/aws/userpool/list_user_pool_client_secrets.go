package userpool

import (
	"context"

	"poolschool/sim/trace"
)

// ListUserPoolClientSecretsRequest names a client. There is never a second page.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html
type ListUserPoolClientSecretsRequest struct {
	UserPoolClientRequest
	NextToken string `min:"1" max:"131072" pattern:"[\\S]+"`
}

// ListUserPoolClientSecretsResponse has the secrets without their values, oldest first.
type ListUserPoolClientSecretsResponse struct{ ClientSecrets []ClientSecretDescriptor }

// ListUserPoolClientSecrets shows which secrets a client has, and since when; never what they are.
func (s *Service) ListUserPoolClientSecrets(ctx context.Context, in ListUserPoolClientSecretsRequest) (ListUserPoolClientSecretsResponse, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return ListUserPoolClientSecretsResponse{}, err
	}
	out := []ClientSecretDescriptor{}
	for _, x := range c.secrets.all() {
		out = append(out, x.described())
	}
	trace.Summarize(ctx, "%d secrets", len(out))
	return ListUserPoolClientSecretsResponse{out}, nil
}
