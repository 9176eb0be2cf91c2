package policy

import (
	"slices"
	"strings"
)

// operatorForm is a condition operator taken apart.
type operatorForm struct {
	family   family
	relation relation
	negated  bool
	set      setPrefix
	ifExists bool
}

type family uint8

const (
	familyString family = iota
	familyNumeric
	familyDate
	familyBool
	familyBinary
	familyIP
	familyARN
	familyNull
)

type relation uint8

const (
	equal relation = iota
	equalFold
	like
	less
	lessEqual
	greater
	greaterEqual
)

type setPrefix uint8

const (
	noSet setPrefix = iota
	forAnyValue
	forAllValues
)

// operators are all condition operators without prefix and suffix. ArnEquals behaves as ArnLike.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
var operators = map[string]operatorForm{
	"StringEquals":              {family: familyString},
	"StringNotEquals":           {family: familyString, negated: true},
	"StringEqualsIgnoreCase":    {family: familyString, relation: equalFold},
	"StringNotEqualsIgnoreCase": {family: familyString, relation: equalFold, negated: true},
	"StringLike":                {family: familyString, relation: like},
	"StringNotLike":             {family: familyString, relation: like, negated: true},
	"NumericEquals":             {family: familyNumeric},
	"NumericNotEquals":          {family: familyNumeric, negated: true},
	"NumericLessThan":           {family: familyNumeric, relation: less},
	"NumericLessThanEquals":     {family: familyNumeric, relation: lessEqual},
	"NumericGreaterThan":        {family: familyNumeric, relation: greater},
	"NumericGreaterThanEquals":  {family: familyNumeric, relation: greaterEqual},
	"DateEquals":                {family: familyDate},
	"DateNotEquals":             {family: familyDate, negated: true},
	"DateLessThan":              {family: familyDate, relation: less},
	"DateLessThanEquals":        {family: familyDate, relation: lessEqual},
	"DateGreaterThan":           {family: familyDate, relation: greater},
	"DateGreaterThanEquals":     {family: familyDate, relation: greaterEqual},
	"Bool":                      {family: familyBool},
	"BinaryEquals":              {family: familyBinary},
	"IpAddress":                 {family: familyIP},
	"NotIpAddress":              {family: familyIP, negated: true},
	"ArnEquals":                 {family: familyARN, relation: like},
	"ArnLike":                   {family: familyARN, relation: like},
	"ArnNotEquals":              {family: familyARN, relation: like, negated: true},
	"ArnNotLike":                {family: familyARN, relation: like, negated: true},
	"Null":                      {family: familyNull},
}

// readOperator takes an operator apart: ForAnyValue:StringLikeIfExists. Null takes neither prefix nor suffix,
// because it asks about the presence of a key, which they redefine.
func readOperator(name string) (operatorForm, bool) {
	set, rest := noSet, name
	if after, ok := strings.CutPrefix(name, "ForAnyValue:"); ok {
		set, rest = forAnyValue, after
	} else if after, ok := strings.CutPrefix(name, "ForAllValues:"); ok {
		set, rest = forAllValues, after
	}
	base, ifExists := strings.CutSuffix(rest, "IfExists")
	form, ok := operators[base]
	if !ok || form.family == familyNull && (ifExists || set != noSet) {
		return operatorForm{}, false
	}
	form.set, form.ifExists = set, ifExists
	return form, true
}

// nearestOperator returns the operator most like name, for a hint.
func nearestOperator(name string) (string, bool) {
	names := make([]string, 0, len(operators))
	for known := range operators {
		names = append(names, known)
	}
	slices.Sort(names)
	return nearest(name, names)
}

// valueSyntax says what is special in the values of an operator, in a policy whose version knows variables or
// does not.
func (f operatorForm) valueSyntax(variables bool) syntax {
	switch f.family {
	case familyString:
		return syntax{wildcards: f.relation == like, variables: variables}
	case familyARN:
		return syntax{wildcards: true, variables: variables}
	case familyBool:
		return syntax{variables: variables}
	default:
		return syntax{}
	}
}
