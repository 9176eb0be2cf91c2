package userpool

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"

	"poolschool/sim/trace"
)

// checkSecretHash holds the caller to the client's secret: SECRET_HASH is
// Base64(HMAC-SHA256(secret, username + client id)). A client without a secret takes none.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
func (c *client) checkSecretHash(ctx context.Context, username, given string) error {
	if !c.confidential() {
		if given != "" {
			return errSecretHash.Saying(c.ID).Because("this client has no secret, so no SECRET_HASH can fit")
		}
		return nil
	}
	if given == "" {
		trace.Failed(ctx, "SECRET_HASH is sent, because this client has a secret")
		return errNoSecretHash.Saying(c.ID)
	}
	if !c.secrets.fit(given, func(value string) string { return SecretHash(value, username, c.ID) }) {
		trace.Failed(ctx, "SECRET_HASH fits the client's secret")
		return errSecretHash.Saying(c.ID).Because("it must be made from this client's secret, the username %q as sent, and the client id", username)
	}
	trace.Passed(ctx, "SECRET_HASH fits the client's secret")
	return nil
}

// SecretHash computes what a client with a secret sends along.
func SecretHash(secret, username, clientID string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
