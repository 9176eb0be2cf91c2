package userpool

import (
	"context"
	"slices"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// CreateUserPoolRequest makes a pool. Schema and kinds of username cannot be changed afterwards.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
type CreateUserPoolRequest struct {
	PoolName              string                 `required:"true" min:"1" max:"128" pattern:"[\\w\\s+=,.@-]+"`
	Schema                []SchemaAttribute      `min:"1" max:"50"`
	AliasAttributes       []string               //
	UsernameAttributes    []string               //
	UsernameConfiguration *UsernameConfiguration //
	PoolSettings
}

// UsernameConfiguration says whether "Ana" and "ana" are two people.
type UsernameConfiguration struct{ CaseSensitive *bool }

// UserPool is a whole pool.
type UserPool struct {
	Id                     string
	Name                   string
	Arn                    string
	CreationDate           awsjson.Epoch
	LastModifiedDate       awsjson.Epoch
	Domain                 string                 `json:",omitempty"`
	EstimatedNumberOfUsers int                    //
	SchemaAttributes       []SchemaAttribute      //
	AliasAttributes        []string               `json:",omitempty"`
	UsernameAttributes     []string               `json:",omitempty"`
	UsernameConfiguration  *UsernameConfiguration `json:",omitzero"`
	PoolSettings
}

// UserPoolResponse is the whole answer of operations on one pool.
type UserPoolResponse struct{ UserPool UserPool }

// Refusals of CreateUserPool.
var (
	errTwoKinds  = refusal("InvalidParameterException", "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
	errPoolLimit = refusal("LimitExceededException", "The account %s has reached the limit of %d user pools in this Region.")
)

// mostPools of an account in a Region.
const mostPools = 1000

// poolIDLength is the length of what follows the Region in a pool's id.
const poolIDLength = 9

// CreateUserPool makes an empty pool with AWS's defaults for what is left out.
func (s *Service) CreateUserPool(ctx context.Context, in CreateUserPoolRequest) (UserPoolResponse, error) {
	settings, err := in.pool()
	if err != nil {
		trace.Failed(ctx, "the settings fit together")
		return UserPoolResponse{}, err
	}
	trace.Passed(ctx, "the settings fit together")
	settings.ID = s.Region + "_" + chance.Text(s.Chance, poolIDLength, chance.Alnum)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.order) >= mostPools {
		return UserPoolResponse{}, errPoolLimit.Saying(s.AccountID, mostPools)
	}
	p := s.newPool(settings)
	p.shown, p.mfaTexts.sms = in.PoolSettings, in.SmsAuthenticationMessage
	trace.Summarize(ctx, "user pool %s", p.ID)
	return UserPoolResponse{UserPool: p.whole()}, nil
}

// pool turns the call into settings.
func (in CreateUserPoolRequest) pool() (account.UserPool, error) {
	created := account.UserPool{
		Name: in.PoolName, AliasAttributes: in.AliasAttributes, UsernameAttributes: in.UsernameAttributes,
		CaseInsensitive: in.UsernameConfiguration != nil && in.UsernameConfiguration.CaseSensitive != nil && !*in.UsernameConfiguration.CaseSensitive,
	}
	if len(in.AliasAttributes) > 0 && len(in.UsernameAttributes) > 0 {
		return account.UserPool{}, errTwoKinds
	}
	if err := addSchema(&created, in.Schema); err != nil {
		return account.UserPool{}, err
	}
	if slices.Contains([]string{mfaOn, mfaOptional}, in.MfaConfiguration) && len(in.SmsConfiguration) > 0 {
		created.MFAMethods = []string{factorSMS}
	}
	if err := in.check(created, nil); err != nil {
		return account.UserPool{}, err
	}
	in.write(&created)
	return created, nil
}

// whole is the pool as the API shows it. Callers hold mu.
func (p *pool) whole() UserPool {
	out := UserPool{
		Id: p.ID, Name: p.Name, Arn: p.arn, CreationDate: awsjson.Epoch{Time: p.created}, LastModifiedDate: awsjson.Epoch{Time: p.modified},
		Domain: p.Domain, EstimatedNumberOfUsers: len(p.users), AliasAttributes: p.AliasAttributes, UsernameAttributes: p.UsernameAttributes,
		PoolSettings: p.described(),
	}
	if p.CaseInsensitive {
		sensitive := false
		out.UsernameConfiguration = &UsernameConfiguration{CaseSensitive: &sensitive}
	}
	for _, a := range p.schema() {
		out.SchemaAttributes = append(out.SchemaAttributes, a.described())
	}
	return out
}
