package social

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/go-json-experiment/json"
)

// Introspector asks Facebook whose an access token is: what identity pools and STS do with tokens that only their
// issuer can read. It goes over HTTP, so the hop stands in the trace.
type Introspector struct{ Client *http.Client }

// ErrNotVouched says that a provider does not stand by a token.
var ErrNotVouched = errors.New("the provider does not vouch for this token")

// maxAnswer is the longest answer that is read, in bytes.
const maxAnswer = 1 << 20

// Introspect returns whose token it is, and the id of the application that it was made for. provider is the key as
// Logins writes it; graph.facebook.com is the only one that answers.
func (i Introspector) Introspect(ctx context.Context, provider, token string) (subject, app string, err error) {
	if provider != "graph.facebook.com" {
		return "", "", fmt.Errorf("%w: nobody answers for %s in this account", ErrNotVouched, provider)
	}
	query := url.Values{"input_token": {token}, "access_token": {token}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://graph.facebook.com/debug_token?"+query.Encode(), nil)
	if err != nil {
		return "", "", err
	}
	resp, err := i.Client.Do(req)
	if err != nil {
		return "", "", err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", "", err
	}
	var facts struct {
		Data tokenFacts `json:"data"`
	}
	if resp.StatusCode != http.StatusOK {
		return "", "", fmt.Errorf("%w: status %d", ErrNotVouched, resp.StatusCode)
	}
	if err := json.Unmarshal(data, &facts); err != nil {
		return "", "", fmt.Errorf("%s: %w", provider, err)
	}
	if !facts.Data.Valid {
		return "", "", ErrNotVouched
	}
	return facts.Data.UserID, facts.Data.AppID, nil
}
