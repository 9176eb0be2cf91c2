package sim

import (
	"bytes"
	"io"
	"net/http"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire/awsjson"
)

// names finds the user whom a request is about: an id that is the user's own, or "".
type names func(body []byte) string

// peek reads a request's body and puts it back.
func peek(r *http.Request) []byte {
	body, err := io.ReadAll(io.LimitReader(r.Body, awsjson.MaxBody+1))
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	if err != nil {
		return nil // whoever reads on meets the same error
	}
	return body
}

// member is a text member of a request's body; "" for one that is missing, or no text.
func member(body []byte, name string) string {
	var all map[string]jsontext.Value
	var text string
	if json.Unmarshal(body, &all) != nil || json.Unmarshal(all[name], &text) != nil {
		return "" // the operation says what is wrong with it
	}
	return text
}

// shares are what a request is counted for: its category and, in user pools, the one user or pool that it is about.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#category_operations
func shares(service, operation string, body []byte, who names) []share {
	c := categoryOf(service, operation)
	if c == UserChallenge && member(body, "ChallengeName") == "NEW_PASSWORD_REQUIRED" {
		c = UserAccountRecovery
	}
	counted := []share{{category: c}}
	if pool := ofOnePool(c); pool != "" {
		return append(counted, share{pool, member(body, "UserPoolId")})
	}
	if one := ofOneUser(c); one != "" && who != nil {
		if user := who(body); user != "" {
			counted = append(counted, share{one, user})
		}
	}
	return counted
}

func ofOnePool(c Category) Category {
	switch c {
	case UserPoolClientRead:
		return OnePoolClientRead
	case UserPoolClientUpdate:
		return OnePoolClients
	}
	return ""
}

// ofOneUser says whether operations of a category read or write one user. Signing in counts as reading.
func ofOneUser(c Category) Category {
	switch c {
	case UserAuthentication, UserChallenge, UserRead, UserResourceRead:
		return OneUserReads
	case UserCreation, UserAccountRecovery, UserUpdate, UserResourceUpdate, UserToken:
		return OneUserWrites
	}
	return ""
}
