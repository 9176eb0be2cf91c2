package intake

import (
	"cmp"
	"math"

	"poolschool/sim/account"
)

// userPoolClient has the members of describe-user-pool-client's answer and of AWS::Cognito::UserPoolClient together.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
type userPoolClient struct {
	ClientId, ClientName, UserPoolId, ClientSecret                  text
	GenerateSecret                                                  flag
	ExplicitAuthFlows, ReadAttributes, WriteAttributes              texts
	PreventUserExistenceErrors                                      text
	RefreshTokenValidity, AccessTokenValidity, IdTokenValidity      number
	TokenValidityUnits                                              struct{ AccessToken, IdToken, RefreshToken text }
	EnableTokenRevocation, AllowedOAuthFlowsUserPoolClient          *flag
	AuthSessionValidity                                             number
	AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs texts
	SupportedIdentityProviders                                      texts
	DefaultRedirectURI                                              text
	RefreshTokenRotation                                            struct {
		Feature                 text
		RetryGracePeriodSeconds number
	}
	Rest rest `json:",embed"`
}

func (d *draft) describedClient(data []byte) error {
	var answer struct{ UserPoolClient userPoolClient }
	if err := decode(data, &answer); err != nil {
		return err
	}
	d.client(answer.UserPoolClient)
	return nil
}

func (d *draft) client(from userPoolClient) {
	name := string(cmp.Or(from.ClientName, from.ClientId))
	what := "app client " + name
	d.unread(what, from.Rest, "CreationDate", "LastModifiedDate", "EnablePropagateAdditionalUserContextData")
	minutes := func(n number, unit, usual text) int {
		return int(min(float64(n)*minutesIn(cmp.Or(unit, usual)), math.MaxInt32))
	}
	units := from.TokenValidityUnits
	c := client{file: d.file, pool: string(from.UserPoolId), Client: account.Client{
		ID: string(from.ClientId), Name: name, GenerateSecret: bool(from.GenerateSecret) || from.ClientSecret != "",
		Flows: from.ExplicitAuthFlows, HideUnknownUsers: from.PreventUserExistenceErrors == "ENABLED",
		ReadAttributes: from.ReadAttributes, WriteAttributes: from.WriteAttributes,
		IDTokenMinutes: minutes(from.IdTokenValidity, units.IdToken, "hours"), AccessMinutes: minutes(from.AccessTokenValidity, units.AccessToken, "hours"),
		RefreshMinutes:  minutes(from.RefreshTokenValidity, units.RefreshToken, "days"),
		RefreshRotation: from.RefreshTokenRotation.Feature == "ENABLED", RotationGrace: int(from.RefreshTokenRotation.RetryGracePeriodSeconds),
		NoRevocation: from.EnableTokenRevocation != nil && !bool(*from.EnableTokenRevocation), SessionMinutes: int(from.AuthSessionValidity),
		CallbackURLs: from.CallbackURLs, LogoutURLs: from.LogoutURLs, DefaultRedirect: string(from.DefaultRedirectURI),
	}}
	if from.ClientSecret != "" {
		d.left("%s: its secret is not taken over, a made-up one takes its place", what)
	}
	if on := from.AllowedOAuthFlowsUserPoolClient; on == nil || bool(*on) {
		c.OAuthFlows, c.Scopes = from.AllowedOAuthFlows, from.AllowedOAuthScopes
	}
	for _, provider := range from.SupportedIdentityProviders {
		if provider == "COGNITO" {
			c.IdentityProviders = append(c.IdentityProviders, provider)
		} else {
			d.left("%s: the login with %s is not taken over; add it to the pool's providers by hand", what, provider)
		}
	}
	d.clients = append(d.clients, c)
	d.things++
}

// minutesIn is the length of a unit of lifetimes.
func minutesIn(unit text) float64 {
	switch unit {
	case "seconds":
		return 1.0 / 60
	case "minutes":
		return 1
	case "hours":
		return 60
	}
	return 24 * 60
}
