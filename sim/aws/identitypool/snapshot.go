package identitypool

import (
	"slices"
	"strings"

	"poolschool/sim/account"
)

// Snapshot shows the pools with their identities, oldest first.
func (s *Service) Snapshot() []account.Node {
	s.mu.Lock()
	defer s.mu.Unlock()
	var nodes []account.Node
	for _, id := range s.poolOrder {
		p := s.pools[id]
		node := account.Node{Side: account.IdentitySide, Kind: "identity pool", ID: id, Label: p.IdentityPoolName, Note: "no guests"}
		if p.guests() {
			node.Note = "guests allowed"
		}
		for _, i := range s.identitiesOf(id) {
			node.Children = append(node.Children, account.Node{Side: account.IdentitySide, Kind: "identity", ID: i.id, Label: short(i.id), Note: i.state()})
		}
		nodes = append(nodes, node)
	}
	return nodes
}

// identitiesOf lists a pool's identities, oldest first. The caller holds the lock.
func (s *Service) identitiesOf(poolID string) []*identity {
	var out []*identity
	for _, i := range s.identities {
		if i.pool == poolID {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(a, b *identity) int { return a.number - b.number })
	return out
}

// state is an identity in a few words.
func (i *identity) state() string {
	switch {
	case i.disabled:
		return "disabled"
	case len(i.links) > 0:
		return strings.Join(i.providers(), ", ")
	case i.known:
		return "no login left"
	}
	return "guest"
}
