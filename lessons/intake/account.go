package intake

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// account puts names in the place of ids, and leaves out what points at nothing.
func (d *draft) account() account.Account {
	a := account.Account{AccountID: d.accountNumber(), Region: d.region, Buckets: d.buckets}
	d.nameApart()
	for _, c := range d.clients {
		d.addClient(c)
	}
	d.attach()
	for _, r := range d.roles {
		a.Roles = append(a.Roles, r.Role)
	}
	for _, m := range d.managed {
		a.Policies = append(a.Policies, m.ManagedPolicy)
	}
	for _, p := range d.pools {
		for _, g := range p.groups {
			g.Role = d.roleName(p.file, "group "+g.Name, g.roleARN)
			p.Groups = append(p.Groups, g.Group)
		}
		a.UserPools = append(a.UserPools, p.UserPool)
	}
	for _, s := range d.settings {
		d.setRoles(s)
	}
	for _, t := range d.tagMaps {
		d.setTags(t)
	}
	for _, p := range d.identityPools {
		d.setLogins(p)
		a.IdentityPools = append(a.IdentityPools, p.IdentityPool)
	}
	d.missingBuckets(&a)
	d.app(&a)
	return a
}

// accountNumber is the number in the ARNs of the roles.
func (d *draft) accountNumber() string {
	for _, r := range d.roles {
		if parts := strings.Split(r.arn, ":"); d.accountID == "" && len(parts) == 6 {
			return parts[4]
		}
	}
	return d.accountID
}

// nameApart gives things of the same name, which the file could not tell apart, their id as name.
func (d *draft) nameApart() {
	seen := map[string]bool{}
	for _, p := range d.pools {
		if seen[p.Name] {
			p.Name = p.ID
		}
		seen[p.Name] = true
	}
	clients := map[string]bool{}
	for i := range d.clients {
		c := &d.clients[i]
		if clients[c.pool+"/"+c.Name] {
			c.Name = c.ID
		}
		clients[c.pool+"/"+c.Name] = true
	}
}

func (d *draft) addClient(c client) {
	for _, p := range d.pools {
		if p.ID == c.pool {
			p.Clients = append(p.Clients, c.Client)
			return
		}
	}
	d.leftOf(c.file, "app client %s belongs to user pool %s, which is in no file: aws cognito-idp describe-user-pool --user-pool-id %s", c.Name, c.pool, c.pool)
}

// setLogins accepts the user pools' clients that are there.
func (d *draft) setLogins(p *identityPool) {
	for _, l := range p.logins {
		_, poolID, _ := strings.Cut(l.provider, "/")
		pool, client, ok := d.clientOf(poolID, l.client)
		if !ok {
			d.leftOf(p.file, "identity pool %s accepts app client %s of user pool %s, which is in no file: aws cognito-idp describe-user-pool-client --user-pool-id %s --client-id %s", p.Name, l.client, poolID, poolID, l.client)
			continue
		}
		p.UserPools = append(p.UserPools, account.PoolLogin{Pool: pool, Client: client, CheckPool: l.check})
	}
	for _, arn := range p.oidc {
		d.leftOf(p.file, "identity pool %s: the login server %s is not taken over; add it to oidcProviders and oidc by hand", p.Name, arn)
	}
}

// clientOf finds the names of a pool and its client.
func (d *draft) clientOf(poolID, clientID string) (pool, client string, ok bool) {
	for _, p := range d.pools {
		for _, c := range p.Clients {
			if p.ID == poolID && c.ID == clientID {
				return p.Name, c.Name, true
			}
		}
	}
	return "", "", false
}

// providerName is how the account file calls a provider of a mapping or a tag map: POOL/CLIENT, POOL, or as AWS does.
func (d *draft) providerName(key string) string {
	host, ids, ok := strings.Cut(key, "/")
	if !ok || !strings.HasPrefix(host, "cognito-idp.") {
		return key
	}
	poolID, clientID, _ := strings.Cut(ids, ":")
	if pool, client, ok := d.clientOf(poolID, clientID); ok {
		return pool + "/" + client
	}
	for _, p := range d.pools {
		if p.ID == poolID && clientID == "" {
			return p.Name
		}
	}
	return key
}

func (d *draft) identityPoolOf(file, id string) *identityPool {
	for _, p := range d.identityPools {
		if p.ID == id {
			return p
		}
	}
	d.leftOf(file, "identity pool %s is in no file: aws cognito-identity describe-identity-pool --identity-pool-id %s", id, id)
	return nil
}

func (d *draft) setRoles(s poolRoles) {
	p := d.identityPoolOf(s.file, s.identityPool)
	if p == nil {
		return
	}
	p.Authenticated = d.roleName(s.file, "the authenticated role of identity pool "+p.Name, s.roles["authenticated"])
	p.Unauthenticated = d.roleName(s.file, "the guests' role of identity pool "+p.Name, s.roles["unauthenticated"])
	for _, key := range slices.Sorted(maps.Keys(s.mappings)) {
		from := s.mappings[key]
		m := account.Mapping{Provider: d.providerName(key), Type: string(from.Type), Ambiguous: string(cmp.Or(from.AmbiguousRoleResolution, "Deny"))}
		for _, r := range from.RulesConfiguration.Rules {
			name := d.roleName(s.file, "a rule of identity pool "+p.Name, string(r.RoleARN))
			if name != "" {
				m.Rules = append(m.Rules, account.Rule{Claim: string(r.Claim), Match: string(r.MatchType), Value: string(r.Value), Role: name})
			}
		}
		p.Mappings = append(p.Mappings, m)
	}
}

func (d *draft) setTags(t poolTags) {
	if p := d.identityPoolOf(t.file, t.identityPool); p != nil {
		p.TagMaps = append(p.TagMaps, account.TagMap{Provider: d.providerName(t.provider), Defaults: t.defaults, Tags: t.tags})
	}
}

// roleName is the name of a role by its ARN; "" if it is in no file.
func (d *draft) roleName(file, what, arn string) string {
	if arn == "" {
		return ""
	}
	name := arn[strings.LastIndexByte(arn, '/')+1:]
	for _, r := range d.roles {
		if r.arn == arn || r.arn == "" && r.Name == name {
			return r.Name
		}
	}
	d.leftOf(file, "%s is %s, which is in no file: aws iam get-role --role-name %s", what, arn, name)
	return ""
}

// missingBuckets adds the buckets that the roles' policies name: where people upload to has to be there.
func (d *draft) missingBuckets(a *account.Account) {
	for _, r := range a.Roles {
		for _, name := range slices.Sorted(maps.Keys(r.Policies)) {
			d.bucketsIn(a, "policy "+name+" of role "+r.Name, r.Policies[name])
		}
	}
	for _, p := range a.Policies {
		d.bucketsIn(a, "policy "+p.Name, p.Document)
	}
}

func (d *draft) bucketsIn(a *account.Account, what string, doc []byte) {
	for _, found := range bucketARN.FindAllSubmatch(doc, -1) {
		name := string(found[1])
		if !slices.ContainsFunc(a.Buckets, func(b account.Bucket) bool { return b.Name == name }) {
			a.Buckets = append(a.Buckets, account.Bucket{Name: name})
			d.leftOf("", "bucket %s is named by %s, and no file has its policy; it is taken to have none", name, what)
		}
	}
}

// app takes the client that people sign in with to be the app's: the first that an identity pool accepts, or the first.
func (d *draft) app(a *account.Account) {
	for _, p := range a.IdentityPools {
		if len(p.UserPools) > 0 {
			a.App.Pool, a.App.Client = p.UserPools[0].Pool, p.UserPools[0].Client
			return
		}
	}
	for _, p := range a.UserPools {
		if len(p.Clients) > 0 {
			a.App.Pool, a.App.Client = p.Name, p.Clients[0].Name
			return
		}
	}
}
