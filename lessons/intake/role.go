package intake

import (
	"errors"
	"net/url"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// gotRole takes over get-role's answer.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
func (d *draft) gotRole(data []byte) error {
	var answer struct {
		Role struct {
			RoleName, Path, Arn      text
			AssumeRolePolicyDocument jsontext.Value
			MaxSessionDuration       number
			PermissionsBoundary      struct{ PermissionsBoundaryArn text }
			Tags                     []struct{ Key, Value text }
			Rest                     rest `json:",embed"`
		}
	}
	if err := decode(data, &answer); err != nil {
		return err
	}
	from := answer.Role
	if from.RoleName == "" {
		return errors.New("a role without RoleName; print it again with aws iam get-role")
	}
	trust, err := document(from.AssumeRolePolicyDocument)
	if err != nil {
		return err
	}
	d.unread("role "+string(from.RoleName), from.Rest, "RoleId", "CreateDate", "Description", "RoleLastUsed")
	r := &role{file: d.file, arn: string(from.Arn), Role: account.Role{
		Name: string(from.RoleName), Path: elsewhere(from.Path), Trust: trust, MaxSessionSeconds: int(from.MaxSessionDuration),
		Boundary: string(from.PermissionsBoundary.PermissionsBoundaryArn),
	}}
	for _, t := range from.Tags {
		if r.Tags == nil {
			r.Tags = map[string]string{}
		}
		r.Tags[string(t.Key)] = string(t.Value)
	}
	d.roles = append(d.roles, r)
	d.things++
	return nil
}

// elsewhere is a path, without the usual one.
func elsewhere(path text) string {
	if path == "/" {
		return ""
	}
	return string(path)
}

// document is a policy document: an object, or its text, as the API sends it (escaped as in an address) or as S3 does.
func document(v jsontext.Value) (jsontext.Value, error) {
	var written string
	if json.Unmarshal(v, &written) == nil {
		if plain, err := url.PathUnescape(written); err == nil && !jsontext.Value(written).IsValid() {
			written = plain
		}
		v = jsontext.Value(written)
	}
	if !v.IsValid() || v.Kind() != '{' {
		return nil, errors.New("the policy document in it is no JSON object")
	}
	return v, nil
}

// gotRolePolicy takes over get-role-policy's answer.
//
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
func (d *draft) gotRolePolicy(data []byte) error {
	var answer struct {
		RoleName, PolicyName text
		PolicyDocument       jsontext.Value
	}
	if err := decode(data, &answer); err != nil {
		return err
	}
	doc, err := document(answer.PolicyDocument)
	if err != nil {
		return err
	}
	d.inline = append(d.inline, inline{d.file, string(answer.RoleName), string(answer.PolicyName), doc})
	d.things++
	return nil
}
