package userpool

import (
	"context"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// AddUserPoolClientSecretRequest gives a client a second secret, so that an application can change over
// without a break. Left out, the secret is drawn.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
type AddUserPoolClientSecretRequest struct {
	UserPoolId   string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientId     string `required:"true" min:"1" max:"128" pattern:"[\\w+]+" sensitive:"true"`
	ClientSecret string `min:"24" max:"64" pattern:"[\\w+]+" secret:"true"`
}

// ClientSecretDescriptor is a secret without its value, but for one that was drawn just now.
type ClientSecretDescriptor struct {
	ClientSecretId         string
	ClientSecretValue      string `json:",omitempty" secret:"true"`
	ClientSecretCreateDate awsjson.Epoch
}

func (x secret) described() ClientSecretDescriptor {
	return ClientSecretDescriptor{ClientSecretId: x.id, ClientSecretCreateDate: awsjson.Epoch{Time: x.created}}
}

// AddUserPoolClientSecretResponse names the new secret.
type AddUserPoolClientSecretResponse struct{ ClientSecretDescriptor ClientSecretDescriptor }

// Refusals of changing secrets. AWS's texts are not recorded.
var (
	errPublicClient = refusal("InvalidParameterException", "Client %s does not have a client secret.")
	errSecretLimit  = refusal("LimitExceededException", "Client %s has reached the limit of %d client secrets.")
	errLastSecret   = refusal("InvalidParameterException", "The last client secret of client %s cannot be deleted.")
	errSecretGone   = refusal("ResourceNotFoundException", "Client secret %s does not exist.")
)

// AddUserPoolClientSecret adds the second secret. Both are good until one is deleted. A client that
// was made without a secret stays without.
func (s *Service) AddUserPoolClientSecret(ctx context.Context, in AddUserPoolClientSecretRequest) (AddUserPoolClientSecretResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.clientIn(ctx, in.UserPoolId, in.ClientId)
	if err != nil {
		return AddUserPoolClientSecretResponse{}, err
	}
	kept := c.secrets.all()
	switch {
	case len(kept) == 0:
		trace.Failed(ctx, "the client has a secret")
		return AddUserPoolClientSecretResponse{}, errPublicClient.Saying(c.ID).Because("a client that was made without a secret stays without; make another client")
	case len(kept) >= mostSecrets:
		trace.Failed(ctx, "the client has fewer than %d secrets", mostSecrets)
		return AddUserPoolClientSecretResponse{}, errSecretLimit.Saying(c.ID, mostSecrets).Because("delete the one that is no longer used first")
	}
	value := in.ClientSecret
	if value == "" {
		value = chance.Text(s.Chance, clientSecretLength, chance.LowerAlnum)
	}
	now := s.Clock.Now()
	fresh := newSecret(c.ID, value, now)
	if fresh.id == kept[0].id {
		fresh = newSecret(c.ID, value, now.Add(time.Millisecond))
	}
	c.secrets.set(append(kept, fresh))
	out := fresh.described()
	if in.ClientSecret == "" {
		out.ClientSecretValue = value
	}
	trace.Passed(ctx, "both secrets are good until one is deleted")
	trace.Summarize(ctx, "a second secret")
	return AddUserPoolClientSecretResponse{out}, nil
}
