package userpool

import (
	"slices"
	"strings"
)

// LoginPaths are the first segments of the paths at a pool's domain: "oauth2", "login", …
func LoginPaths() []string {
	var out []string
	for pattern := range routes() {
		_, path, _ := strings.Cut(pattern, " /")
		first, _, _ := strings.Cut(path, "/")
		out = append(out, first)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
