package step

import (
	"fmt"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/sim/wire"
)

// checkPaths reports a keep that names a member which the answer's struct does not have.
func (c clauses) checkPaths(op wire.Operation, m *mistake.List) {
	if op.Response == nil {
		return
	}
	for _, k := range c.keeps {
		for i, name := range k.path {
			parent := typeAt(op.Response, k.path[:i])
			if parent == nil {
				break // an open place: any JSON may stand there
			}
			// A struct without members writes itself, such as a time.
			members := memberNames(parent)
			if len(members) > 0 && !slices.Contains(members, name) {
				m.Add(k.line, fmt.Sprintf("the answer of %s has no %q", op.Name, strings.Join(k.path[:i+1], ".")), mistake.Meant(name, members))
				break
			}
		}
	}
}
