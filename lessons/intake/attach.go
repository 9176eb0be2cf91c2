package intake

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// attach gives the roles their policies.
func (d *draft) attach() {
	for _, p := range d.inline {
		r := d.roleOf(p.role)
		if r == nil {
			d.leftOf(p.file, "it is a policy of role %s, which is in no file: aws iam get-role --role-name %s", p.role, p.role)
			continue
		}
		if r.Policies == nil {
			r.Policies = map[string]jsontext.Value{}
		}
		r.Policies[p.name] = p.document
	}
	own := "arn:aws:iam::" + d.accountOr() + ":policy"
	for i := range d.managed {
		m := &d.managed[i]
		m.arn = own + pathOr(m.Path) + m.Name
		for _, name := range m.roles {
			if r := d.roleOf(name); r != nil {
				r.Attached = append(r.Attached, m.arn)
			} else {
				d.leftOf(m.file, "policy %s belongs to role %s, which is in no file", m.Name, name)
			}
		}
	}
	d.attachTheOnly()
	for _, r := range d.roles {
		var attached []string
		for _, arn := range r.Attached {
			if own := d.known(r, "attached", arn); own != "" && !slices.Contains(attached, own) {
				attached = append(attached, own)
			}
		}
		r.Attached = attached
		if r.Boundary != "" {
			r.Boundary = d.known(r, "as permissions boundary", r.Boundary)
		}
		if len(r.Policies) == 0 && len(r.Attached) == 0 {
			d.leftOf(r.file, "role %s has no policy in these files, so it may do nothing: aws iam get-role-policy, or get-policy-version and the policy's ARN in its member attached", r.Name)
		}
	}
}

// attachTheOnly gives the only managed policy that nobody has to the only role that has none: get-policy-version does not
// say whose it is.
func (d *draft) attachTheOnly() {
	var bare []*role
	for _, r := range d.roles {
		if len(r.Policies) == 0 && len(r.Attached) == 0 {
			bare = append(bare, r)
		}
	}
	var free []managed
	for _, m := range d.managed {
		if !slices.ContainsFunc(d.roles, func(r *role) bool { return r.has(m) }) {
			free = append(free, m)
		}
	}
	if len(bare) == 1 && len(free) == 1 {
		bare[0].Attached = []string{free[0].arn}
		d.leftOf(free[0].file, "policy %s is taken to be attached to role %s, the only one without a policy; aws iam list-attached-role-policies says whether it is", free[0].Name, bare[0].Name)
		return
	}
	for _, m := range free {
		d.leftOf(m.file, "which role has policy %s does not stand here; put %s in the member attached of that role", m.Name, m.arn)
	}
}

// known is the ARN under which the account has a managed policy. AWS's own policies are not simulated: a copy in a file takes
// their place. "" is a policy that is in no file.
func (d *draft) known(r *role, how, arn string) string {
	name := arn[strings.LastIndexByte(arn, '/')+1:]
	for _, m := range d.managed {
		if m.arn == arn || m.Name == name {
			return m.arn
		}
	}
	d.leftOf(r.file, "role %s has %s %s, which is in no file; print it with aws iam get-policy-version into %s.json", r.Name, arn, how, name)
	return ""
}

// has reports whether a policy is attached to a role, or its boundary.
func (r *role) has(m managed) bool {
	return slices.ContainsFunc(append([]string{r.Boundary}, r.Attached...), func(arn string) bool {
		return arn == m.arn || strings.HasSuffix(arn, "/"+m.Name)
	})
}

func (d *draft) roleOf(name string) *role {
	for _, r := range d.roles {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// accountOr is the account's number, or the one that a simulated account has without one.
func (d *draft) accountOr() string {
	if number := d.accountNumber(); number != "" {
		return number
	}
	return defaultAccount
}

const (
	defaultAccount = "111122223333"
	defaultRegion  = "us-east-1"
)

func pathOr(path string) string {
	if path == "" {
		return "/"
	}
	return path
}
