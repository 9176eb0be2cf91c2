package policy

import (
	"fmt"
	"strings"
	"testing"
)

// conditionOf reads one condition of a policy of 2012.
func conditionOf(t testing.TB, operator, key, values string) Condition {
	t.Helper()
	p := must(t, KindIdentity, "p", fmt.Sprintf(
		`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{%q:{%q:%s}}}}`, operator, key, values))
	return p.Statements[0].Conditions[0]
}

func TestOperators(t *testing.T) {
	keys := NewContext(map[string][]string{"aws:username": {"ana"}, "aws:PrincipalAccount": {account}, "aws:PrincipalTag/flag": {"true"},
		"aws:PrincipalTag/arn": {"arn:aws:iam::111122223333:role/R"}, "aws:PrincipalTag/star": {"*"}})
	for _, tt := range []struct {
		operator, values, got string
		want                  bool
	}{
		{"StringEquals", `"a"`, "a", true},
		{"StringEquals", `"a"`, "A", false},
		{"StringEquals", `["a","b"]`, "b", true},
		{"StringEquals", `"a*"`, "ab", false},
		{"StringEquals", `"a*"`, "a*", true},
		{"StringEquals", `"${aws:username}"`, "ana", true},
		{"StringEquals", `"${no:such}"`, "ana", false},
		{"StringNotEquals", `"a"`, "b", true},
		{"StringNotEquals", `["a","b"]`, "b", false},
		{"StringNotEquals", `"${no:such}"`, "ana", true},
		{"StringEqualsIgnoreCase", `"Ana"`, "aNA", true},
		{"StringEqualsIgnoreCase", `"${aws:username}"`, "ANA", true},
		{"StringEqualsIgnoreCase", `"${no:such}"`, "ana", false},
		{"StringNotEqualsIgnoreCase", `"Ana"`, "aNA", false},
		{"StringLike", `"a*c?"`, "abbcd", true},
		{"StringLike", `"a"`, "A", false},
		{"StringLike", `"${aws:PrincipalTag/star}"`, "x", false},
		{"StringNotLike", `"a*"`, "abc", false},
		{"StringNotLike", `"a*"`, "bc", true},
		{"NumericEquals", `"10"`, "10.0", true},
		{"NumericEquals", `10`, "10", true},
		{"NumericNotEquals", `"10"`, "11", true},
		{"NumericNotEquals", `["10","11"]`, "11", false},
		{"NumericLessThan", `"10"`, "9", true},
		{"NumericLessThan", `"10"`, "10", false},
		{"NumericLessThanEquals", `"10"`, "10", true},
		{"NumericGreaterThan", `"10"`, "10.5", true},
		{"NumericGreaterThan", `"10"`, "10", false},
		{"NumericGreaterThanEquals", `"10"`, "10", true},
		{"NumericEquals", `"10"`, "ten", false},
		{"NumericEquals", `"ten"`, "ten", false},
		{"NumericEquals", `"10"`, "0xA", false},
		{"NumericNotEquals", `"10"`, "ten", true},
		{"NumericEquals", `"${aws:username}"`, "1", false},
		{"DateEquals", `"2024-05-01T00:00:00Z"`, "2024-05-01T02:00:00+02:00", true},
		{"DateEquals", `"2024-05-01"`, "1714521600", true},
		{"DateEquals", `"2024"`, "2024-01-01T00:00:00Z", true},
		{"DateNotEquals", `"2024-05-01"`, "2024-05-02", true},
		{"DateLessThan", `"2024-05-01T00:00:00Z"`, "2024-04-30T23:59:59Z", true},
		{"DateLessThan", `"2024-05-01T00:00:00Z"`, "2024-05-01T00:00:00Z", false},
		{"DateLessThanEquals", `"2024-05-01T00:00:00Z"`, "2024-05-01T00:00:00Z", true},
		{"DateGreaterThan", `"2024-05-01T00:00:00Z"`, "2024-05-01T00:00:00.5Z", true},
		{"DateGreaterThanEquals", `"1714521600"`, "2024-05-01T00:00Z", true},
		{"DateGreaterThan", `"2024-05-01"`, "soon", false},
		{"Bool", `"true"`, "TRUE", true},
		{"Bool", `true`, "true", true},
		{"Bool", `"false"`, "true", false},
		{"Bool", `"${aws:PrincipalTag/flag}"`, "true", true},
		{"Bool", `"yes"`, "yes", false},
		{"BinaryEquals", `"QmluYXJ5"`, "QmluYXJ5", true},
		{"BinaryEquals", `"QmluYXJ5"`, "QmluYXJ6", false},
		{"IpAddress", `"203.0.113.0/24"`, "203.0.113.77", true},
		{"IpAddress", `"203.0.113.0/24"`, "203.0.114.77", false},
		{"IpAddress", `"203.0.113.9"`, "203.0.113.9", true},
		{"IpAddress", `"203.0.113.9"`, "203.0.113.10", false},
		{"IpAddress", `"203.0.113.9/24"`, "203.0.113.77", true},
		{"IpAddress", `"203.0.113.0/24"`, "::ffff:203.0.113.77", true},
		{"IpAddress", `"2001:db8::/32"`, "2001:db8:1::7", true},
		{"IpAddress", `"2001:db8::/32"`, "203.0.113.7", false},
		{"IpAddress", `"203.0.113.0/33"`, "203.0.113.7", false},
		{"NotIpAddress", `"203.0.113.0/24"`, "198.51.100.7", true},
		{"NotIpAddress", `["203.0.113.0/24","198.51.100.0/24"]`, "198.51.100.7", false},
		{"ArnEquals", `"arn:aws:iam::111122223333:role/*"`, "arn:aws:iam::111122223333:role/a/b", true},
		{"ArnLike", `"arn:aws:iam::*:role/R"`, "arn:aws:iam::111122223333:role/R", true},
		{"ArnLike", `"arn:aws:*:role/R"`, "arn:aws:iam::111122223333:role/R", false},
		{"ArnLike", `"arn:aws:iam::*"`, "arn:aws:iam::111122223333:role/R", false},
		{"ArnLike", `"arn:*:*:*:*:*"`, "arn:aws:logs:us-east-1:111122223333:log-group:x:y", true},
		{"ArnLike", `"*"`, "arn:aws:iam::111122223333:role/R", false},
		{"ArnLike", `"arn:aws:iam::${aws:PrincipalAccount}:role/R"`, "arn:aws:iam::111122223333:role/R", true},
		{"ArnLike", `"${aws:PrincipalTag/arn}"`, "arn:aws:iam::111122223333:role/R", true},
		{"ArnLike", `"${no:such}"`, "arn:aws:iam::111122223333:role/R", false},
		{"ArnLike", `"arn:aws:iam::*:role/R"`, "role/R", false},
		{"ArnNotEquals", `"arn:aws:iam::*:role/R"`, "arn:aws:iam::111122223333:role/R", false},
		{"ArnNotLike", `"arn:aws:iam::*:role/R"`, "arn:aws:iam::111122223333:role/S", true},
		{"Null", `"false"`, "x", true},
		{"Null", `"true"`, "x", false},
		{"Null", `false`, "", true},
	} {
		c := conditionOf(t, tt.operator, "k:key", tt.values)
		keys.Set("K:Key", tt.got)
		if got := c.judge(keys).ok(); got != tt.want {
			t.Errorf("%s %s against %q: got %v, want %v", tt.operator, tt.values, tt.got, got, tt.want)
		}
	}
}

// value returns a value that an operator can read, and one of the request that does not equal it.
func value(operator string) (policy, request string) {
	switch {
	case strings.Contains(operator, "Numeric"):
		return `"1"`, "2"
	case strings.Contains(operator, "Date"):
		return `"2024-05-01"`, "2024-06-01"
	case strings.Contains(operator, "Ip"):
		return `"203.0.113.0/24"`, "198.51.100.1"
	case strings.Contains(operator, "Arn"):
		return `"arn:aws:iam::111122223333:role/R"`, "arn:aws:iam::111122223333:role/S"
	case operator == "Bool":
		return `"true"`, "false"
	}
	return `"QQ=="`, "Qg=="
}

// TestMissingKey is the table that emulators often get wrong, for every operator.
func TestMissingKey(t *testing.T) {
	for operator, form := range operators {
		if operator == "Null" {
			continue
		}
		values, _ := value(operator)
		for _, tt := range []struct {
			name, operator string
			want           bool
		}{
			{"a missing key fails a positive operator and satisfies a negated one", operator, form.negated},
			{"IfExists accepts a missing key", operator + "IfExists", true},
			{"ForAnyValue finds nothing in a missing key", "ForAnyValue:" + operator, false},
			{"ForAllValues finds nothing against a missing key", "ForAllValues:" + operator, true},
			{"IfExists accepts a missing key under ForAnyValue", "ForAnyValue:" + operator + "IfExists", true},
			{"IfExists accepts a missing key under ForAllValues", "ForAllValues:" + operator + "IfExists", true},
		} {
			c := conditionOf(t, tt.operator, "k:key", values)
			for set, keys := range map[string]Context{"no key": nil, "an empty set": {"k:key": {}}} {
				if got := c.judge(keys).ok(); got != tt.want {
					t.Errorf("%s: %s with %s: got %v, want %v", tt.name, tt.operator, set, got, tt.want)
				}
			}
		}
	}
	for values, want := range map[string]bool{`"true"`: true, `"false"`: false, `["true","false"]`: true, `"maybe"`: false} {
		c := conditionOf(t, "Null", "k:key", values)
		if got := c.judge(nil).ok(); got != want {
			t.Errorf("Null %s without the key: got %v, want %v", values, got, want)
		}
	}
}

// TestIfExistsStillCompares: the suffix only forgives a missing key.
func TestIfExistsStillCompares(t *testing.T) {
	for operator, form := range operators {
		if operator == "Null" || form.relation == greater || form.relation == greaterEqual {
			continue
		}
		values, other := value(operator)
		c := conditionOf(t, operator+"IfExists", "k:key", values)
		if got := c.judge(Context{"k:key": {other}}).ok(); got != form.negated {
			t.Errorf("%sIfExists %s against %q: got %v, want %v", operator, values, other, got, form.negated)
		}
	}
}

func TestSets(t *testing.T) {
	for _, tt := range []struct {
		name, operator, values string
		request                []string
		want                   bool
	}{
		{"ForAnyValue needs one that matches", "ForAnyValue:StringLike", `"auth*"`, []string{"x", "authenticated"}, true},
		{"ForAnyValue fails when none matches", "ForAnyValue:StringEquals", `"a"`, []string{"x", "y"}, false},
		{"ForAnyValue works on a single value", "ForAnyValue:StringEquals", `"a"`, []string{"a"}, true},
		{"ForAnyValue negated needs one that matches nothing", "ForAnyValue:StringNotEquals", `["a","b"]`, []string{"a", "c"}, true},
		{"ForAnyValue negated fails when all match", "ForAnyValue:StringNotEquals", `["a","b"]`, []string{"a", "b"}, false},
		{"ForAllValues needs all to match", "ForAllValues:StringEquals", `["a","b"]`, []string{"a", "b"}, true},
		{"ForAllValues fails at one that does not", "ForAllValues:StringEquals", `["a","b"]`, []string{"a", "c"}, false},
		{"ForAllValues negated needs none to match", "ForAllValues:StringNotLike", `"x*"`, []string{"a", "b"}, true},
		{"ForAllValues negated fails at one that matches", "ForAllValues:StringNotLike", `"x*"`, []string{"a", "xb"}, false},
		{"several values need a set operator", "StringEquals", `"a"`, []string{"a", "a"}, false},
		{"several values need a set operator, negated too", "StringNotEquals", `"a"`, []string{"b", "c"}, false},
	} {
		c := conditionOf(t, tt.operator, "k:key", tt.values)
		if got := c.judge(Context{"k:key": tt.request}).ok(); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	amr := conditionOf(t, "StringEquals", "cognito-identity.amazonaws.com:amr", `"unauthenticated"`)
	if amr.judge(Context{amr.key: {"unauthenticated"}}).ok() {
		t.Error("amr needs a set operator even when it has one value: got a match")
	}
}

// TestWhatIsSpecialInAValue is AWS's table of families: where a variable counts, and where a star.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func TestWhatIsSpecialInAValue(t *testing.T) {
	for operator, form := range operators {
		if form.family == familyNull || form.family == familyDate { // a date that is none is refused when the policy is read
			continue
		}
		equal, _ := value(operator)
		text := strings.Trim(equal, `"`)
		keys := NewContext(map[string][]string{"k:key": {text}, "aws:PrincipalTag/v": {text}})
		words := form.family == familyString || form.family == familyARN
		for _, tt := range []struct {
			name, values string
			counts       bool
		}{
			{"a variable", `"${aws:PrincipalTag/v}"`, words || form.family == familyBool},
			{"a variable with a default", `"${aws:PrincipalTag/none, '` + text + `'}"`, words || form.family == familyBool},
			{"a star", `"` + text[:len(text)-1] + `*"`, words && form.relation == like},
		} {
			c := conditionOf(t, operator, "k:key", tt.values)
			if got, want := c.judge(keys).ok(), tt.counts != form.negated; got != want {
				t.Errorf("%s: %s %s against %q: got %v, want %v", tt.name, operator, tt.values, text, got, want)
			}
		}
	}
}
