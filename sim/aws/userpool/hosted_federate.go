package userpool

import (
	"context"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// errAttributesRequired answers a mapping that leaves out what the pool requires.
var errAttributesRequired = refusal("InvalidParameterException", "attributes required: [%s]")

// errNoSubject answers a provider that does not say who it is.
var errNoSubject = refusal("InvalidParameterException", "The provider's answer lacks the claim %s.")

// subjectClaim is where a provider says who somebody is.
func subjectClaim(x account.SocialProvider) string {
	switch providerType(x) {
	case typeFacebook:
		return "id"
	case typeSAML:
		return "NameID"
	case typeAmazon:
		return "user_id"
	}
	if claim := x.Mapping["username"]; claim != "" {
		return claim
	}
	return "sub"
}

// mapped are the attributes that a provider's claims become. A claim that is missing leaves its attribute as it is.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
func mapped(x account.SocialProvider, claims map[string]string) map[string]string {
	out := map[string]string{}
	for attribute, claim := range x.Mapping {
		if value := claims[claim]; attribute != "username" && value != "" {
			out[attribute] = value
		}
	}
	return out
}

// federate finds the profile of somebody for whom an outside provider vouches, makes it at the first sign-in, and
// brings its mapped attributes up to date at every one.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
func (s *Service) federate(ctx context.Context, c *client, x account.SocialProvider, claims map[string]string) (*user, error) {
	id := claims[subjectClaim(x)]
	if id == "" {
		return nil, errNoSubject.Saying(subjectClaim(x))
	}
	told, err := s.inbound(ctx, c, x, id, claims)
	if err != nil {
		return nil, err
	}
	changes := mapped(x, told)
	s.mu.Lock()
	u, err := s.returning(ctx, c, x, id, claims, changes)
	s.mu.Unlock()
	if u != nil || err != nil {
		return u, err
	}
	return s.firstTime(ctx, c, x, id, claims, changes)
}

// returning finds and updates a profile that is there; nil when there is none. Callers hold mu.
func (s *Service) returning(ctx context.Context, c *client, x account.SocialProvider, id string, claims, changes map[string]string) (*user, error) {
	p := c.pool
	u := p.federated(x, id, claims)
	if u == nil {
		return nil, nil
	}
	trace.Passed(ctx, "%s is known here as %s", id, u.name)
	if u.disabled {
		trace.Failed(ctx, "the user is enabled")
		return nil, errDisabled
	}
	if err := p.checkMapped(ctx, c, u, changes); err != nil {
		return nil, err
	}
	if err := p.change(u, changes); err != nil {
		return nil, err
	}
	trace.Passed(ctx, "mapped attributes are up to date: %s", strings.Join(sortedKeys(changes), ", "))
	return u, nil
}

// federated is the profile that a login leads to: the one that it made, or one that an administrator has linked, by the
// provider's id or by another claim. Callers hold mu.
func (p *pool) federated(x account.SocialProvider, id string, claims map[string]string) *user {
	if u := p.linked(login{x.Name, subjectAttribute, id}); u != nil {
		return u
	}
	for _, claim := range sortedKeys(claims) {
		if u := p.linked(login{x.Name, claim, claims[claim]}); u != nil {
			return u
		}
	}
	// Whoever signs up under that name is not the person that the provider means.
	if u := p.users[p.fold(x.Name+"_"+id)]; u != nil && u.status == statusExternal {
		return u
	}
	return nil
}

// checkMapped holds mapped attributes against the schema, against what the client may write, and against what the pool
// requires. Callers hold mu.
func (p *pool) checkMapped(ctx context.Context, c *client, u *user, changes map[string]string) error {
	var missing []string
	for _, name := range p.Required {
		if changes[name] == "" && u.attributes[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		trace.Failed(ctx, "every required attribute is mapped")
		return errAttributesRequired.Saying(strings.Join(missing, ", ")).Because("AttributeMapping of the provider, or its answer, lacks them")
	}
	for _, name := range sortedKeys(changes) {
		if !isVerification(name) && !c.writable(name) {
			trace.Failed(ctx, "this client may write %s", name)
			return errWriteDenied.Because("%s is mapped, and this client may not write it (WriteAttributes)", name)
		}
	}
	return p.checkChange(ctx, u, changes)
}

func isVerification(name string) bool { return strings.HasSuffix(name, "_verified") }

// firstTime makes the profile of somebody who has never been here. An address counts as unverified unless the mapping
// says otherwise.
func (s *Service) firstTime(ctx context.Context, c *client, x account.SocialProvider, id string, claims, changes map[string]string) (*user, error) {
	p, now := c.pool, s.Clock.Now()
	u := &user{
		name: p.fold(x.Name + "_" + id), sub: s.Chance.ID(), status: statusExternal, attributes: map[string]string{},
		created: now, modified: now, passwordSet: now,
	}
	for name, value := range changes {
		u.attributes[name] = value
	}
	for _, kind := range addresses() {
		if u.attributes[kind] != "" && u.attributes[kind+"_verified"] == "" {
			u.attributes[kind+"_verified"] = "false"
		}
	}
	asked := &PreSignUp{Event: s.event("PreSignUp_ExternalProvider", p, c, u.name, u, nil), ValidationData: maps.Clone(claims)}
	if err := run(ctx, "PreSignUp", s.triggersOf(p).PreSignUp, asked); err != nil {
		return nil, err
	}
	s.mu.Lock()
	known, err := s.addFederated(ctx, c, x, id, claims, u)
	s.mu.Unlock()
	if known != u || err != nil {
		return known, err
	}
	return u, s.confirmed(ctx, p, c, u, nil)
}

// addFederated stores a profile with its login and the provider's own group. Somebody who has come by two doors at once
// gets one profile. Callers hold mu.
func (s *Service) addFederated(ctx context.Context, c *client, x account.SocialProvider, id string, claims map[string]string, u *user) (*user, error) {
	p := c.pool
	if known := p.federated(x, id, claims); known != nil {
		return known, nil
	}
	if _, taken := p.users[u.name]; taken {
		trace.Failed(ctx, "the username %s is free", u.name)
		return nil, errUserExists.Because("somebody else has signed up as %s", u.name)
	}
	if err := p.checkMapped(ctx, c, u, u.attributes); err != nil {
		return nil, err
	}
	if kind, other := p.clash(u, u); other != nil {
		trace.Failed(ctx, "the %s is nobody else's alias", kind)
		return nil, errAliasTaken.Saying(kind).Because("%s has verified the same address", other.name)
	}
	p.add(u)
	p.link(u, link{login: login{x.Name, subjectAttribute, id}, kind: providerType(x), primary: true, since: s.Clock.Now()})
	name := p.ID + "_" + x.Name
	if p.groups[name] == nil {
		now := s.Clock.Now()
		p.groups[name] = &group{name: name, description: "Autogenerated group for users who sign in using " + x.Name, created: now, modified: now}
	}
	if !slices.Contains(u.groups, name) {
		u.groups = append(u.groups, name)
	}
	trace.Passed(ctx, "a profile for %s: %s, %s, in the group %s", id, u.name, u.status, name)
	return u, nil
}
