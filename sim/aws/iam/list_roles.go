package iam

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"poolschool/sim/principal"
)

// ListRolesRequest asks for a page of roles.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
type ListRolesRequest struct {
	PathPrefix string `min:"1" max:"512" pattern:"/[!-~]*"`
	Marker     string `min:"1" max:"320"`
	MaxItems   *int   `min:"1" max:"1000"` // 100 when left out
}

// ListRolesResponse is a page.
type ListRolesResponse struct {
	Roles       []Role
	IsTruncated bool
	Marker      string
}

// ListRoles lists roles by name, without tags and boundaries, which GetRole shows.
func (s *Service) ListRoles(_ context.Context, in ListRolesRequest) (ListRolesResponse, error) {
	all := slices.DeleteFunc(s.Principals.Roles(), func(r principal.Role) bool { return !strings.HasPrefix(r.Path, in.PathPrefix) })
	from, to, next, err := page(len(all), in.MaxItems, in.Marker)
	if err != nil {
		return ListRolesResponse{}, err
	}
	out := ListRolesResponse{Roles: []Role{}, IsTruncated: next != "", Marker: next}
	for _, r := range all[from:to] {
		role := shown(r)
		role.Tags, role.PermissionsBoundary = nil, nil
		out.Roles = append(out.Roles, role)
	}
	return out, nil
}

// page cuts a page out of a list of length n. The marker says where the page before ended.
func page(n int, most *int, marker string) (from, to int, next string, err error) {
	if marker != "" {
		text, decodeErr := base64.StdEncoding.DecodeString(marker)
		from, err = strconv.Atoi(string(text))
		if decodeErr != nil || err != nil || from < 0 || from > n {
			return 0, 0, "", ErrInput.Saying("Invalid Marker.")
		}
	}
	size := 100
	if most != nil {
		size = *most
	}
	to = min(from+size, n)
	if to < n {
		next = base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(to)))
	}
	return from, to, next, nil
}
