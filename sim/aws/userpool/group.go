package userpool

import (
	"context"
	"slices"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/awsjson"
)

// group is a group of a pool. Its role is only a claim: an identity pool may be set to use it.
type group struct {
	name              string
	description       string
	roleARN           string
	precedence        *int // nil is the lowest
	created, modified time.Time
}

// roles returns what a user's groups put into the ID token: every role, and the one that is
// preferred: of the group with the lowest precedence number. Two such groups with
// different roles leave it open.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
func (p *pool) roles(u *user) (all []string, preferred string) {
	var best []*group
	for _, name := range u.groups {
		g := p.groups[name]
		if g == nil || g.roleARN == "" {
			continue
		}
		if !slices.Contains(all, g.roleARN) {
			all = append(all, g.roleARN)
		}
		switch {
		case len(best) == 0 || before(g.precedence, best[0].precedence):
			best = []*group{g}
		case !before(best[0].precedence, g.precedence):
			best = append(best, g)
		}
	}
	for _, g := range best {
		if preferred != "" && g.roleARN != preferred {
			return all, ""
		}
		preferred = g.roleARN
	}
	return all, preferred
}

// before reports whether precedence a is higher than b: the smaller number, and any
// number before none.
func before(a, b *int) bool {
	if a == nil {
		return false
	}
	return b == nil || *a < *b
}

// Group is a group as the API writes it.
type Group struct {
	GroupName        string
	UserPoolId       string
	Description      string `json:",omitempty"`
	RoleArn          string `json:",omitempty"`
	Precedence       *int   `json:",omitzero"`
	LastModifiedDate awsjson.Epoch
	CreationDate     awsjson.Epoch
}

// GroupResponse is the whole answer of operations on one group.
type GroupResponse struct{ Group Group }

// GroupRequest names a group of a pool: the whole request of several operations.
type GroupRequest struct {
	GroupName  string `required:"true" min:"1" max:"128" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	UserPoolId string `required:"true" min:"1" max:"55" pattern:"[\\w-]+_[0-9a-zA-Z]+"`
}

// errNoGroup answers a group that the pool does not have. The text was seen in logs (amplify-cli 2214).
var errNoGroup = refusal("ResourceNotFoundException", "Group not found.")

func (g *group) shown(p *pool) Group {
	return Group{
		GroupName: g.name, UserPoolId: p.ID, Description: g.description, RoleArn: g.roleARN, Precedence: g.precedence,
		LastModifiedDate: awsjson.Epoch{Time: g.modified}, CreationDate: awsjson.Epoch{Time: g.created},
	}
}

// groupIn finds a pool and a group in it. Callers hold mu.
func (s *Service) groupIn(ctx context.Context, poolID, name string) (*pool, *group, error) {
	p, err := s.poolIn(ctx, poolID)
	if err != nil {
		return nil, nil, err
	}
	g, ok := p.groups[name]
	if !ok {
		trace.Failed(ctx, "group %q is in the pool", name)
		return nil, nil, errNoGroup
	}
	trace.Passed(ctx, "group %q is in the pool", name)
	return p, g, nil
}

func (s *Service) arnOfGroup(in GroupRequest) string { return s.poolARN(in.UserPoolId) }
