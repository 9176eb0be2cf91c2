package iam

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"poolschool/sim/chance"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// CreateRoleRequest describes a role.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
type CreateRoleRequest struct {
	Path                     string `min:"1" max:"512" pattern:"(/)|(/[!-~]+/)"`
	RoleName                 string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
	AssumeRolePolicyDocument string `required:"true" min:"1" max:"131072"`
	Description              string `max:"1000"`
	MaxSessionDuration       *int   `min:"3600" max:"43200"` // seconds; 3600 when left out
	PermissionsBoundary      string `min:"20" max:"2048"`
	Tags                     []Tag  `max:"50"`
}

// RoleResponse is one role.
type RoleResponse struct{ Role Role }

// CreateRole makes a role without permissions: what it may do is put on later.
func (s *Service) CreateRole(ctx context.Context, in CreateRoleRequest) (RoleResponse, error) {
	trust, err := s.trustDocument(ctx, in.RoleName, in.AssumeRolePolicyDocument)
	if err != nil {
		return RoleResponse{}, err
	}
	if err := s.boundary(ctx, in.PermissionsBoundary); err != nil {
		return RoleResponse{}, err
	}
	r := principal.Role{
		Name: in.RoleName, Path: pathOr(in.Path), ID: "AROA" + chance.Text(s.Chance, 17, chance.Base32),
		ARN: s.arn("role" + pathOr(in.Path) + in.RoleName), Description: in.Description, Trust: trust,
		Boundary: in.PermissionsBoundary, MaxSession: time.Hour, Created: s.Clock.Now(),
	}
	if in.MaxSessionDuration != nil {
		r.MaxSession = time.Duration(*in.MaxSessionDuration) * time.Second
	}
	if r.Tags, err = tagsOf(in.Tags); err != nil {
		return RoleResponse{}, err
	}
	if err := s.Principals.AddRole(r); errors.Is(err, principal.ErrExists) {
		trace.Failed(ctx, "the name %s is free", in.RoleName)
		return RoleResponse{}, ErrRoleExists.Saying(in.RoleName)
	} else if err != nil {
		return RoleResponse{}, err
	}
	trace.Summarize(ctx, "role %s", r.Name)
	return RoleResponse{shown(r)}, nil
}

func tagsOf(list []Tag) (map[string]string, error) {
	if len(list) == 0 {
		return nil, nil
	}
	tags, keys := make(map[string]string, len(list)), map[string]bool{}
	for _, t := range list {
		key := strings.ToLower(t.Key)
		if keys[key] {
			return nil, ErrInput.Saying("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		if strings.HasPrefix(key, "aws:") {
			return nil, ErrInput.Saying("System tags cannot be added/updated by requester").Because("keys that begin with aws: are AWS's own")
		}
		tags[t.Key], keys[key] = t.Value, true
	}
	return tags, nil
}

// shown is a role as the API shows it.
func shown(r principal.Role) Role {
	life := int(max(r.MaxSession, time.Hour) / time.Second)
	out := Role{
		Path: r.Path, RoleName: r.Name, RoleId: r.ID, Arn: r.ARN, CreateDate: r.Created,
		AssumeRolePolicyDocument: encoded(r.Trust.Source), Description: r.Description, MaxSessionDuration: &life,
	}
	if r.Boundary != "" {
		out.PermissionsBoundary = &PermissionsBoundary{"Policy", r.Boundary}
	}
	for _, key := range slices.Sorted(maps.Keys(r.Tags)) {
		out.Tags = append(out.Tags, Tag{key, r.Tags[key]})
	}
	return out
}
