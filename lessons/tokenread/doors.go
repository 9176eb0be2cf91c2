package tokenread

import (
	"fmt"
	"strings"

	"poolschool/sim/token"
)

// adminScope lets an access token change its own user's profile.
const adminScope = "aws.cognito.signin.user.admin"

// The doors, as they are called in every list.
const (
	doorApp      = "your application"
	doorUserPool = "the user pool's API"
	doorDesk     = "an identity pool"
	doorSTS      = "STS directly"
	doorAWS      = "S3 and other AWS services"
)

var notAtAWS = Door{false, doorAWS, "they take requests signed with AWS credentials, and no token"}

// doorsOf lists where a token of that kind helps, and where it does not.
func doorsOf(kind Kind, t token.Token) []Door {
	switch kind {
	case UserPoolID:
		return idDoors(t)
	case UserPoolAccess:
		return accessDoors(t)
	case UserPoolMachine:
		return []Door{
			{true, doorApp, "it says what the calling program may do: check the scopes (" + orNone(t.Claims.Text("scope")) + ")"},
			{false, doorUserPool, "GetUser and its like need a person, and there is none behind this token"},
			{false, doorDesk, "an access token has no aud: identity pools refuse it, and an ID token does not exist here"},
			notAtAWS,
		}
	case UserPoolRefresh:
		return []Door{
			{true, doorUserPool, "InitiateAuth with REFRESH_TOKEN_AUTH, or GetTokensFromRefreshToken, gives new ID and access tokens"},
			{false, doorApp, "your application cannot read it, and should never be sent it"},
			{false, doorDesk, "get a new ID token with it first, and bring that"},
			notAtAWS,
		}
	case IdentityPool:
		return identityDoors(t)
	case Google:
		return socialDoors("accounts.google.com", t)
	}
	return otherDoors(kind, t)
}

func idDoors(t token.Token) []Door {
	aud := strings.Join(t.Claims.Strings("aud"), ", ")
	desk := Door{true, doorDesk, fmt.Sprintf("in Logins under %q, if the pool lists the app client %s", loginKey(t), orNone(aud))}
	if aud == "" {
		desk = Door{false, doorDesk, "an identity pool wants aud, and this token has none"}
	}
	return []Door{
		{true, doorApp, "it says who the person is: read sub, groups and attributes after checking it"},
		desk,
		{false, doorUserPool, "GetUser and its like want the access token"},
		{true, doorSTS, "only if IAM has this user pool as an OIDC provider, with the app client as audience"},
		notAtAWS,
	}
}

func accessDoors(t token.Token) []Door {
	scopes := strings.Fields(t.Claims.Text("scope"))
	self := Door{false, doorUserPool, "GetUser and its like want the scope " + adminScope + ", and it is not here"}
	for _, s := range scopes {
		if s == adminScope {
			self = Door{true, doorUserPool, "GetUser, ChangePassword and its like: the scope " + adminScope + " is here"}
		}
	}
	return []Door{
		{true, doorApp, "it says what the call may do: check scope (" + orNone(strings.Join(scopes, " ")) + ") and groups after checking it"},
		self,
		{false, doorDesk, "an access token: identity pools refuse it, they want the ID token (Missing a required claim: aud)"},
		{false, doorSTS, "STS wants the ID token too"},
		notAtAWS,
	}
}

func identityDoors(t token.Token) []Door {
	return []Door{
		{true, doorSTS, "AssumeRoleWithWebIdentity, with a role whose trust policy names the identity pool " + orNone(t.Claims.Text("aud"))},
		{true, doorDesk, `GetCredentialsForIdentity takes a developer's token under "cognito-identity.amazonaws.com"; GetId refuses it`},
		{false, doorApp, "it names an identity of the identity pool, no person of yours; it is made for STS"},
		{false, doorUserPool, "it comes from the other service"},
		notAtAWS,
	}
}

func socialDoors(key string, t token.Token) []Door {
	aud := orNone(strings.Join(t.Claims.Strings("aud"), ", "))
	return []Door{
		{true, doorDesk, fmt.Sprintf("in Logins under %q, if the pool lists the app id %s", key, aud)},
		{true, doorSTS, "AssumeRoleWithWebIdentity, if a role's trust policy names " + key},
		{false, doorUserPool, "a user pool takes these logins over its login page in a browser, never as a token"},
		{false, doorApp, "an application that trusts your user pool wants the user pool's token"},
		notAtAWS,
	}
}

func otherDoors(kind Kind, t token.Token) []Door {
	switch kind {
	case Facebook:
		return []Door{{false, doorDesk, `under "graph.facebook.com" an identity pool wants Facebook's access token, not this one`}, notAtAWS}
	case FacebookAccess:
		return []Door{{true, doorDesk, `in Logins under "graph.facebook.com", if the pool lists the app it was made for`}, notAtAWS}
	case GoogleAccess:
		return []Door{{false, doorDesk, `under "accounts.google.com" an identity pool wants Google's ID token, not this one`}, notAtAWS}
	case AWSSession:
		return []Door{
			{true, doorAWS, "as the third part of temporary credentials, beside access key id (ASIA…) and secret key; alone it is worth nothing"},
			{false, doorApp, "an application wants a user pool's token"},
			{false, doorDesk, "it is what an identity pool gives out"},
		}
	}
	host := orNone(strings.TrimPrefix(t.Claims.Text("iss"), "https://"))
	return []Door{
		{true, doorDesk, fmt.Sprintf("in Logins under %q, if IAM has that issuer as an OIDC provider and the pool lists it", host)},
		{true, doorSTS, "if IAM has that issuer as an OIDC provider and a role trusts it"},
		{false, doorUserPool, "a user pool takes other logins over its login page in a browser, never as a token"},
		notAtAWS,
	}
}

func orNone(text string) string {
	if text == "" {
		return "(none)"
	}
	return text
}
