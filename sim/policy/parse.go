package policy

// The versions of the policy language. Only the newer one knows variables.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
const (
	version2012 = "2012-10-17"
	version2008 = "2008-10-17"
)

// Parse reads a policy document as strictly as IAM stores one, and more: member names are exact, and a name
// that stands twice in one object is refused. name is what explanations will call the policy. Every error is a
// *SyntaxError, and the first fault found is the one reported, in IAM's order: structure, then effects and
// dates, then Sids, actions, resources, principals.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
func Parse(kind Kind, name string, document []byte) (Policy, error) {
	root, err := readDocument(document)
	if err != nil {
		return Policy{}, err
	}
	p, err := buildPolicy(kind, &root)
	if err != nil {
		return Policy{}, err
	}
	p.Name, p.Source = name, string(document)
	if err := checkPolicy(&p); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// builder turns nodes into a policy. It knows what the whole document says about each part of it.
type builder struct {
	kind      Kind
	variables bool // the version knows variables
}

func buildPolicy(kind Kind, root *node) (Policy, error) {
	if root.shape != isObject {
		return Policy{}, broken(faultJSON, root.line, "a policy is an object, this is %s", root.shape)
	}
	if err := onlyMembers(root, "Version", "Id", "Statement"); err != nil {
		return Policy{}, err
	}
	p := Policy{Kind: kind}
	var err error
	if p.Version, err = textOf(root, "Version"); err != nil {
		return Policy{}, err
	}
	if v := root.get("Version"); v != nil && p.Version != version2012 && p.Version != version2008 {
		return Policy{}, broken(faultSyntax, v.line, "Version is %q; the versions are %s and %s", p.Version, version2012, version2008)
	}
	if p.ID, err = textOf(root, "Id"); err != nil {
		return Policy{}, err
	}
	if id := root.get("Id"); id != nil && !kind.namesPrincipal() {
		return Policy{}, broken(faultSyntax, id.line, "only resource-based policies have an Id")
	}
	b := builder{kind: kind, variables: p.Version == version2012}
	p.Statements, err = b.statements(root)
	return p, err
}

// statements reads the Statement element: one statement, or a list of them.
func (b builder) statements(root *node) ([]Statement, error) {
	n := root.get("Statement")
	if n == nil {
		return nil, broken(faultSyntax, root.line, "there is no Statement")
	}
	items := n.items
	if n.shape == isObject {
		items = []node{*n}
	}
	if len(items) == 0 {
		return nil, broken(faultSyntax, n.line, "Statement has to hold at least one statement")
	}
	statements := make([]Statement, 0, len(items))
	for i := range items {
		s, err := b.statement(&items[i])
		if err != nil {
			return nil, err
		}
		statements = append(statements, s)
	}
	return statements, nil
}

func (b builder) statement(n *node) (Statement, error) {
	if n.shape != isObject {
		return Statement{}, broken(faultSyntax, n.line, "a statement is an object, this is %s", n.shape)
	}
	err := onlyMembers(n, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
	if err != nil {
		return Statement{}, err
	}
	for _, name := range []string{"Principal", "Action", "Resource"} {
		if not := n.get("Not" + name); not != nil && n.get(name) != nil {
			return Statement{}, broken(faultSyntax, not.line, "%s and Not%s exclude each other", name, name)
		}
	}
	s := Statement{Line: n.line}
	if s.Sid, err = textOf(n, "Sid"); err != nil {
		return Statement{}, err
	}
	effect, err := textOf(n, "Effect")
	if err != nil {
		return Statement{}, err
	}
	s.Effect = Effect(effect)
	if err := b.lists(n, &s); err != nil {
		return Statement{}, err
	}
	if s.Principal, err = b.principals(n.get("Principal")); err != nil {
		return Statement{}, err
	}
	if s.NotPrincipal, err = b.principals(n.get("NotPrincipal")); err != nil {
		return Statement{}, err
	}
	s.Conditions, err = b.conditions(n.get("Condition"))
	return s, err
}

// lists reads the four elements that are a pattern or a list of patterns.
func (b builder) lists(n *node, s *Statement) (err error) {
	if s.Actions, err = patternsOf(n, "Action", compileAction); err != nil {
		return err
	}
	if s.NotActions, err = patternsOf(n, "NotAction", compileAction); err != nil {
		return err
	}
	if s.Resources, err = patternsOf(n, "Resource", b.compileResource); err != nil {
		return err
	}
	s.NotResources, err = patternsOf(n, "NotResource", b.compileResource)
	return err
}

// principals reads "*" or an object of lists.
func (b builder) principals(n *node) (*PrincipalSet, error) {
	if n == nil {
		return nil, nil
	}
	if n.shape == isText && n.text == "*" {
		return &PrincipalSet{Anyone: true}, nil
	}
	if n.shape != isObject || len(n.members) == 0 {
		return nil, broken(faultSyntax, n.line, `a principal is "*" or an object such as {"AWS": …}`)
	}
	if err := onlyMembers(n, "AWS", "Federated", "Service", "CanonicalUser"); err != nil {
		return nil, err
	}
	var set PrincipalSet
	for _, part := range []struct {
		name string
		into *[]string
	}{{"AWS", &set.AWS}, {"Federated", &set.Federated}, {"Service", &set.Service}, {"CanonicalUser", &set.CanonicalUser}} {
		texts, err := textsOf(n, part.name)
		if err != nil {
			return nil, err
		}
		*part.into = texts
	}
	return &set, nil
}
