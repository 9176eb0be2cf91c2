package policy

import (
	"encoding/base64"
	"strings"
)

// verdict says how a condition came out, and why when the values alone do not tell.
type verdict uint8

const (
	fails         verdict = iota
	failsMissing          // the key is not in the request
	failsSeveral          // a key of several values without ForAnyValue or ForAllValues
	holds                 // from here on the condition holds
	holdsMissing          // the key is not in the request, and that satisfies the operator
	holdsNoMember         // ForAllValues over no values at all
)

func (v verdict) ok() bool { return v >= holds }

// judge applies the condition to the keys of a request.
//
// A missing key fails a positive operator and satisfies a negated one; IfExists always accepts it. ForAnyValue
// finds nothing in it, ForAllValues finds nothing against it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func (c *Condition) judge(context Context) verdict {
	values := context[c.key]
	if c.form.family == familyNull {
		return c.judgeNull(len(values) > 0)
	}
	if len(values) == 0 {
		return c.judgeMissing()
	}
	switch c.form.set {
	case forAnyValue:
		for _, value := range values {
			if c.accepts(value, context) {
				return holds
			}
		}
		return fails
	case forAllValues:
		for _, value := range values {
			if !c.accepts(value, context) {
				return fails
			}
		}
		return holds
	}
	if len(values) > 1 || multiValued(c.key) {
		return failsSeveral
	}
	if c.accepts(values[0], context) {
		return holds
	}
	return fails
}

func (c *Condition) judgeMissing() verdict {
	switch {
	case c.form.ifExists:
		return holdsMissing
	case c.form.set == forAllValues:
		return holdsNoMember
	case c.form.set == forAnyValue || !c.form.negated:
		return failsMissing
	}
	return holdsMissing
}

// judgeNull answers "is the key absent?": the value "true" wants it absent.
func (c *Condition) judgeNull(present bool) verdict {
	for i := range c.Values {
		if wanted := c.Values[i].Text; strings.EqualFold(wanted, "true") && !present || strings.EqualFold(wanted, "false") && present {
			return holds
		}
	}
	return fails
}

// accepts tells whether one value of the request satisfies the operator: some value of the policy matches it
// or, for a negated operator, none does.
func (c *Condition) accepts(got string, context Context) bool {
	for i := range c.Values {
		if c.equals(i, got, context) {
			return !c.form.negated
		}
	}
	return c.form.negated
}

// equals compares value i of the policy with a value of the request, leaving negation aside.
func (c *Condition) equals(i int, got string, context Context) bool {
	want, read := &c.Values[i], &c.operands[i]
	if !read.valid {
		return false
	}
	switch c.form.family {
	case familyString:
		if c.form.relation != equalFold {
			return want.match(got, context)
		}
		text, missing := want.plain(context)
		return missing == "" && strings.EqualFold(text, got)
	case familyNumeric:
		n, ok := readNumber(got)
		return ok && c.form.relation.holds(compareNumbers(n, read.number))
	case familyDate:
		t, ok := readDate(got)
		return ok && c.form.relation.holds(t.Compare(read.when))
	case familyBool:
		text, missing := want.plain(context)
		return missing == "" && isBool(text) && strings.EqualFold(text, got)
	case familyBinary:
		raw, err := base64.StdEncoding.DecodeString(got)
		return err == nil && string(raw) == read.bytes
	case familyIP:
		address, ok := readAddress(got)
		return ok && read.prefix.Contains(address)
	default:
		return equalsARN(want, read, got, context)
	}
}

func equalsARN(want *Pattern, read *operand, got string, context Context) bool {
	if !want.variables {
		return matchARN(&read.arn, got)
	}
	parts, ok := fillParts(nil, want.parts, context)
	if !ok {
		return false
	}
	fields, ok := splitARN(parts)
	return ok && matchARN(&fields, got)
}

func isBool(text string) bool {
	return strings.EqualFold(text, "true") || strings.EqualFold(text, "false")
}

func compareNumbers(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// holds reads the result of a three-way comparison.
func (r relation) holds(compared int) bool {
	switch r {
	case less:
		return compared < 0
	case lessEqual:
		return compared <= 0
	case greater:
		return compared > 0
	case greaterEqual:
		return compared >= 0
	}
	return compared == 0
}
