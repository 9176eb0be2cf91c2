package userpool

import (
	"strings"

	"poolschool/sim/account"
)

// SchemaAttribute describes an attribute of a pool.
//
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
type SchemaAttribute struct {
	Name                       string             `min:"1" max:"20" pattern:"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"`
	AttributeDataType          string             `json:",omitempty" enum:"String Number DateTime Boolean"`
	DeveloperOnlyAttribute     bool               //
	Mutable                    *bool              `json:",omitzero"` // true when left out
	Required                   *bool              `json:",omitzero"`
	NumberAttributeConstraints *NumberConstraints `json:",omitzero"`
	StringAttributeConstraints *StringConstraints `json:",omitzero"`
}

// NumberConstraints bound a number.
type NumberConstraints struct {
	MinValue string `json:",omitempty"`
	MaxValue string `json:",omitempty"`
}

// StringConstraints bound the length of a string, in characters.
type StringConstraints struct {
	MinLength string `json:",omitempty"`
	MaxLength string `json:",omitempty"`
}

// mostCustom is how many attributes of its own a pool can have.
const mostCustom = 50

// Refusals of schemas. The last two texts are not recorded.
var (
	errCustomRequired = refusal("InvalidParameterException", "Required custom attributes are not supported currently.")
	errStandardType   = refusal("InvalidParameterException", "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute %s")
	errCustomTwice    = refusal("InvalidParameterException", "custom:%s: Attribute already exists.")
	errCustomMany     = refusal("InvalidParameterException", "Schema cannot have more than %d custom attributes.")
)

// addSchema puts the attributes of a call into the settings. A standard attribute may become
// required or immutable; any other name is one of the pool's own.
func addSchema(p *account.UserPool, schema []SchemaAttribute) error {
	for _, a := range schema {
		name := strings.TrimPrefix(a.Name, "custom:")
		required, mutable := a.Required != nil && *a.Required, a.Mutable == nil || *a.Mutable
		if known, ok := (&pool{}).attribute(a.Name); ok && !strings.HasPrefix(a.Name, "custom:") {
			if a.AttributeDataType != "" && a.AttributeDataType != known.kind || a.DeveloperOnlyAttribute {
				return errStandardType.Saying(a.Name)
			}
			if required {
				p.Required = append(p.Required, a.Name)
			}
			if !mutable {
				p.Immutable = append(p.Immutable, a.Name)
			}
			continue
		}
		if required {
			return errCustomRequired
		}
		own := account.Attribute{Name: name, Type: first(a.AttributeDataType, "String"), Mutable: mutable}
		if c := a.StringAttributeConstraints; c != nil {
			own.Min, own.Max = c.MinLength, c.MaxLength
		}
		if c := a.NumberAttributeConstraints; c != nil {
			own.Min, own.Max = c.MinValue, c.MaxValue
		}
		for _, other := range p.Custom {
			if other.Name == name {
				return errCustomTwice.Saying(name)
			}
		}
		if len(p.Custom) == mostCustom {
			return errCustomMany.Saying(mostCustom)
		}
		p.Custom = append(p.Custom, own)
	}
	return nil
}

// described is the attribute as describing a pool shows it.
func (a schemaAttribute) described() SchemaAttribute {
	out := SchemaAttribute{Name: a.name, AttributeDataType: a.kind, Mutable: &a.mutable, Required: &a.required}
	switch a.kind {
	case "String":
		out.StringAttributeConstraints = &StringConstraints{MinLength: a.min, MaxLength: a.max}
	case "Number":
		out.NumberAttributeConstraints = &NumberConstraints{MinValue: a.min, MaxValue: a.max}
	}
	return out
}
