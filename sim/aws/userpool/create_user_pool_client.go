package userpool

import (
	"context"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// CreateUserPoolClientRequest makes an app client. Whether it has a secret cannot be changed
// afterwards.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
type CreateUserPoolClientRequest struct {
	UserPoolId     string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
	ClientName     string `required:"true" min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	GenerateSecret bool
	ClientSecret   string `min:"24" max:"64" pattern:"[\\w+]+" secret:"true"`
	ClientSettings
}

// UserPoolClient is a whole app client.
type UserPoolClient struct {
	UserPoolId       string
	ClientName       string
	ClientId         string
	ClientSecret     string `json:",omitempty" secret:"true"`
	LastModifiedDate awsjson.Epoch
	CreationDate     awsjson.Epoch
	ClientSettings
}

// UserPoolClientResponse is the whole answer of operations on one client.
type UserPoolClientResponse struct{ UserPoolClient UserPoolClient }

// AWS's texts are not recorded.
var (
	errTwoSecrets  = refusal("InvalidParameterException", "ClientSecret cannot be specified when GenerateSecret is true.")
	errClientLimit = refusal("LimitExceededException", "User pool %s has reached the limit of %d app clients.")
)

// Quotas and shapes of clients.
const (
	mostClients        = 1000
	clientIDLength     = 26
	clientSecretLength = 51
)

// CreateUserPoolClient adds a client with AWS's defaults for what is left out: no secret, no
// plain passwords, user existence shown.
func (s *Service) CreateUserPoolClient(ctx context.Context, in CreateUserPoolClientRequest) (UserPoolClientResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.poolIn(ctx, in.UserPoolId)
	if err != nil {
		return UserPoolClientResponse{}, err
	}
	if in.GenerateSecret && in.ClientSecret != "" {
		trace.Failed(ctx, "the secret is drawn or given, not both")
		return UserPoolClientResponse{}, errTwoSecrets
	}
	life, err := p.checkClient(ctx, in.ClientSettings, "creating", in.GenerateSecret || in.ClientSecret != "")
	if err != nil {
		return UserPoolClientResponse{}, err
	}
	if len(p.clients) >= mostClients {
		return UserPoolClientResponse{}, errClientLimit.Saying(p.ID, mostClients)
	}
	created := account.Client{ID: chance.Text(s.Chance, clientIDLength, chance.LowerAlnum), Name: in.ClientName, Secret: in.ClientSecret}
	if in.GenerateSecret {
		created.Secret = chance.Text(s.Chance, clientSecretLength, chance.LowerAlnum)
	}
	in.write(&created, life)
	c := s.newClient(p, created)
	c.sent(in.ClientSettings, life)
	trace.Summarize(ctx, "app client %s", c.ID)
	return UserPoolClientResponse{UserPoolClient: c.whole()}, nil
}

// sent keeps what describing the client shows as it was sent, and the lifetimes to the second.
// Callers hold mu.
func (c *client) sent(in ClientSettings, life lives) {
	const defaultDays = 30
	if in.RefreshTokenValidity == 0 {
		in.RefreshTokenValidity = defaultDays
	}
	c.shown, c.life = in, life
}

// whole is the client as the API shows it. Callers hold mu.
func (c *client) whole() UserPoolClient {
	return UserPoolClient{
		UserPoolId: c.pool.ID, ClientName: c.Name, ClientId: c.ID, ClientSecret: c.secrets.oldest(),
		LastModifiedDate: awsjson.Epoch{Time: c.modified}, CreationDate: awsjson.Epoch{Time: c.created}, ClientSettings: c.described(),
	}
}
