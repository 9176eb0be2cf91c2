package intake

import (
	"cmp"

	"poolschool/sim/account"
)

// identityPoolAnswer has the members of describe-identity-pool's answer and of AWS::Cognito::IdentityPool.
//
// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypool.html
type identityPoolAnswer struct {
	IdentityPoolId, IdentityPoolName, DeveloperProviderName text
	AllowUnauthenticatedIdentities                          flag
	AllowClassicFlow                                        *flag
	SupportedLoginProviders                                 map[string]text
	CognitoIdentityProviders                                []struct {
		ProviderName, ClientId text
		ServerSideTokenCheck   flag
	}
	OpenIdConnectProviderARNs texts
	Rest                      rest `json:",embed"`
}

func (d *draft) describedIdentityPool(data []byte) error {
	var answer identityPoolAnswer
	if err := decode(data, &answer); err != nil {
		return err
	}
	d.identityPool(answer)
	return nil
}

func (d *draft) identityPool(from identityPoolAnswer) {
	name := string(cmp.Or(from.IdentityPoolName, from.IdentityPoolId))
	d.unread("identity pool "+name, from.Rest, "IdentityPoolTags", "ResponseMetadata")
	p := &identityPool{file: d.file, oidc: from.OpenIdConnectProviderARNs, IdentityPool: account.IdentityPool{
		ID: string(from.IdentityPoolId), Name: name, AllowGuests: bool(from.AllowUnauthenticatedIdentities),
		ClassicFlow: (*bool)(from.AllowClassicFlow), Developer: string(from.DeveloperProviderName),
	}}
	for host, app := range from.SupportedLoginProviders {
		if p.Social == nil {
			p.Social = map[string]string{}
		}
		p.Social[host] = string(app)
	}
	for _, l := range from.CognitoIdentityProviders {
		p.logins = append(p.logins, login{string(l.ProviderName), string(l.ClientId), bool(l.ServerSideTokenCheck)})
	}
	d.identityPools = append(d.identityPools, p)
	d.things++
}
