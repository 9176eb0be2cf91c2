package policy

// Finding is what one statement says about a request.
type Finding struct {
	// Policy is the name of the statement's policy.
	Policy string
	Kind   Kind
	// Sid is the statement's name, often empty; Index is its place in the policy, from 0.
	Sid   string
	Index int
	// Effect is what the statement would do.
	Effect Effect
	// Line is where the statement begins in the policy's source, from 1.
	Line int
	// Source is the policy's document as given, for showing the statement where it stands.
	Source string
	// Parts are its elements, in the order principal, action, resource, conditions.
	Parts []Part
	// Matched is true when every part is OK: the statement applies.
	Matched bool
}

// Part is one element of a statement held against the request.
type Part struct {
	// Element is "principal", "action", "resource" or "condition".
	Element string
	// OK tells whether the element matches.
	OK bool
	// Asked is what the request has.
	Asked string
	// Allows is what the element wants, with the variables filled in. Of several values it is the nearest.
	Allows string
	// Written is the same as it stands in the policy.
	Written string
	// Operator and Key belong to conditions.
	Operator, Key string
	// Note says what the other fields do not show, for example that the request lacks the key.
	Note string
}
