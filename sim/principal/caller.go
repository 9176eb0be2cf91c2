package principal

import (
	"strconv"
	"strings"
	"time"

	"poolschool/sim/policy"
)

// Caller is who made a request, as the gate proved it. The zero Caller is nobody; a caller
// who sent no signature is Anonymous.
type Caller struct {
	Anonymous bool
	ARN       string // the user's, or arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION
	AccountID string // twelve digits
	UserID    string // AIDA…, or AROA…:SESSION

	User    *User    // set for an IAM user
	Role    *Role    // set for a session whose role still exists
	Session *Session // set for temporary credentials

	boundary *policy.Policy
	attached []policy.Policy
}

// Anonymous is the caller who sent no signature.
func Anonymous() Caller { return Caller{Anonymous: true} }

// Lookup finds the caller behind an access key id, with the secret and the session token
// that its requests must match. It does not look at the clock.
func (s *Store) Lookup(accessKeyID, accountID string) (c Caller, keys Credentials, found bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if name, ok := s.userByKey[accessKeyID]; ok {
		u := s.users[name]
		c = Caller{ARN: u.ARN, AccountID: accountID, UserID: u.ID, User: &u}
		c.attached, c.boundary = u.Policies, s.boundary(u.Boundary)
		return c, u.Credentials(), true
	}
	x, ok := s.sessions[accessKeyID]
	if !ok {
		return Caller{}, Credentials{}, false
	}
	name := RoleName(x.RoleARN)
	c = Caller{
		ARN:       "arn:aws:sts::" + accountID + ":assumed-role/" + name + "/" + x.Name,
		AccountID: accountID, UserID: x.RoleID + ":" + x.Name, Session: &x,
	}
	// A role that was deleted and made anew has another id, and old sessions do not get its rights.
	if r, ok := s.roles[name]; ok && r.ID == x.RoleID {
		c.Role = &r
		c.attached, c.boundary = s.permissions(r), s.boundary(r.Boundary)
	}
	return c, x.Credentials(), true
}

// permissions are a role's inline and attached policies. The caller holds the lock.
func (s *Store) permissions(r Role) []policy.Policy {
	if len(r.Attached) == 0 {
		return r.Inline
	}
	out := append([]policy.Policy(nil), r.Inline...)
	for _, arn := range r.Attached {
		if p, ok := s.policies[arn]; ok {
			out = append(out, p.Policy)
		}
	}
	return out
}

// boundary is the policy that bounds a role. One that is named but gone allows nothing.
func (s *Store) boundary(arn string) *policy.Policy {
	if arn == "" {
		return nil
	}
	p := s.policies[arn].Policy
	return &p
}

// PolicyPrincipal is the caller as policies see it.
func (c Caller) PolicyPrincipal() policy.Principal {
	p := policy.Principal{ARN: c.ARN, AccountID: c.AccountID, UserID: c.UserID, Anonymous: c.Anonymous}
	if c.Session != nil {
		p.RoleARN, p.Federated = c.Session.RoleARN, c.Session.Federated
	}
	return p
}

// Policies are the policies on the caller's side: what it may do, the most it may ever do,
// and what its session was cut down to.
func (c Caller) Policies() policy.Policies {
	out := policy.Policies{Identity: c.attached, Boundary: c.boundary}
	if c.Session != nil {
		out.Session = c.Session.Policies
	}
	return out
}

// Context is what conditions and policy variables can know about the caller at that time.
// Keys about the request itself are the gate's to add.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func (c Caller) Context(now time.Time) policy.Context {
	k := policy.Context{
		"aws:currenttime": {now.UTC().Format(time.RFC3339)},
		"aws:epochtime":   {strconv.FormatInt(now.Unix(), 10)},
	}
	if c.Anonymous {
		k.Set("aws:PrincipalType", "Anonymous")
		k.Set("aws:userid", "anonymous")
		return k
	}
	k.Set("aws:userid", c.UserID)
	k.Set("aws:PrincipalAccount", c.AccountID)
	switch {
	case c.User != nil:
		k.Set("aws:PrincipalType", "User")
		k.Set("aws:PrincipalArn", c.ARN)
		k.Set("aws:username", c.User.Name)
		c.tags(k, c.User.Tags)
	case c.Session != nil:
		k.Set("aws:PrincipalType", "AssumedRole")
		// The role's ARN, not the session's: conditions written for a role hold for all of its sessions.
		k.Set("aws:PrincipalArn", c.Session.RoleARN)
		k.Set("aws:TokenIssueTime", c.Session.Issued.UTC().Format(time.RFC3339))
		if c.Session.Federated != "" {
			k.Set("aws:FederatedProvider", c.Session.Federated)
		}
		if c.Role != nil {
			c.tags(k, c.Role.Tags)
		}
		c.tags(k, c.Session.Tags)
		for name, values := range c.Session.Context {
			k.Set(name, values...)
		}
	}
	return k
}

func (c Caller) tags(k policy.Context, tags map[string]string) {
	for name, value := range tags {
		k.Set("aws:PrincipalTag/"+name, value)
	}
}

// Who is the caller in a few words for a learner: "role AppUser (session
// CognitoIdentityCredentials)".
func (c Caller) Who() string {
	switch {
	case c.Anonymous:
		return "nobody (the request is not signed)"
	case c.User != nil:
		return "IAM user " + c.User.Name
	case c.Session != nil:
		return "role " + RoleName(c.Session.RoleARN) + " (session " + c.Session.Name + ")"
	}
	return strings.TrimSpace(c.ARN)
}
