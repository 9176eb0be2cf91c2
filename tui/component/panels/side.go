package panels

import (
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/token"
	"poolschool/tui/theme"
)

// isToken reports whether a text is a signed JSON Web Token.
func isToken(value string) bool {
	if !strings.HasPrefix(value, "eyJ") || strings.Count(value, ".") != 2 {
		return false
	}
	_, err := token.Decode(value)
	return err == nil
}

// sideOfToken is the side of a token's issuer. Tokens of outside providers belong to neither.
func sideOfToken(raw string) theme.Side {
	t, err := token.Decode(raw)
	if err != nil {
		return theme.NoSide
	}
	return issuerSide(t)
}

func issuerSide(t token.Token) theme.Side {
	switch iss := t.Claims.Text("iss"); {
	case strings.Contains(iss, "cognito-identity."):
		return theme.IdentityPool
	case strings.Contains(iss, "cognito-idp."), t.Claims.Text("token_use") != "":
		return theme.UserPool
	}
	return theme.NoSide
}

// sideOfValue knows the ids of both pools by their shape: us-east-1_Ab3dEf9Gh is a user pool, us-east-1: and a UUID an identity
// pool or an identity, ASIA… the key id of temporary credentials.
func sideOfValue(value string) theme.Side {
	if strings.HasPrefix(value, "ASIA") && len(value) == 20 {
		return theme.IdentityPool
	}
	at := strings.IndexAny(value, "_:")
	if at < 9 || at > 20 || strings.Count(value[:at], "-") < 2 {
		return theme.NoSide
	}
	rest := value[at+1:]
	switch {
	case value[at] == '_' && len(rest) == 9 && !strings.ContainsAny(rest, "-. /"):
		return theme.UserPool
	case value[at] == ':' && len(rest) == 36 && strings.Count(rest, "-") == 4:
		return theme.IdentityPool
	}
	return theme.NoSide
}

// sideOf is an account's side as the theme has it.
func sideOf(s account.Side) theme.Side {
	switch s {
	case account.UserPoolSide:
		return theme.UserPool
	case account.IdentitySide:
		return theme.IdentityPool
	}
	return theme.NoSide
}
