package userpool

import (
	"slices"
	"time"
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
