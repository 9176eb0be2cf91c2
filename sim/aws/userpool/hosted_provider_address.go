package userpool

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// Types of outside providers that the simulator has counterparts for. LoginWithAmazon and SignInWithApple can be set
// up, but nobody answers there.
const (
	typeGoogle   = "Google"
	typeFacebook = "Facebook"
	typeOIDC     = "OIDC"
	typeSAML     = "SAML"
	typeAmazon   = "LoginWithAmazon"
)

// addresses are where an outside provider does what.
type providerAddresses struct {
	issuer, authorize, token, keys string
	profile                        string // of providers whose access tokens are no JWTs
}

// discovered is what is read of a provider's discovery document.
//
// https://openid.net/specs/openid-connect-discovery-1_0.html
type discovered struct {
	Issuer    string `json:"issuer"`
	Authorize string `json:"authorization_endpoint"`
	Token     string `json:"token_endpoint"`
	Keys      string `json:"jwks_uri"`
}

// maxAnswer is the longest answer that is read from an outside provider, in bytes.
const maxAnswer = 1 << 20

// addressesOf finds the addresses of a provider. Those of social providers are built in; another's are read from its
// discovery document, unless they were set.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
func (s *Service) addressesOf(ctx context.Context, x account.SocialProvider) (providerAddresses, error) {
	switch providerType(x) {
	case typeGoogle:
		return providerAddresses{
			issuer: "https://accounts.google.com", authorize: "https://accounts.google.com/o/oauth2/v2/auth",
			token: "https://oauth2.googleapis.com/token", keys: "https://www.googleapis.com/oauth2/v3/certs",
		}, nil
	case typeFacebook:
		return providerAddresses{
			authorize: "https://www.facebook.com/dialog/oauth", token: "https://graph.facebook.com/oauth/access_token",
			profile: "https://graph.facebook.com/me",
		}, nil
	case typeOIDC:
		set := providerAddresses{issuer: x.Issuer, authorize: x.Details["authorize_url"], token: x.Details["token_url"], keys: x.Details["jwks_uri"]}
		if set.authorize != "" && set.token != "" && set.keys != "" {
			return set, nil
		}
		return s.discover(ctx, x.Issuer)
	}
	return providerAddresses{}, fmt.Errorf("%s is not part of this simulator", x.Name)
}

func (s *Service) discover(ctx context.Context, issuer string) (providerAddresses, error) {
	var doc discovered
	address := strings.TrimSuffix(issuer, "/") + "/.well-known/openid-configuration"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return providerAddresses{}, err
	}
	if err := s.fetch(req, &doc); err != nil {
		return providerAddresses{}, err
	}
	if doc.Issuer != issuer {
		trace.Failed(ctx, "the discovery document names the issuer that was set")
		return providerAddresses{}, fmt.Errorf("the document at %s names issuer %q", address, doc.Issuer)
	}
	return providerAddresses{issuer: doc.Issuer, authorize: doc.Authorize, token: doc.Token, keys: doc.Keys}, nil
}

// fetch sends a request to an outside provider and reads the JSON that it answers.
func (s *Service) fetch(req *http.Request, into any) error {
	if s.Client == nil {
		return fmt.Errorf("nobody answers at %s", req.URL.Host)
	}
	resp, err := s.Client.Do(req)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%d - %s", resp.StatusCode, shortText(data))
	}
	return json.Unmarshal(data, into)
}

func shortText(data []byte) string {
	const most = 200
	return string(data[:min(len(data), most)])
}

// postForm is a request with a form for an outside provider.
func postForm(ctx context.Context, address string, form url.Values) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	return req, nil
}
