package userpool

import (
	"fmt"
	"slices"
	"time"

	"poolschool/sim/account"
)

// ClientSettings are the members that creating and updating an app client share, and that
// describing it shows. What an update leaves out goes back to its default, as at AWS.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
type ClientSettings struct {
	RefreshTokenValidity                     int                 `min:"0" max:"315360000"`
	AccessTokenValidity                      *int                `json:",omitzero" min:"1" max:"86400"`
	IdTokenValidity                          *int                `json:",omitzero" min:"1" max:"86400"`
	TokenValidityUnits                       *TokenValidityUnits `json:",omitzero"`
	ReadAttributes                           []string            `json:",omitempty"`
	WriteAttributes                          []string            `json:",omitempty"`
	ExplicitAuthFlows                        []string            `json:",omitempty"`
	SupportedIdentityProviders               []string            `json:",omitempty"`
	CallbackURLs                             []string            `json:",omitempty" max:"100"`
	LogoutURLs                               []string            `json:",omitempty" max:"100"`
	DefaultRedirectURI                       string              `json:",omitempty" min:"1" max:"1024" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	AllowedOAuthFlows                        []string            `json:",omitempty" max:"3"`
	AllowedOAuthScopes                       []string            `json:",omitempty" max:"50"`
	AllowedOAuthFlowsUserPoolClient          bool
	PreventUserExistenceErrors               string                `json:",omitempty" enum:"LEGACY ENABLED"`
	EnableTokenRevocation                    *bool                 `json:",omitzero"` // true when left out
	EnablePropagateAdditionalUserContextData bool                  //
	AuthSessionValidity                      *int                  `json:",omitzero" min:"3" max:"15"` // minutes
	RefreshTokenRotation                     *RefreshTokenRotation `json:",omitzero"`
}

// TokenValidityUnits are the units of the three validities: "seconds", "minutes", "hours" or
// "days". Left out, ID and access tokens are counted in hours, refresh tokens in days.
type TokenValidityUnits struct {
	AccessToken  string `json:",omitempty" enum:"seconds minutes hours days"`
	IdToken      string `json:",omitempty" enum:"seconds minutes hours days"`
	RefreshToken string `json:",omitempty" enum:"seconds minutes hours days"`
}

// RefreshTokenRotation gives a new refresh token with every refresh.
type RefreshTokenRotation struct {
	Feature                 string `required:"true" enum:"ENABLED DISABLED"`
	RetryGracePeriodSeconds *int   `json:",omitzero" min:"0" max:"60"`
}

// write turns what an API call says into the settings of a client. It leaves alone what only
// creation decides: id and secret, which are read without a lock.
func (in ClientSettings) write(c *account.Client, life lives) {
	c.Flows, c.HideUnknownUsers = in.ExplicitAuthFlows, in.PreventUserExistenceErrors == "ENABLED"
	c.ReadAttributes, c.WriteAttributes = in.ReadAttributes, in.WriteAttributes
	c.IDTokenMinutes, c.AccessMinutes, c.RefreshMinutes = int(life.id/time.Minute), int(life.access/time.Minute), int(life.refresh/time.Minute)
	c.RefreshRotation, c.RotationGrace = false, 0
	if r := in.RefreshTokenRotation; r != nil {
		c.RefreshRotation, c.RotationGrace = r.Feature == "ENABLED", number(r.RetryGracePeriodSeconds)
	}
	c.NoRevocation = in.EnableTokenRevocation != nil && !*in.EnableTokenRevocation
	c.OAuthFlows, c.Scopes = in.AllowedOAuthFlows, in.AllowedOAuthScopes
	c.CallbackURLs, c.LogoutURLs, c.DefaultRedirect = in.CallbackURLs, in.LogoutURLs, in.DefaultRedirectURI
	c.IdentityProviders, c.SessionMinutes = in.SupportedIdentityProviders, number(in.AuthSessionValidity)
}

// described turns settings into what describing a client shows, defaults included. Lifetimes keep
// the units in which they were sent. Callers hold mu.
func (c *client) described() ClientSettings {
	revocation, session := !c.NoRevocation, c.SessionMinutes
	if session == 0 {
		session = defaultChallengeMinutes
	}
	out := ClientSettings{
		RefreshTokenValidity: c.shown.RefreshTokenValidity, AccessTokenValidity: c.shown.AccessTokenValidity, IdTokenValidity: c.shown.IdTokenValidity,
		TokenValidityUnits: c.shown.TokenValidityUnits, ReadAttributes: c.ReadAttributes, WriteAttributes: c.WriteAttributes,
		ExplicitAuthFlows: c.Flows, SupportedIdentityProviders: c.IdentityProviders, CallbackURLs: c.CallbackURLs, LogoutURLs: c.LogoutURLs,
		DefaultRedirectURI: c.DefaultRedirect, AllowedOAuthFlows: c.OAuthFlows, AllowedOAuthScopes: c.Scopes,
		AllowedOAuthFlowsUserPoolClient: c.shown.AllowedOAuthFlowsUserPoolClient, EnableTokenRevocation: &revocation,
		EnablePropagateAdditionalUserContextData: c.shown.EnablePropagateAdditionalUserContextData, AuthSessionValidity: &session,
		RefreshTokenRotation: c.shown.RefreshTokenRotation,
	}
	if c.HideUnknownUsers {
		out.PreventUserExistenceErrors = "ENABLED"
	} else if c.shown.PreventUserExistenceErrors != "" {
		out.PreventUserExistenceErrors = "LEGACY"
	}
	if out.TokenValidityUnits == nil {
		out.TokenValidityUnits = &TokenValidityUnits{}
	}
	return out
}

const defaultChallengeMinutes = 3

// sentBy makes the members of a call out of a client of an account file, whose lifetimes are in
// minutes.
func sentBy(c account.Client) ClientSettings {
	const minutesADay = 24 * 60
	out := ClientSettings{RefreshTokenValidity: 30, AllowedOAuthFlowsUserPoolClient: len(c.OAuthFlows) > 0}
	units := TokenValidityUnits{}
	if c.IDTokenMinutes > 0 {
		out.IdTokenValidity, units.IdToken = &c.IDTokenMinutes, "minutes"
	}
	if c.AccessMinutes > 0 {
		out.AccessTokenValidity, units.AccessToken = &c.AccessMinutes, "minutes"
	}
	switch {
	case c.RefreshMinutes > 0 && c.RefreshMinutes%minutesADay == 0:
		out.RefreshTokenValidity = c.RefreshMinutes / minutesADay
	case c.RefreshMinutes > 0:
		out.RefreshTokenValidity, units.RefreshToken = c.RefreshMinutes, "minutes"
	}
	out.TokenValidityUnits = &units
	if c.RefreshRotation {
		out.RefreshTokenRotation = &RefreshTokenRotation{Feature: "ENABLED", RetryGracePeriodSeconds: &c.RotationGrace}
	}
	return out
}

// Refusals of flows. AWS's texts are not recorded.
var (
	errFlowsMixed   = refusal("InvalidParameterException", "ExplicitAuthFlows cannot mix values with the prefix ALLOW_ and values without it.")
	errRotationFlow = refusal("InvalidParameterException", "ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together with refresh token rotation.")
)

// checkFlows holds the flows to the names that AWS knows, old or new, never both.
func (in ClientSettings) checkFlows() error {
	const older, newer = 1, 2
	known := map[string]int{
		"ADMIN_NO_SRP_AUTH": older, "CUSTOM_AUTH_FLOW_ONLY": older, "USER_PASSWORD_AUTH": older,
		"ALLOW_ADMIN_USER_PASSWORD_AUTH": newer, "ALLOW_CUSTOM_AUTH": newer, "ALLOW_USER_PASSWORD_AUTH": newer,
		"ALLOW_USER_SRP_AUTH": newer, "ALLOW_REFRESH_TOKEN_AUTH": newer, "ALLOW_USER_AUTH": newer,
	}
	seen := 0
	for _, flow := range in.ExplicitAuthFlows {
		if known[flow] == 0 {
			return errEnum.Saying(fmt.Sprint(in.ExplicitAuthFlows), "explicitAuthFlows", "ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_AUTH")
		}
		seen |= known[flow]
	}
	if seen == older|newer {
		return errFlowsMixed
	}
	rotation := in.RefreshTokenRotation != nil && in.RefreshTokenRotation.Feature == "ENABLED"
	if rotation && slices.Contains(in.ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH") {
		return errRotationFlow
	}
	return nil
}
