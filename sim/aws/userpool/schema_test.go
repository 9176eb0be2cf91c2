package userpool

import (
	"errors"
	"testing"

	"poolschool/sim/account"
)

func TestValuesOfAttributes(t *testing.T) {
	p := &pool{UserPool: account.UserPool{Custom: []account.Attribute{
		{Name: "seats", Type: "Number", Min: "1", Max: "9"}, {Name: "member", Type: "Boolean"}, {Name: "since", Type: "DateTime"}, {Name: "plan", Min: "2", Max: "4"},
	}}}
	for _, tt := range []struct {
		name, attribute, value string
		want                   error
	}{
		{"an e-mail", "email", anaEmail, nil},
		{"no e-mail", "email", "ana@", errBadEmail},
		{"a display name is no address", "email", "Ana <ana@example.com>", errBadEmail},
		{"a phone number", "phone_number", anaPhone, nil},
		{"without a plus", "phone_number", "15551234567", errBadPhone},
		{"with blanks", "phone_number", "+1 555", errBadPhone},
		{"a birthday has ten characters", "birthdate", "2001-02-03", nil},
		{"not nine", "birthdate", "2001-2-03", errSchema.Saying("birthdate: Length must be greater than or equal to 10.")},
		{"a number", "custom:seats", "9", nil},
		{"too large", "custom:seats", "10", errSchema.Saying("custom:seats: Value must be less than or equal to 9.")},
		{"no number", "custom:seats", "9.5", errSchema.Saying("custom:seats: Attribute must be a number.")},
		{"more than a number can be", "custom:seats", "99999999999999999999", errSchema.Saying("custom:seats: Attribute must be a number.")},
		{"true", "custom:member", "true", nil},
		{"yes", "custom:member", "yes", errSchema.Saying("custom:member: Attribute must be true or false.")},
		{"a time", "custom:since", "2026-02-03T04:05:06Z", nil},
		{"no time", "custom:since", "today", errSchema.Saying("custom:since: Attribute must be a date and time.")},
		{"length counts characters", "custom:plan", "ÄÖÜß", nil},
		{"too short", "custom:plan", "a", errSchema.Saying("custom:plan: Length must be greater than or equal to 2.")},
		{"blank means to delete", "custom:seats", "", nil},
		{"undeclared", "custom:other", "x", errSchema.Saying("custom:other: Attribute does not exist in the schema.")},
		{"nobody sets sub", "sub", "x", errSchema.Saying("sub: Attribute does not exist in the schema.")},
	} {
		if err := p.checkAttributes(map[string]string{tt.attribute: tt.value}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestSchemaOfAPool(t *testing.T) {
	p := &pool{UserPool: account.UserPool{Required: []string{"name"}, Immutable: []string{"email"}, Custom: []account.Attribute{{Name: "plan", Mutable: true}}}}
	list := p.schema()
	const sub, standard, own = 1, 20, 1
	if got := len(list); got != sub+standard+own {
		t.Errorf("%d attributes, want %d", got, sub+standard+own)
	}
	for _, a := range list {
		if a.required != (a.name == "name" || a.name == "sub") || a.mutable == (a.name == "email" || a.name == "sub") {
			t.Errorf("%s: required %v, mutable %v", a.name, a.required, a.mutable)
		}
	}
}

func TestFiftyCustomAttributes(t *testing.T) {
	var settings account.UserPool
	for i := range mostCustom {
		if err := addSchema(&settings, []SchemaAttribute{{Name: "a" + string(rune('0'+i))}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := addSchema(&settings, []SchemaAttribute{{Name: "one-more"}}); !errors.Is(err, errCustomMany.Saying(mostCustom)) {
		t.Errorf("one more: %v, want a refusal", err)
	}
}
