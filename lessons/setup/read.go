// Package setup holds people's own accounts: it reads their file with every policy in it, and puts such an account in
// place of the one that a lesson expects.
package setup

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
	"poolschool/sim/policy"
)

// Read reads an account file and every policy in it. An error is one line: "file:line: what, and what to do".
func Read(file string, data []byte) (account.Account, error) {
	a, err := account.Parse(file, data)
	if err != nil {
		return account.Account{}, err
	}
	for _, d := range documents(a) {
		err := d.parse()
		var wrong *policy.SyntaxError
		if errors.As(err, &wrong) {
			line := account.Line(data, d.place) + max(wrong.Line, 1) - 1
			return account.Account{}, fmt.Errorf("%s:%d: %s: %w; correct the policy", file, line, d.title, wrong)
		}
		if err != nil {
			return account.Account{}, fmt.Errorf("%s:%d: %s: %w", file, account.Line(data, d.place), d.title, err)
		}
	}
	return a, nil
}

// document is a policy of an account file.
type document struct {
	title string
	place jsontext.Pointer
	kind  policy.Kind
	name  string // as decisions call it
	text  jsontext.Value
}

func (d document) parse() error {
	if len(d.text) == 0 {
		return errors.New("the policy document is missing; put it in, as IAM has it")
	}
	var err error
	if d.kind == policy.KindResource {
		_, err = policy.ParseBucketPolicy(d.name, d.text)
	} else {
		_, err = policy.Parse(d.kind, d.name, d.text)
	}
	return err
}

// documents are all policies of an account, in the order of the file.
func documents(a account.Account) []document {
	var all []document
	for i, r := range a.Roles {
		role := Place("roles", i)
		all = append(all, document{fmt.Sprintf("the trust policy of role %q", r.Name), role.AppendToken("trust"), policy.KindTrust, r.Name, r.Trust})
		for _, name := range slices.Sorted(maps.Keys(r.Policies)) {
			all = append(all, document{fmt.Sprintf("the policy %q of role %q", name, r.Name), role.AppendToken("policies").AppendToken(name), policy.KindIdentity, name, r.Policies[name]})
		}
	}
	for i, p := range a.Policies {
		all = append(all, document{fmt.Sprintf("the policy %q", p.Name), Place("policies", i, "document"), policy.KindIdentity, p.Name, p.Document})
	}
	for i, b := range a.Buckets {
		if len(b.Policy) > 0 {
			all = append(all, document{fmt.Sprintf("the policy of bucket %q", b.Name), Place("buckets", i, "policy"), policy.KindResource, b.Name, b.Policy})
		}
	}
	return all
}

// Place is where a member of a file stands: Place("roles", 0, "trust").
func Place(parts ...any) jsontext.Pointer {
	var p jsontext.Pointer
	for _, part := range parts {
		p = p.AppendToken(fmt.Sprint(part))
	}
	return p
}
