package userpool

import (
	"context"
	"maps"
	"slices"

	"poolschool/sim/trace"
)

// Refusals of changes to a profile.
var (
	errAddressTaken = refusal("AliasExistsException", "An account with the given %s already exists.")
	errKeep         = refusal("InvalidParameterException", "user.%s: Required attribute cannot be deleted.\n")
)

// addresses are the attributes that can be verified.
func addresses() []string { return []string{"email", "phone_number"} }

// checkChange holds new values against the schema and against what others are called. A blank
// value deletes. Callers hold mu.
func (p *pool) checkChange(ctx context.Context, u *user, changes map[string]string) error {
	if err := p.checkAttributes(changes); err != nil {
		trace.Failed(ctx, "the attributes fit the pool's schema")
		return err
	}
	for _, name := range sortedKeys(changes) {
		a, _ := p.attribute(name)
		// The same value again is refused too, as people find whose provider maps an immutable e-mail.
		if _, had := u.attributes[name]; had && !a.mutable {
			trace.Failed(ctx, "%s may change after it was first set", name)
			return errImmutable.Saying(name).Because("%s is not mutable in this pool's schema", name)
		}
		if a.required && changes[name] == "" {
			return errKeep.Saying(name).Because("%s is required in this pool", name)
		}
	}
	trace.Passed(ctx, "the attributes fit the pool's schema")
	return p.checkVerified(ctx, u, changes)
}

// checkVerified refuses to verify what is not there. Callers hold mu.
func (p *pool) checkVerified(ctx context.Context, u *user, changes map[string]string) error {
	for _, said := range [][3]string{{"email", "Email", "an email"}, {"phone_number", "Phone Number", "a phone number"}} {
		kind := said[0]
		address, changed := changes[kind]
		if !changed {
			address = u.attributes[kind]
		}
		if changes[kind+"_verified"] != "" && address == "" {
			trace.Failed(ctx, "there is a %s to say that of", kind)
			return errVerifyNothing.Saying(said[1], said[2])
		}
	}
	return nil
}

// unverified splits changes: what counts now, and the addresses to which a code must go. An address
// that the pool wants verified first is in the second alone. Callers hold mu.
func (p *pool) unverified(ctx context.Context, u *user, changes map[string]string) (now map[string]string, codes []string, err error) {
	now = maps.Clone(changes)
	for _, kind := range addresses() {
		address := changes[kind]
		if address == "" || address == u.attributes[kind] || changes[kind+"_verified"] == "true" || !slices.Contains(p.AutoVerify, kind) {
			continue
		}
		codes = append(codes, kind)
		if slices.Contains(p.VerifyBeforeUpdate, kind) {
			if other := p.holder(u, address); other != nil {
				trace.Failed(ctx, "the new %s is nobody else's", kind)
				return nil, nil, errAddressTaken.Saying(kind).Because("%s signs in with it", other.name)
			}
			trace.Passed(ctx, "the old %s stays until the new one is verified", kind)
			delete(now, kind)
		}
	}
	return now, codes, nil
}

// change writes attributes. An address that changes is no longer verified, unless the change says
// so too. It refuses an address under which another user signs in. Callers hold mu.
func (p *pool) change(u *user, changes map[string]string) error {
	after := &user{name: u.name, sub: u.sub, status: u.status, attributes: maps.Clone(u.attributes)}
	for name, value := range changes {
		if value == "" {
			delete(after.attributes, name)
		} else {
			after.attributes[name] = value
		}
	}
	for _, kind := range addresses() {
		if value, changed := changes[kind]; changed && value != u.attributes[kind] && changes[kind+"_verified"] == "" {
			delete(after.attributes, kind+"_verified")
			if value != "" {
				after.attributes[kind+"_verified"] = "false"
			}
		}
	}
	if kind, other := p.clash(after, u); other != nil {
		return errAddressTaken.Saying(kind).Because("%s signs in with it", other.name)
	}
	p.unindex(u)
	for _, kind := range addresses() {
		if u.attributes[kind] != after.attributes[kind] {
			delete(u.codes, attributeCode(kind, "").purpose) // it verifies the former address
		}
	}
	u.attributes = after.attributes
	p.index(u)
	return nil
}

// deletions are the changes that remove attributes. What says that an address is verified goes
// with the address.
func deletions(names []string) map[string]string {
	changes := map[string]string{}
	for _, name := range names {
		changes[name] = ""
		if slices.Contains(addresses(), name) {
			changes[name+"_verified"] = ""
		}
	}
	return changes
}

// isAddress reports whether an attribute can be verified by a code.
func isAddress(name string) bool { return slices.Contains(addresses(), name) }
