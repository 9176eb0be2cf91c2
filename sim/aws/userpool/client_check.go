package userpool

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// Refusals of client settings. The text of the default redirect is not recorded.
var (
	errSecretNeeded  = refusal("InvalidOAuthFlowException", "client_credentials flow can not be selected if client does not have a client secret.")
	errAlone         = refusal("InvalidOAuthFlowException", "client_credentials flow can not be selected along with code flow or implicit flow.")
	errOAuthRequired = refusal("InvalidOAuthFlowException", "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.")
	errScopeUnknown  = refusal("ScopeDoesNotExistException", "Invalid scope requested: %s")
	errURL           = refusal("InvalidParameterException", "%s is not a valid URL.")
	errPlainHTTP     = refusal("InvalidParameterException", "%s cannot use the HTTP protocol.")
	errFragment      = refusal("InvalidParameterException", "%s cannot contain a fragment.")
	errDefaultURI    = refusal("InvalidParameterException", "DefaultRedirectURI must be in the list of CallbackURLs.")
	errClientWrite   = refusal("InvalidParameterException", "Invalid write attributes specified while %s a client")
	errClientRead    = refusal("InvalidParameterException", "Invalid read attributes specified while %s a client")
)

// checkClient holds a client's settings against each other and against its pool. doing is
// "creating" or "updating". Callers hold mu.
func (p *pool) checkClient(ctx context.Context, in ClientSettings, doing string, secret bool) (lives, error) {
	checks := []struct {
		text  string
		check func() error
	}{
		{"the flows are of one generation of names", in.checkFlows},
		{"the pool's feature plan has the flows", func() error { return p.checkPlan(in) }},
		{"the pool has the attributes that the client may read and write", func() error { return p.checkClientAttributes(in, doing) }},
		{"the pool has the client's identity providers", func() error { return p.checkClientProviders(in) }},
		{"the URLs can be redirected to", in.checkURLs},
		{"OAuth flows and scopes fit together", func() error { return p.checkOAuth(in, secret) }},
	}
	for _, c := range checks {
		if err := c.check(); err != nil {
			trace.Failed(ctx, "%s", c.text)
			return lives{}, err
		}
	}
	life, err := in.lives()
	trace.Checked(ctx, err == nil, "tokens live as long as they may", "")
	return life, err
}

// checkPlan refuses choice-based sign-in in a pool of the Lite plan.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
func (p *pool) checkPlan(in ClientSettings) error {
	if p.Tier == "LITE" && slices.Contains(in.ExplicitAuthFlows, "ALLOW_"+flowChoice) {
		return errTier.Saying(p.Tier, "Choice-Based Sign-In")
	}
	return nil
}

func (p *pool) checkClientAttributes(in ClientSettings, doing string) error {
	for _, name := range in.ReadAttributes {
		if _, ok := p.attribute(name); !ok && name != "sub" {
			return errClientRead.Saying(doing).Because("the pool has no attribute %s", name)
		}
	}
	for _, name := range in.WriteAttributes {
		_, ok := p.attribute(name)
		if !ok || strings.HasSuffix(name, "_verified") {
			return errClientWrite.Saying(doing).Because("%s is no attribute that a client can write", name)
		}
	}
	if len(in.WriteAttributes) == 0 {
		return nil
	}
	for _, name := range p.Required {
		if !slices.Contains(in.WriteAttributes, name) {
			return errClientWrite.Saying(doing).Because("users must have %s, so every client must be able to write it", name)
		}
	}
	return nil
}

func (p *pool) checkClientProviders(in ClientSettings) error {
	for _, name := range in.SupportedIdentityProviders {
		if name != "COGNITO" && p.provider(name) < 0 {
			return errNoProvider.Saying(name, p.ID)
		}
	}
	return nil
}

// checkURLs allows https, http for this machine alone, and an app's own scheme; never a fragment.
func (in ClientSettings) checkURLs() error {
	for _, raw := range slices.Concat(in.CallbackURLs, in.LogoutURLs) {
		u, err := url.Parse(raw)
		switch {
		case err != nil || u.Scheme == "":
			return errURL.Saying(raw)
		case u.Scheme == "http" && !isLocal(u.Hostname()):
			return errPlainHTTP.Saying(raw)
		case strings.Contains(raw, "#"):
			return errFragment.Saying(raw)
		}
	}
	if in.DefaultRedirectURI != "" && !slices.Contains(in.CallbackURLs, in.DefaultRedirectURI) {
		return errDefaultURI
	}
	return nil
}

func isLocal(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (p *pool) checkOAuth(in ClientSettings, secret bool) error {
	for _, flow := range in.AllowedOAuthFlows {
		if !slices.Contains([]string{"code", "implicit", "client_credentials"}, flow) {
			return errEnum.Saying(strings.Join(in.AllowedOAuthFlows, ", "), "allowedOAuthFlows", "code, implicit, client_credentials")
		}
	}
	if in.AllowedOAuthFlowsUserPoolClient && (len(in.AllowedOAuthFlows) == 0 || len(in.AllowedOAuthScopes) == 0) {
		return errOAuthRequired
	}
	if slices.Contains(in.AllowedOAuthFlows, "client_credentials") {
		if len(in.AllowedOAuthFlows) > 1 {
			return errAlone
		}
		if !secret {
			return errSecretNeeded
		}
	}
	for _, scope := range in.AllowedOAuthScopes {
		if !p.hasScope(scope) {
			return errScopeUnknown.Saying(scope).Because("neither OpenID Connect nor a resource server of this pool has the scope %s", scope)
		}
	}
	return nil
}

// hasScope reports whether a scope can be asked for: OpenID Connect's, the pool's own API, or one
// of a resource server. Callers hold mu.
func (p *pool) hasScope(scope string) bool {
	if slices.Contains([]string{"openid", "email", "phone", "profile", apiScope}, scope) {
		return true
	}
	return slices.ContainsFunc(p.ResourceServers, func(r account.ResourceServer) bool {
		name, ok := strings.CutPrefix(scope, r.ID+"/")
		return ok && slices.Contains(r.Scopes, name)
	})
}
