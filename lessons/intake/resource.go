package intake

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// take takes over one resource of a template.
func (s *stack) take(logical string, r *resource) {
	if r.kind == "AWS::CloudFormation::Stack" {
		s.d.left("%s is a stack of its own; put its template into the folder", logical)
	}
	if !strings.HasPrefix(r.kind, "AWS::Cognito::") && !strings.HasPrefix(r.kind, "AWS::IAM::") && !strings.HasPrefix(r.kind, "AWS::S3::") {
		return // no part of the way of a photo
	}
	properties := asJSON(s.resolve(r.properties))
	takes := map[string]func(*stack, string, *resource, []byte) error{
		"AWS::Cognito::UserPool": (*stack).takeUserPool, "AWS::Cognito::UserPoolClient": (*stack).takeClient,
		"AWS::Cognito::UserPoolDomain": (*stack).takeDomain, "AWS::Cognito::UserPoolGroup": (*stack).takeGroup,
		"AWS::Cognito::IdentityPool":               (*stack).takeIdentityPool,
		"AWS::Cognito::IdentityPoolRoleAttachment": func(s *stack, _ string, _ *resource, data []byte) error { return s.d.identityPoolRoles(data) },
		"AWS::Cognito::IdentityPoolPrincipalTag":   func(s *stack, _ string, _ *resource, data []byte) error { return s.d.tagMap(data) },
		"AWS::IAM::Role":                           (*stack).takeRole, "AWS::IAM::Policy": (*stack).takePolicy, "AWS::IAM::RolePolicy": (*stack).takePolicy,
		"AWS::IAM::ManagedPolicy": (*stack).takeManaged,
		"AWS::S3::Bucket":         (*stack).takeBucket, "AWS::S3::BucketPolicy": (*stack).takeBucketPolicy,
	}
	take, ok := takes[r.kind]
	if !ok {
		s.d.left("%s (%s) is not taken over", logical, r.kind)
		return
	}
	if err := take(s, logical, r, properties); err != nil {
		s.d.left("%s (%s): %v", logical, r.kind, err)
	}
}

func (s *stack) takeUserPool(logical string, r *resource, data []byte) error {
	var from userPool
	if err := decode(data, &from); err != nil {
		return err
	}
	from.Id = text(r.ref)
	if from.UserPoolName == "" {
		from.UserPoolName = text(logical)
	}
	s.d.userPool(from)
	return nil
}

func (s *stack) takeClient(logical string, r *resource, data []byte) error {
	var from userPoolClient
	if err := decode(data, &from); err != nil {
		return err
	}
	from.ClientId = text(r.ref)
	if from.ClientName == "" {
		from.ClientName = text(logical)
	}
	s.d.client(from)
	return nil
}

func (s *stack) poolOf(id string) (*pool, error) {
	for _, p := range s.d.pools {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, fmt.Errorf("its user pool %q is not in this template", id)
}

func (s *stack) takeDomain(_ string, _ *resource, data []byte) error {
	var from struct {
		UserPoolId, Domain text
		CustomDomainConfig jsontext.Value
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	p, err := s.poolOf(string(from.UserPoolId))
	if err != nil {
		return err
	}
	if len(from.CustomDomainConfig) > 0 {
		return fmt.Errorf("the custom domain %s is not taken over; give the pool a prefix in its member domain", from.Domain)
	}
	p.Domain = string(from.Domain)
	return nil
}

func (s *stack) takeGroup(_ string, _ *resource, data []byte) error {
	var from struct {
		UserPoolId, GroupName, RoleArn, Description text
		Precedence                                  *number
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	p, err := s.poolOf(string(from.UserPoolId))
	if err == nil {
		p.groups = append(p.groups, group{account.Group{Name: string(from.GroupName), About: string(from.Description), Precedence: (*int)(from.Precedence)}, string(from.RoleArn)})
	}
	return err
}

func (s *stack) takeIdentityPool(logical string, r *resource, data []byte) error {
	var from identityPoolAnswer
	if err := decode(data, &from); err != nil {
		return err
	}
	from.IdentityPoolId = text(r.ref)
	if from.IdentityPoolName == "" {
		from.IdentityPoolName = text(logical)
	}
	s.d.identityPool(from)
	return nil
}

func (s *stack) takeRole(_ string, r *resource, data []byte) error {
	var from struct {
		Path                     text
		AssumeRolePolicyDocument jsontext.Value
		Policies                 []struct {
			PolicyName     text
			PolicyDocument jsontext.Value
		}
		ManagedPolicyArns   texts
		PermissionsBoundary text
		MaxSessionDuration  number
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	trust, err := document(from.AssumeRolePolicyDocument)
	if err != nil {
		return err
	}
	s.d.roles = append(s.d.roles, &role{file: s.d.file, arn: r.attributes["Arn"], Role: account.Role{
		Name: r.ref, Path: elsewhere(from.Path), Trust: trust, Attached: from.ManagedPolicyArns, Boundary: string(from.PermissionsBoundary),
		MaxSessionSeconds: int(from.MaxSessionDuration),
	}})
	for _, p := range from.Policies {
		doc, err := document(p.PolicyDocument)
		if err != nil {
			return err
		}
		s.d.inline = append(s.d.inline, inline{s.d.file, r.ref, string(p.PolicyName), doc})
	}
	s.d.things++
	return nil
}

// takePolicy takes over inline policies that stand apart from their roles.
func (s *stack) takePolicy(_ string, _ *resource, data []byte) error {
	var from struct {
		PolicyName     text
		RoleName       text // AWS::IAM::RolePolicy
		Roles          texts
		PolicyDocument jsontext.Value
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	doc, err := document(from.PolicyDocument)
	if err != nil {
		return err
	}
	if from.RoleName != "" {
		from.Roles = append(from.Roles, string(from.RoleName))
	}
	for _, name := range from.Roles {
		s.d.inline = append(s.d.inline, inline{s.d.file, name, string(from.PolicyName), doc})
	}
	s.d.things++
	return nil
}

func (s *stack) takeManaged(_ string, r *resource, data []byte) error {
	var from struct {
		Roles          texts
		PolicyDocument jsontext.Value
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	doc, err := document(from.PolicyDocument)
	if err != nil {
		return err
	}
	m := managed{file: s.d.file, arn: r.ref, roles: from.Roles, ManagedPolicy: account.ManagedPolicy{Document: doc}}
	m.Name, m.Path = nameAndPath(r.ref)
	s.d.managed = append(s.d.managed, m)
	s.d.things++
	return nil
}

func (s *stack) takeBucket(_ string, r *resource, data []byte) error {
	var from struct {
		PublicAccessBlockConfiguration *struct{ BlockPublicPolicy, RestrictPublicBuckets flag }
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	block := from.PublicAccessBlockConfiguration // without one, S3 blocks
	s.d.bucket(account.Bucket{Name: r.ref, AllowPublic: block != nil && !bool(block.BlockPublicPolicy) && !bool(block.RestrictPublicBuckets)})
	return nil
}

func (s *stack) takeBucketPolicy(_ string, _ *resource, data []byte) error {
	var from struct {
		Bucket         text
		PolicyDocument jsontext.Value
	}
	if err := decode(data, &from); err != nil {
		return err
	}
	doc, err := document(from.PolicyDocument)
	if err == nil {
		s.d.bucket(account.Bucket{Name: string(from.Bucket), Policy: doc})
	}
	return err
}
