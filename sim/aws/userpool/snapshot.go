package userpool

import (
	"fmt"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// Snapshot is a picture of the pools: clients, groups, users, and the inbox.
func (s *Service) Snapshot() []account.Node {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []account.Node
	for _, p := range s.order {
		out = append(out, p.node())
	}
	if len(s.inbox) > 0 {
		box := account.Node{Side: account.UserPoolSide, Kind: "inbox", ID: "inbox", Label: "Inbox", Note: fmt.Sprintf("%d messages", len(s.inbox))}
		for i, m := range s.inbox {
			box.Children = append(box.Children, account.Node{Side: account.UserPoolSide, Kind: "message", ID: fmt.Sprint(i), Label: m.To, Note: m.Body})
		}
		out = append(out, box)
	}
	return out
}

// node is a picture of one pool. Callers hold mu.
func (p *pool) node() account.Node {
	node := account.Node{Side: account.UserPoolSide, Kind: "user pool", ID: p.ID, Label: p.Name, Note: p.ID}
	add := func(kind, id, label, note string) {
		node.Children = append(node.Children, account.Node{Side: account.UserPoolSide, Kind: kind, ID: id, Label: label, Note: note})
	}
	if p.Domain != "" {
		add("domain", p.Domain, p.Domain, "login pages")
	}
	for _, c := range p.clients {
		add("app client", c.ID, c.Name, c.ID)
	}
	for _, x := range p.Providers {
		add("provider", x.Name, x.Name, providerType(x))
	}
	for _, r := range p.ResourceServers {
		add("resource server", r.ID, first(r.Name, r.ID), strings.Join(r.Scopes, ", "))
	}
	for _, name := range sortedKeys(p.groups) {
		add("group", name, name, p.groups[name].roleARN)
	}
	for _, name := range sortedKeys(p.users) {
		node.Children = append(node.Children, p.users[name].node())
	}
	return node
}

func (u *user) node() account.Node {
	note := u.status
	if u.disabled {
		note += ", disabled"
	}
	if len(u.groups) > 0 {
		note += ", in " + strings.Join(u.groups, ", ")
	}
	n := account.Node{Side: account.UserPoolSide, Kind: "user", ID: u.name, Label: u.name, Note: note}
	for _, a := range u.listed(func(string) bool { return true }) {
		n.Children = append(n.Children, account.Node{Side: account.UserPoolSide, Kind: "attribute", ID: a.Name, Label: a.Name, Note: a.Value})
	}
	for _, method := range u.factors.enabled {
		preferred := map[bool]string{true: "preferred"}[method == u.factors.preferred]
		n.Children = append(n.Children, account.Node{Side: account.UserPoolSide, Kind: "second factor", ID: method, Label: method, Note: preferred})
	}
	for _, d := range u.devices {
		n.Children = append(n.Children, account.Node{Side: account.UserPoolSide, Kind: "device", ID: d.key, Label: d.key, Note: status(d)})
	}
	return n
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
