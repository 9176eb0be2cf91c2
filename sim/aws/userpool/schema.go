package userpool

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"poolschool/sim/account"
)

// schemaAttribute is one attribute that users of a pool can have.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
type schemaAttribute struct {
	name     string // with "custom:"
	kind     string // "String", "Number", "Boolean", "DateTime"
	mutable  bool
	required bool
	min, max string // length of strings, value of numbers; "" is no bound
}

// standardNames in the order in which AWS lists them. sub comes first and nobody sets it.
const standardNames = "profile address birthdate gender preferred_username updated_at website picture identities " +
	"phone_number phone_number_verified zoneinfo locale email email_verified given_name family_name middle_name name nickname"

// maxValue is the longest value of an attribute, in characters.
const maxValue = "2048"

func standardAttribute(name string) schemaAttribute {
	a := schemaAttribute{name: name, kind: "String", mutable: true, min: "0", max: maxValue}
	switch name {
	case "birthdate":
		a.min, a.max = "10", "10"
	case "updated_at":
		a.kind, a.max = "Number", ""
	case "email_verified", "phone_number_verified":
		a.kind, a.min, a.max = "Boolean", "", ""
	case "identities":
		a.min, a.max = "", ""
	case "sub":
		a.mutable, a.required, a.min = false, true, "1"
	}
	return a
}

// schema lists the attributes of the pool: sub, the standard ones, its own. Callers hold mu.
func (p *pool) schema() []schemaAttribute {
	list := []schemaAttribute{standardAttribute("sub")}
	for name := range strings.FieldsSeq(standardNames) {
		a, _ := p.attribute(name)
		list = append(list, a)
	}
	for _, c := range p.Custom {
		list = append(list, customAttribute(c))
	}
	return list
}

// attribute finds an attribute that can be written. Callers hold mu.
func (p *pool) attribute(name string) (schemaAttribute, bool) {
	if custom, ok := strings.CutPrefix(name, "custom:"); ok {
		for _, c := range p.Custom {
			if c.Name == custom {
				return customAttribute(c), true
			}
		}
		return schemaAttribute{}, false
	}
	for known := range strings.FieldsSeq(standardNames) {
		if known == name {
			a := standardAttribute(name)
			for _, r := range p.Required {
				a.required = a.required || r == name
			}
			for _, i := range p.Immutable {
				a.mutable = a.mutable && i != name
			}
			return a, true
		}
	}
	return schemaAttribute{}, false
}

func customAttribute(c account.Attribute) schemaAttribute {
	a := schemaAttribute{name: "custom:" + c.Name, kind: c.Type, mutable: c.Mutable, min: c.Min, max: c.Max}
	if a.kind == "" {
		a.kind = "String"
	}
	return a
}

var wholeNumber = regexp.MustCompile(`^-?[0-9]+$`)

// broken says how a value misses the attribute's type; "" if it fits. AWS's texts are not
// recorded.
func (a schemaAttribute) broken(value string) string {
	size := int64(utf8.RuneCountInString(value))
	what := "Length"
	switch a.kind {
	case "Boolean":
		if value != "true" && value != "false" {
			return "Attribute must be true or false."
		}
		return ""
	case "DateTime":
		if _, err := time.Parse(time.RFC3339, value); err != nil {
			return "Attribute must be a date and time."
		}
		return ""
	case "Number":
		if !wholeNumber.MatchString(value) {
			return "Attribute must be a number."
		}
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return "Attribute must be a number."
		}
		size, what = n, "Value"
	}
	if low, err := strconv.ParseInt(a.min, 10, 64); err == nil && size < low {
		return what + " must be greater than or equal to " + a.min + "."
	}
	if high, err := strconv.ParseInt(a.max, 10, 64); err == nil && size > high {
		return what + " must be less than or equal to " + a.max + "."
	}
	return ""
}
