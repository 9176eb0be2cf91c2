package iam

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/chance"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
)

// loader fills a store with what an account file says.
type loader struct {
	store     *principal.Store
	accountID string
	chance    chance.Chance
	now       time.Time
}

func (l loader) load(a account.Account) error {
	own := awsManaged()
	for _, name := range slices.Sorted(maps.Keys(own)) { // in order: each draws an id from chance
		if err := l.managed(name, "/", "arn:aws:iam::aws:policy/"+name, []byte(own[name])); err != nil {
			return fmt.Errorf("policy %q: %w", name, err)
		}
	}
	for _, p := range a.Policies {
		if err := l.managed(p.Name, pathOr(p.Path), l.arn("policy"+pathOr(p.Path)+p.Name), p.Document); err != nil {
			return fmt.Errorf("policy %q: %w", p.Name, err)
		}
	}
	for _, p := range a.OIDCProviders {
		url := bare(p.URL)
		err := l.store.AddProvider(principal.OIDCProvider{ARN: l.arn("oidc-provider/" + url), URL: url, ClientIDs: p.Clients, Created: l.now})
		if err != nil {
			return fmt.Errorf("OIDC provider %q: %w", p.URL, err)
		}
	}
	for _, p := range a.SAMLProviders {
		about, err := readSAML(l.arn("saml-provider/"+p.Name), p.Metadata, l.now)
		if err == nil {
			err = l.store.AddSAMLProvider(about)
		}
		if err != nil {
			return fmt.Errorf("SAML provider %q: %w", p.Name, err)
		}
	}
	for _, r := range a.Roles {
		if err := l.role(r); err != nil {
			return fmt.Errorf("role %q: %w", r.Name, err)
		}
	}
	return nil
}

func (l loader) arn(resource string) string { return "arn:aws:iam::" + l.accountID + ":" + resource }

// bare is an address without scheme and closing slash.
func bare(url string) string { return strings.TrimSuffix(strings.TrimPrefix(url, "https://"), "/") }

func pathOr(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

func (l loader) managed(name, path, arn string, text []byte) error {
	document, err := policy.Parse(policy.KindIdentity, name, text)
	if err != nil {
		return err
	}
	return l.store.AddPolicy(principal.ManagedPolicy{
		Name: name, Path: path, ARN: arn, ID: "ANPA" + chance.Text(l.chance, 17, chance.Base32), Policy: document, Created: l.now,
	})
}

func (l loader) role(r account.Role) error {
	trust, err := policy.Parse(policy.KindTrust, r.Name, r.Trust)
	if err != nil {
		return fmt.Errorf("trust policy: %w", err)
	}
	role := principal.Role{
		Name: r.Name, Path: pathOr(r.Path), ID: "AROA" + chance.Text(l.chance, 17, chance.Base32),
		ARN: l.arn("role" + pathOr(r.Path) + r.Name), Trust: trust, Attached: r.Attached, Boundary: r.Boundary,
		MaxSession: time.Duration(r.MaxSessionSeconds) * time.Second, Tags: r.Tags, Created: l.now,
	}
	for _, name := range slices.Sorted(maps.Keys(r.Policies)) {
		inline, err := policy.Parse(policy.KindIdentity, name, r.Policies[name])
		if err != nil {
			return fmt.Errorf("policy %q: %w", name, err)
		}
		role.Inline = append(role.Inline, inline)
	}
	for _, arn := range append(slices.Clone(r.Attached), r.Boundary) {
		if _, known := l.store.Policy(arn); arn != "" && !known {
			return fmt.Errorf("there is no policy %s", arn)
		}
	}
	return l.store.AddRole(role)
}
