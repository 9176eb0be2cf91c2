package identity

import (
	"strings"

	"poolschool/sim/account"
)

// identities reads them from the picture of the account, oldest first.
func identities(tree account.Tree) []Identity {
	var out []Identity
	files := map[string][]string{} // by identity ID
	var visit func(nodes []account.Node)
	visit = func(nodes []account.Node) {
		for _, n := range nodes {
			switch n.Kind {
			case "identity":
				out = append(out, read(n))
			case "object":
				path, own := strings.CutPrefix(n.ID, "people/")
				if folder, name, ok := strings.Cut(path, "/"); own && ok {
					files[folder] = append(files[folder], name)
				}
			}
			visit(n.Children)
		}
	}
	visit(tree)
	for i := range out {
		out[i].Files = files[out[i].ID]
	}
	return out
}

// read takes an identity from its node, whose note is its state, or its logins.
func read(n account.Node) Identity {
	i := Identity{ID: n.ID}
	switch n.Note {
	case "guest", "no login left":
		i.State = n.Note
		return i
	case "disabled":
		i.State = "merged away"
		return i
	}
	for _, provider := range strings.Split(n.Note, ", ") {
		i.Logins = append(i.Logins, loginName(provider))
	}
	i.State = strings.Join(i.Logins, ", ")
	return i
}

// loginName is what people call a provider.
func loginName(provider string) string {
	switch {
	case strings.HasPrefix(provider, "cognito-idp."):
		return "user pool"
	case provider == "accounts.google.com":
		return "Google"
	case provider == "graph.facebook.com":
		return "Facebook"
	}
	return provider
}
