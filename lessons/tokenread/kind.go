package tokenread

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/token"
)

// Kind is what sort of token it is.
type Kind string

// The kinds of tokens that people meet around the two pools.
const (
	UserPoolID      Kind = "user-pool-id"
	UserPoolAccess  Kind = "user-pool-access"
	UserPoolMachine Kind = "user-pool-machine" // an access token of client_credentials: no person behind it
	UserPoolRefresh Kind = "user-pool-refresh"
	IdentityPool    Kind = "identity-pool"
	Google          Kind = "google"
	GoogleAccess    Kind = "google-access"
	Facebook        Kind = "facebook"
	FacebookAccess  Kind = "facebook-access"
	AWSSession      Kind = "aws-session" // the session token of temporary credentials
	Other           Kind = "other"
)

type title struct {
	kind Kind
	text string
	side account.Side
}

// poolIssuer is the iss of a user pool, in either form.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
var poolIssuer = regexp.MustCompile(`^https://(issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.com/([\w-]+_[0-9A-Za-z]+)$`)

const identityPoolIssuer = "https://cognito-identity.amazonaws.com"

// kindOf looks at who made the token and at what it says it is for.
func kindOf(t token.Token) title {
	iss, use := t.Claims.Text("iss"), t.Claims.Text("token_use")
	switch {
	case iss == identityPoolIssuer:
		return title{IdentityPool, "OpenID token of an identity pool", account.IdentitySide}
	case iss == "https://accounts.google.com" || iss == "accounts.google.com":
		return title{Google, "ID token of Google", account.Neither}
	case iss == "https://www.facebook.com" || iss == "https://facebook.com":
		return title{Facebook, "ID token of Facebook", account.Neither}
	case use == "id":
		return title{UserPoolID, "ID token of a user pool", account.UserPoolSide}
	case use == "access" && t.Claims.Text("sub") == t.Claims.Text("client_id") && t.Claims.Text("username") == "":
		return title{UserPoolMachine, "access token of a user pool, for a machine", account.UserPoolSide}
	case use == "access":
		return title{UserPoolAccess, "access token of a user pool", account.UserPoolSide}
	case iss == "":
		return title{Other, "token without an issuer", account.Neither}
	}
	return title{Other, "token of " + strings.TrimPrefix(iss, "https://"), account.Neither}
}

// opaque recognises what only its issuer can read.
func opaque(raw string) (title, []Door, bool) {
	var t title
	switch {
	case strings.Count(raw, ".") == 4 && encrypted(raw):
		t = title{UserPoolRefresh, "refresh token of a user pool, most likely", account.UserPoolSide}
	case strings.HasPrefix(raw, "FwoGZXIvYXdz"), strings.HasPrefix(raw, "IQoJb3JpZ2luX2Vj"):
		t = title{AWSSession, "session token of temporary AWS credentials", account.IdentitySide}
	case strings.HasPrefix(raw, "ya29."):
		t = title{GoogleAccess, "access token of Google, by its beginning", account.Neither}
	case strings.HasPrefix(raw, "EAA") && !strings.Contains(raw, "."):
		t = title{FacebookAccess, "access token of Facebook, by its beginning", account.Neither}
	default:
		return title{}, nil, false
	}
	return t, doorsOf(t.kind, token.Token{}), true
}

// encrypted reports whether the first part is the header of an encrypted token (JWE): it names an algorithm for the content.
// https://www.rfc-editor.org/rfc/rfc7516#section-4.1.2
func encrypted(raw string) bool {
	first, _, _ := strings.Cut(raw, ".")
	header, err := base64.RawURLEncoding.DecodeString(first)
	return err == nil && strings.Contains(string(header), `"enc"`)
}

// loginKey is the name of the user pool in Logins. It is known from the plain form of the issuer only.
func loginKey(t token.Token) string {
	if m := poolIssuer.FindStringSubmatch(t.Claims.Text("iss")); m != nil && m[1] == "" {
		return strings.TrimPrefix(t.Claims.Text("iss"), "https://")
	}
	return "cognito-idp.REGION.amazonaws.com/POOL-ID"
}

// keysAt says where the key set of the issuer is published.
func keysAt(t token.Token, kind Kind) string {
	iss := t.Claims.Text("iss")
	address := ""
	switch kind {
	case UserPoolID, UserPoolAccess, UserPoolMachine:
		if poolIssuer.MatchString(iss) {
			address = iss + "/.well-known/jwks.json"
		}
	case IdentityPool:
		address = iss + "/.well-known/jwks_uri"
	case Google:
		address = "https://www.googleapis.com/oauth2/v3/certs"
	}
	if address == "" {
		return "Save the issuer's key set and give it with --jwks FILE."
	}
	return fmt.Sprintf("Save %s and give it with --jwks FILE.", address)
}
