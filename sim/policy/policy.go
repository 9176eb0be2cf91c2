package policy

// Policy is one policy document, ready to be evaluated. Get one from Parse or ParseBucketPolicy: patterns and
// condition values are compiled there, so a Policy put together by hand matches nothing.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
type Policy struct {
	// Name is how explanations call the policy. It is not part of the document.
	Name string
	// Kind is where the policy is attached.
	Kind Kind
	// Version is the version of the policy language: "2012-10-17", "2008-10-17" or, left out of the document,
	// empty, which means 2008-10-17.
	Version string
	// ID is the document's Id; identity policies have none.
	ID string
	// Statements are in the order of the document.
	Statements []Statement
	// Source is the document as given.
	Source string
}

// Statement is one rule of a policy.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
type Statement struct {
	// Sid is the statement's name, often empty.
	Sid    string
	Effect Effect
	// Principal and NotPrincipal are nil unless the policy is a resource-based or a trust policy.
	Principal, NotPrincipal *PrincipalSet
	// Of each pair Actions/NotActions and Resources/NotResources one is filled, and trust policies have no
	// resources at all.
	Actions, NotActions, Resources, NotResources []Pattern
	// Conditions must all hold.
	Conditions []Condition
	// Line is where in Policy.Source the statement begins; the first line is 1.
	Line int
}

// Condition is one operator applied to one key of the request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
type Condition struct {
	// Operator is written as in the document, for example "ForAnyValue:StringLike".
	Operator string
	// Key is written as in the document. Keys are compared without regard to case.
	Key string
	// Values are the values of the document. One of them has to match; for a negated operator, none may.
	Values []Pattern

	form     operatorForm
	key      string // Key in lower case, as Context stores it
	operands []operand
}

// PrincipalSet is the value of a Principal or NotPrincipal element.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
type PrincipalSet struct {
	// Anyone is true for "Principal": "*". {"AWS": "*"} means the same and stays in AWS.
	Anyone bool
	// AWS holds account ids, ARNs of accounts, users, roles and sessions, unique ids, or "*".
	AWS []string
	// Federated holds identity providers: a host such as "cognito-identity.amazonaws.com", or an ARN.
	Federated []string
	// Service holds AWS services, for example "lambda.amazonaws.com".
	Service []string
	// CanonicalUser holds S3 canonical user ids. They are kept but match no request here.
	CanonicalUser []string
}
