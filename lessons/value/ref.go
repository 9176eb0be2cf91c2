package value

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
)

// Ref is one {{name.path | filter}}.
type Ref struct {
	Name   string
	Path   []string // members, positions, claims; empty for the whole value
	Filter Filter
}

// String is the reference as a lesson writes it, without the braces.
func (r Ref) String() string {
	text := dotted(r.Name, r.Path)
	if r.Filter != Plain {
		text += " | " + string(r.Filter)
	}
	return text
}

// shape is name, then .path, then | filter. Claims have colons in their names: cognito:username.
var shape = regexp.MustCompile(`^\s*([A-Za-z][A-Za-z0-9_]*)((?:\.[A-Za-z0-9_:/-]+)*)\s*(?:\|\s*([A-Za-z]+)\s*)?$`)

// ParseRef reads what stands between the braces.
func ParseRef(text string) (Ref, error) {
	m := shape.FindStringSubmatch(text)
	if m == nil {
		return Ref{}, fmt.Errorf("{{%s}} cannot be read; write {{name}}, {{name.path}} or {{name | until}}", strings.TrimSpace(text))
	}
	ref := Ref{Name: m[1], Filter: Filter(m[3])}
	if m[2] != "" {
		ref.Path = strings.Split(m[2][1:], ".")
	}
	if ref.Filter != Plain && !slices.Contains(filters(), m[3]) {
		return Ref{}, fmt.Errorf("unknown filter %q; %s", m[3], mistake.Meant(m[3], filters()))
	}
	return ref, nil
}
