package iam

import (
	"context"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

// Role is a role as the API shows it.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
type Role struct {
	Path                     string
	RoleName                 string
	RoleId                   string
	Arn                      string
	CreateDate               time.Time
	AssumeRolePolicyDocument string // percent-encoded
	Description              string
	MaxSessionDuration       *int // seconds
	PermissionsBoundary      *PermissionsBoundary
	Tags                     []Tag
}

// PermissionsBoundary is the most that a role's policies can allow.
type PermissionsBoundary struct {
	PermissionsBoundaryType string // "Policy"
	PermissionsBoundaryArn  string
}

// Tag is a role's tag.
type Tag struct {
	Key   string `required:"true" min:"1" max:"128"`
	Value string `max:"256"`
}

// RoleRequest names a role.
type RoleRequest struct {
	RoleName string `required:"true" min:"1" max:"64" pattern:"[\\w+=,.@-]+"`
}

// role finds a role; ErrNoRole without one.
func (s *Service) role(ctx context.Context, name string) (principal.Role, error) {
	r, ok := s.Principals.Role(name)
	if !ok {
		trace.Failed(ctx, "role %s exists", name)
		return r, ErrNoRole.Saying(name)
	}
	return r, nil
}

// changeRole changes a role in place. change must not call the store.
func (s *Service) changeRole(ctx context.Context, name string, change func(*principal.Role) error) error {
	if _, err := s.role(ctx, name); err != nil {
		return err
	}
	return s.Principals.UpdateRole(name, change)
}
