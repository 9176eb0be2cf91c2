package policy

import (
	"slices"
	"strings"
)

// onlyMembers refuses members that are not in names. A name that differs in case only is the usual mistake.
func onlyMembers(n *node, names ...string) error {
	for i := range n.members {
		m := &n.members[i]
		if slices.Contains(names, m.name) {
			continue
		}
		if known, ok := nearest(m.name, names); ok {
			return broken(faultSyntax, m.line, "there is no element %q; the nearest is %q", m.name, known)
		}
		return broken(faultSyntax, m.line, "there is no element %q; here stand %s", m.name, strings.Join(names, ", "))
	}
	return nil
}

// textOf reads a member that is a string. A missing member is empty.
func textOf(n *node, name string) (string, error) {
	value := n.get(name)
	if value == nil {
		return "", nil
	}
	if value.shape != isText {
		return "", broken(faultSyntax, value.line, "%s is a string, this is %s", name, value.shape)
	}
	return value.text, nil
}

// itemsOf reads a string or a list of strings. It returns nil for a missing member and a list that is empty but
// not nil for [].
func itemsOf(n *node, name string) ([]node, error) {
	value := n.get(name)
	if value == nil {
		return nil, nil
	}
	items := value.items
	if value.shape != isArray {
		items = []node{*value}
	}
	for i := range items {
		if items[i].shape != isText {
			return nil, broken(faultSyntax, items[i].line, "%s is a string or a list of strings, this is %s", name, items[i].shape)
		}
	}
	return append([]node{}, items...), nil
}

func textsOf(n *node, name string) ([]string, error) {
	items, err := itemsOf(n, name)
	if err != nil || items == nil {
		return nil, err
	}
	texts := make([]string, len(items))
	for i := range items {
		texts[i] = items[i].text
	}
	return texts, nil
}

// patternsOf reads a string or a list of strings and compiles each.
func patternsOf(n *node, name string, compiled func(string) Pattern) ([]Pattern, error) {
	items, err := itemsOf(n, name)
	if err != nil || items == nil {
		return nil, err
	}
	patterns := make([]Pattern, len(items))
	for i := range items {
		patterns[i] = compiled(items[i].text)
		patterns[i].line = items[i].line
	}
	return patterns, nil
}

// compileAction makes the pattern of an action. Case does not matter in actions, so it is compared in lower
// case with a request in lower case; Text keeps what was written.
func compileAction(text string) Pattern {
	return newPattern(text, appendParts(nil, strings.ToLower(text), syntax{wildcards: true}))
}

// compileResource makes the pattern of a resource. Variables count only after the fifth colon, where the name
// of the resource begins.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
func (b builder) compileResource(text string) Pattern {
	at := 0
	for range arnFields - 1 {
		colon := strings.IndexByte(text[at:], ':')
		if colon < 0 {
			at = len(text)
			break
		}
		at += colon + 1
	}
	parts := appendParts(nil, text[:at], syntax{wildcards: true})
	return newPattern(text, appendParts(parts, text[at:], syntax{wildcards: true, variables: b.variables}))
}
