package step

import "slices"

// Mortal lists the names that a step gives to tokens and credentials: what an hour ends.
func Mortal(s Step) []string {
	var made clauses
	switch s := s.(type) {
	case *Call:
		made = s.clauses
	case *HTTP:
		made = s.clauses
	case *Try:
		made = s.clauses
	}
	var names []string
	for _, k := range made.keeps {
		if len(k.path) > 0 && slices.Contains(mortalMembers(), k.path[len(k.path)-1]) {
			names = append(names, k.name)
		}
	}
	return names
}

func mortalMembers() []string {
	return []string{"IdToken", "AccessToken", "Credentials", "SessionToken", "id_token", "access_token"}
}
