package userpool

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/token"
	"poolschool/sim/trace"
	"poolschool/sim/wire/oauth2"
)

// clientCredentials gives an application a token for itself: no user is in it.
func (v *visit) clientCredentials(ctx context.Context, c *client, form oauth2.Form) (tokens, error) {
	if !c.confidential() || !c.oauth("client_credentials") {
		trace.Failed(ctx, "the client may use the client_credentials flow")
		return tokens{}, oauth2.ErrUnauthorizedClient.Because("AllowedOAuthFlows of this client lack client_credentials, or it has no secret")
	}
	v.mu.RLock()
	scopes, err := c.machineScopes(form.Get("scope"))
	signer, life, noRevocation, issuer := v.pool.accessKey, c.accessLife(), c.NoRevocation, v.issuer(v.pool)
	v.mu.RUnlock()
	trace.Checked(ctx, err == nil, "the scopes belong to resource servers, and are this client's to ask for", strings.Join(scopes, " "))
	if err != nil {
		return tokens{}, err
	}
	metadata, err := machineMetadata(form.Get("aws_client_metadata"))
	if err != nil {
		trace.Failed(ctx, "aws_client_metadata is an object of texts")
		return tokens{}, err
	}
	now := v.Clock.Now()
	claims := token.Claims{}.
		With("sub", c.ID).With("token_use", "access").With("scope", strings.Join(scopes, " ")).
		With("auth_time", now.Unix()).With("iss", issuer).With("exp", now.Add(life).Unix()).
		With("iat", now.Unix()).With("version", 2)
	if !noRevocation {
		claims = claims.With("jti", v.Chance.ID())
	}
	claims, err = v.generateForMachine(ctx, c, claims.With("client_id", c.ID), metadata)
	if err != nil {
		return tokens{}, oauth2.ErrInvalidRequest.Because("%v", err)
	}
	signed, err := v.signOne(signer, claims)
	if err != nil {
		return tokens{}, err
	}
	trace.Summarize(ctx, "an access token for the app itself")
	return tokens{AccessToken: signed, ExpiresIn: int(life / time.Second), TokenType: "Bearer"}, nil
}

// machineScopes are the scopes of a token without a user: those of resource servers. Callers hold mu.
func (c *client) machineScopes(asked string) ([]string, error) {
	scopes, err := c.grantScopes(asked)
	if err != nil {
		return nil, err
	}
	personal := func(scope string) bool { return !strings.Contains(scope, "/") }
	if strings.TrimSpace(asked) == "" {
		return slices.DeleteFunc(scopes, personal), nil
	}
	if i := slices.IndexFunc(scopes, personal); i >= 0 {
		return nil, oauth2.ErrInvalidScope.Because("%s is about a user, and there is none here", scopes[i])
	}
	return scopes, nil
}

// machineMetadata is what the application tells its pool's pre token generation function.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
func machineMetadata(text string) (map[string]string, error) {
	if text == "" {
		return nil, nil
	}
	var metadata map[string]string
	if err := json.Unmarshal([]byte(text), &metadata); err != nil {
		return nil, oauth2.ErrInvalidRequest.Because("aws_client_metadata must be a JSON object of texts: %v", err)
	}
	return metadata, nil
}
