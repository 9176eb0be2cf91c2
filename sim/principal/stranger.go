package principal

import (
	"slices"
	"strings"

	"poolschool/sim/policy"
)

// Stranger finds a role or user of the account that a policy names as a principal and that is not there. What it cannot
// know, such as principals of other accounts, it believes.
func (s *Store) Stranger(p policy.Policy, accountID string) (arn string, found bool) {
	for i := range p.Statements {
		for _, set := range []*policy.PrincipalSet{p.Statements[i].Principal, p.Statements[i].NotPrincipal} {
			if set == nil {
				continue
			}
			if at := slices.IndexFunc(set.AWS, func(arn string) bool { return !s.known(arn, accountID) }); at >= 0 {
				return set.AWS[at], true
			}
		}
	}
	return "", false
}

func (s *Store) known(arn, accountID string) bool {
	rest, own := strings.CutPrefix(arn, "arn:aws:iam::"+accountID+":")
	switch {
	case own && strings.HasPrefix(rest, "role/"):
		_, ok := s.RoleByARN(arn)
		return ok
	case own && strings.HasPrefix(rest, "user/"):
		u, ok := s.User(rest[strings.LastIndexByte(rest, '/')+1:])
		return ok && u.ARN == arn
	}
	return true
}
