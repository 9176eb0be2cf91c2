package identitypool

import (
	"context"
	"slices"
	"testing"
	"time"

	"poolschool/sim/principal"
	"poolschool/sim/wire"
	"poolschool/sim/wire/saml"
)

const (
	samlARN = "arn:aws:iam::111122223333:saml-provider/Company"
	company = "https://login.example.org/saml"
)

// withSAML is a service whose pool takes people from the company.
func withSAML(t *testing.T) door {
	t.Helper()
	d := open(t, func(p *pool) { p.SamlProviderARNs = []string{samlARN} })
	if err := d.Principals.AddSAMLProvider(principal.SAMLProvider{ARN: samlARN, EntityID: company, Key: &keyNamed(t, "company").PublicKey}); err != nil {
		t.Fatal(err)
	}
	return d
}

// assertion is the company's, about carl, for AWS, for five minutes.
func assertion(t *testing.T, key string, change func(*saml.Assertion)) string {
	t.Helper()
	ends := noon.Add(5 * time.Minute)
	a := saml.Assertion{ID: "_1", Issued: noon, Issuer: company}
	a.Subject.NameID = "carl"
	a.Subject.Confirmed.Data = saml.Confirmation{Recipient: samlRecipient, NotOnOrAfter: ends}
	a.Conditions = saml.Conditions{NotBefore: noon, NotOnOrAfter: ends, Audience: samlAudience}
	if change != nil {
		change(&a)
	}
	raw, err := saml.Sign(a, keyNamed(t, key))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func given(roles ...string) func(*saml.Assertion) {
	return func(a *saml.Assertion) { a.Attributes = []saml.Attribute{{Name: samlRole, Values: roles}} }
}

func TestAssertionsThatAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name, key string
		change    func(*saml.Assertion)
		word      string
	}{
		{"another key has signed it", "forger", nil, "signature"},
		{"another provider's name", "company", func(a *saml.Assertion) { a.Issuer = "https://login.example.net/saml" }, "issuer"},
		{"made for a user pool", "company", func(a *saml.Assertion) { a.Conditions.Audience = "urn:amazon:cognito:sp:us-east-1_Ab3dEf9Gh" }, "audience"},
		{"to be posted elsewhere", "company", func(a *saml.Assertion) { a.Subject.Confirmed.Data.Recipient = "https://evil.example.com/" }, "recipient"},
		{"nobody's", "company", func(a *saml.Assertion) { a.Subject.NameID = "" }, "subject"},
		{"from the next second on", "company", func(a *saml.Assertion) { a.Conditions.NotBefore = noon.Add(time.Second) }, "not valid yet"},
		{"over this second", "company", func(a *saml.Assertion) { a.Conditions.NotOnOrAfter = noon }, "expired"},
		{"its confirmation is over", "company", func(a *saml.Assertion) { a.Subject.Confirmed.Data.NotOnOrAfter = noon }, "expired"},
	} {
		d := withSAML(t)
		_, err := d.GetId(t.Context(), GetIdRequest{IdentityPoolId: poolID, Logins: logins(samlARN, assertion(t, tt.key, tt.change))})
		refused(t, tt.name, err, ErrAssertion.Saying(tt.word))
		if n := len(d.identities); n != 0 {
			t.Errorf("%s: got %d identities, want none", tt.name, n)
		}
	}
}

// Without a mapping the assertion's roles count; a mapping of the pool goes before them.
func TestRolesOfAnAssertion(t *testing.T) {
	mapped := func(p *pool) {
		p.mappings = map[string]RoleMapping{samlARN: {Type: "Rules", AmbiguousRoleResolution: "Deny", RulesConfiguration: &RulesConfiguration{
			Rules: []MappingRule{{Claim: samlRole, MatchType: "Contains", Value: "Staff", RoleARN: staff}},
		}}}
	}
	for _, tt := range []struct {
		name   string
		roles  func(*saml.Assertion)
		change func(*pool)
		custom string
		want   string
		err    *wire.Error
	}{
		{"one role", given(editors + "," + samlARN), nil, "", editors, nil},
		{"the provider may come first", given(samlARN + "," + editors), nil, "", editors, nil},
		{"a role with another provider does not count", given(staff+",arn:aws:iam::111122223333:saml-provider/Other", editors+","+samlARN), nil, "", editors, nil},
		{"of two the caller chooses", given(editors+","+samlARN, staff+","+samlARN), nil, staff, staff, nil},
		{"of two the caller must choose", given(editors+","+samlARN, staff+","+samlARN), nil, "", "", ErrCustomRole},
		{"a role that the assertion does not have", given(editors + "," + samlARN), nil, staff, "", ErrCustomRole},
		{"no role in it: the authenticated one", nil, nil, "", authRole, nil},
		{"a rule goes before", given(editors+","+samlARN, staff+","+samlARN), mapped, "", staff, nil},
		{"no rule matches", given(editors + "," + samlARN), mapped, "", "", ErrAmbiguous},
	} {
		d := withSAML(t)
		if tt.change != nil {
			tt.change(d.pools[poolID])
		}
		l := logins(samlARN, assertion(t, "company", tt.roles))
		_, err := d.GetCredentialsForIdentity(context.Background(), GetCredentialsForIdentityRequest{IdentityId: d.identityOf(t, l), Logins: l, CustomRoleArn: tt.custom})
		switch {
		case tt.err != nil:
			refused(t, tt.name, err, tt.err)
		case err != nil:
			t.Errorf("%s: %v", tt.name, err)
		default:
			if got := d.world.last(t).Get("RoleArn"); got != tt.want {
				t.Errorf("%s: STS was asked for %s, want %s", tt.name, got, tt.want)
			}
		}
	}
}

// The defaults for SAML are the name identifier and the name.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/provider-mappings.html
func TestDefaultTagsOfAnAssertion(t *testing.T) {
	d := withSAML(t)
	p := d.pools[poolID]
	p.tagMaps = map[string]tagMap{samlARN: {defaults: true}}
	raw := assertion(t, "company", func(a *saml.Assertion) {
		a.Attributes = []saml.Attribute{{Name: claimName, Values: []string{"Carl Berg"}}}
	})
	verified, err := d.verify(t.Context(), p, logins(samlARN, raw))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.principalTags(t.Context(), verified); len(got) != 2 || got["client"] != "carl" || got["username"] != "Carl Berg" {
		t.Errorf("tags are %v, want client carl and username Carl Berg", got)
	}
	if want := []string{samlARN, samlARN + ":SAML:carl"}; !slices.Equal(verified[0].amr, want) {
		t.Errorf("amr is %v, want %v", verified[0].amr, want)
	}
}

func TestBasicFlowTakesNoAssertion(t *testing.T) {
	d := withSAML(t)
	l := logins(samlARN, assertion(t, "company", nil))
	_, err := d.GetOpenIdToken(t.Context(), GetOpenIdTokenRequest{IdentityId: d.identityOf(t, l), Logins: l})
	refused(t, "SAML in the basic flow", err, ErrBasicSAML)
}
