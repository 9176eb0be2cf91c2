package doctor

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/setup"
	"poolschool/sim/policy"
)

const (
	putAction = "s3:PutObject"
	variables = "2012-10-17" // the version in which ${…} is a variable
)

// namedBucket finds a bucket in a policy.
var namedBucket = regexp.MustCompile(`arn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])["/]`)

// mendUpload are changes that let the person put the photo.
func (p patient) mendUpload() []Change {
	if p.walk.cast.Bucket < 0 {
		return p.mendBucket()
	}
	x, ok := p.decision()
	if !ok {
		return nil
	}
	role := p.role(roleOf(x.Request.Principal.RoleARN))
	docs := p.documents(role)
	var all []Change
	if x.Outcome == policy.ExplicitDeny {
		for _, f := range x.Findings {
			if f.Matched && f.Effect == policy.Deny {
				all = append(all, docs.deny(f)...)
			}
		}
		return all
	}
	for _, f := range x.Findings {
		if f.Kind == x.Kind && f.Effect == policy.Allow && !f.Matched {
			all = append(all, docs.allow(f, p.resource())...)
		}
	}
	statement := map[string]any{"Effect": "Allow", "Action": putAction, "Resource": p.resource()}
	for _, d := range docs {
		if x.Kind == policy.KindBoundary && d.kind == policy.KindBoundary {
			all = append(all, change(Add, d.place.AppendToken("Statement"), statement))
		}
	}
	if x.Kind == policy.KindIdentity && role >= 0 {
		all = append(all, change(Set, setup.Place("roles", role, "policies", "PhotoUpload"), map[string]any{"Version": variables, "Statement": []any{statement}}).
			atAWS("aws iam put-role-policy"))
	}
	return all
}

func (p patient) mendBucket() []Change {
	name := p.options.Bucket
	for _, r := range p.Roles {
		for _, n := range slices.Sorted(maps.Keys(r.Policies)) {
			if found := namedBucket.FindSubmatch(r.Policies[n]); found != nil && name == "" {
				name = string(found[1])
			}
		}
	}
	if name == "" {
		name = "my-photos"
	}
	return []Change{change(Add, setup.Place("buckets"), map[string]string{"name": name}).atAWS("aws s3api create-bucket")}
}

// decision is IAM's about the upload.
func (p patient) decision() (policy.Explanation, bool) {
	for _, e := range p.walk.failed {
		if n := len(e.Decisions); e.To == "s3" && n > 0 {
			return e.Decisions[n-1], true
		}
	}
	return policy.Explanation{}, false
}

func roleOf(arn string) string { return arn[strings.LastIndexByte(arn, '/')+1:] }

// resource is where everybody may put their own photos, as a policy writes it.
func (p patient) resource() string {
	folder, _ := path.Split(p.options.Key)
	folder = strings.ReplaceAll(folder, "{identityId}", "${cognito-identity.amazonaws.com:sub}")
	return "arn:aws:s3:::" + p.walk.account.Buckets[p.walk.cast.Bucket].Name + "/" + folder + "*"
}

// document is a policy that had a say, with its place.
type document struct {
	kind  policy.Kind
	name  string
	place jsontext.Pointer
	text  jsontext.Value
	// detach takes the whole policy away.
	detach Change
}

type documents []document

// documents are the policies of a role and of the bucket.
func (p patient) documents(role int) documents {
	var all documents
	if role >= 0 {
		r := p.Roles[role]
		for _, name := range slices.Sorted(maps.Keys(r.Policies)) {
			place := setup.Place("roles", role, "policies", name)
			all = append(all, document{policy.KindIdentity, name, place, r.Policies[name], change(Remove, place, nil).atAWS("aws iam delete-role-policy")})
		}
		for i, m := range p.Policies {
			document := document{policy.KindIdentity, m.Name, setup.Place("policies", i, "document"), m.Document, Change{}}
			if n := slices.IndexFunc(r.Attached, func(arn string) bool { return roleOf(arn) == m.Name }); n >= 0 {
				document.detach = change(Remove, setup.Place("roles", role, "attached", n), nil).atAWS("aws iam detach-role-policy")
				all = append(all, document)
			}
			if roleOf(r.Boundary) == m.Name {
				document.kind, document.detach = policy.KindBoundary, change(Remove, setup.Place("roles", role, "boundary"), nil).atAWS("aws iam delete-role-permissions-boundary")
				all = append(all, document)
			}
		}
	}
	b := p.walk.cast.Bucket
	place := setup.Place("buckets", b, "policy")
	return append(all, document{policy.KindResource, p.Buckets[b].Name, place, p.Buckets[b].Policy, change(Remove, place, nil).atAWS("aws s3api delete-bucket-policy")})
}

// find is the statement that a finding is about.
func (d documents) find(f policy.Finding) (document, statement, bool) {
	for _, one := range d {
		if one.kind != f.Kind || one.name != f.Policy {
			continue
		}
		for _, s := range statements(one.place, one.text) {
			if s.index == f.Index {
				return one, s, true
			}
		}
	}
	return document{}, statement{}, false
}

// deny takes a statement away that denies; a policy that holds nothing else goes with it.
func (d documents) deny(f policy.Finding) []Change {
	doc, s, ok := d.find(f)
	switch {
	case !ok:
		return nil
	case s.only:
		return []Change{doc.detach}
	}
	return []Change{change(Remove, s.place, nil)}
}

// allow lets the one part of a statement hold that does not.
func (d documents) allow(f policy.Finding, resource string) []Change {
	doc, s, ok := d.find(f)
	if !ok {
		return nil
	}
	all := []Change{change(Set, doc.place.AppendToken("Version"), variables)}
	for _, part := range f.Parts {
		switch {
		case part.OK:
		case part.Element == "action" && s.parts["NotAction"] == nil:
			all = append(all, change(Add, s.place.AppendToken("Action"), putAction))
		case part.Element == "resource" && s.parts["NotResource"] == nil:
			all = append(all, s.extended("Resource", resource))
		case part.Element == "condition":
			s.conditions(func(place jsontext.Pointer, operator, key string, _ jsontext.Value) {
				if operator == part.Operator && key == part.Key {
					all = append(all, change(Remove, place, nil).atAWS("or let the app send what the condition asks for"))
				}
			})
		}
	}
	return all
}
