package userpool

import (
	"fmt"
	"strings"
	"testing"

	"poolschool/sim/account"
	"poolschool/sim/wire"
)

// Each quota lets its last one in and refuses the next, in the service's words.
//
// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#resource-quotas
func TestQuotasOfResources(t *testing.T) {
	for _, tt := range []struct {
		name string
		most int
		add  func(d *desk, n int) error
		want *wire.Error
	}{
		{"app clients of a pool", 1000 - 2, (*desk).addClient, errClientLimit.Saying(testPool, 1000)}, // the desk has two
		{"identity providers of a pool", 300, (*desk).addProvider, errProviderLimit.Saying(testPool, 300)},
		{"resource servers of a pool", 25, (*desk).addServer, errServerLimit.Saying(testPool, 25)},
		{"groups of a pool", 10000, (*desk).addGroup, errGroupLimit.Saying(10000, "groups in a user pool")},
		{"groups of a user", 100, (*desk).addMembership, errGroupLimit.Saying(100, "groups of a user")},
		{"linked logins of a user", 5, (*desk).addLink, errLinkLimit.Saying(5)},
		{"pools of an account", 1000 - 1, (*desk).addPool, errPoolLimit.Saying("111122223333", 1000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDeskWith(t, nil, Triggers{})
			for n := range tt.most {
				if err := tt.add(d, n); err != nil {
					t.Fatalf("number %d of %d: %v", n+1, tt.most, err)
				}
			}
			d.refused(tt.want)(nil, tt.add(d, tt.most))
		})
	}
}

func (d *desk) addClient(n int) error {
	_, err := d.CreateUserPoolClient(d.t.Context(), CreateUserPoolClientRequest{UserPoolId: d.pool, ClientName: fmt.Sprint("client ", n)})
	return err
}

func (d *desk) addProvider(n int) error {
	_, err := d.CreateIdentityProvider(d.t.Context(), CreateIdentityProviderRequest{
		UserPoolId: d.pool, ProviderName: fmt.Sprint("Company", n), ProviderType: "SAML", ProviderDetails: map[string]string{"MetadataURL": "https://login.example.org/saml/metadata"},
	})
	return err
}

func (d *desk) addServer(n int) error {
	_, err := d.CreateResourceServer(d.t.Context(), ResourceServerRequest{UserPoolId: d.pool, Identifier: fmt.Sprint("api", n), Name: "API"})
	return err
}

func (d *desk) addGroup(n int) error {
	_, err := d.CreateGroup(d.t.Context(), CreateGroupRequest{UserPoolId: d.pool, GroupName: fmt.Sprint("group ", n)})
	return err
}

func (d *desk) addMembership(n int) error {
	if err := d.addGroup(n); err != nil {
		return err
	}
	_, err := d.AdminAddUserToGroup(d.t.Context(), AdminGroupMemberRequest{UserPoolId: d.pool, Username: "ana", GroupName: fmt.Sprint("group ", n)})
	return err
}

func (d *desk) addLink(n int) error {
	if d.pools[d.pool].provider("Company0") < 0 {
		if err := d.addProvider(0); err != nil {
			return err
		}
	}
	_, err := d.AdminLinkProviderForUser(d.t.Context(), AdminLinkProviderForUserRequest{
		UserPoolId: d.pool, DestinationUser: &ProviderUser{ProviderName: "Cognito", ProviderAttributeValue: "ana"},
		SourceUser: &ProviderUser{ProviderName: "Company0", ProviderAttributeName: subjectAttribute, ProviderAttributeValue: fmt.Sprint("person", n)},
	})
	return err
}

func (d *desk) addPool(n int) error {
	_, err := d.CreateUserPool(d.t.Context(), CreateUserPoolRequest{PoolName: fmt.Sprint("pool ", n)})
	return err
}

// A pool may have 50 attributes of its own.
func TestQuotaOfCustomAttributes(t *testing.T) {
	var schema []SchemaAttribute
	for n := range mostCustom {
		schema = append(schema, SchemaAttribute{Name: fmt.Sprint("own", n)})
	}
	d := newDeskWith(t, nil, Triggers{})
	got, err := d.CreateUserPool(t.Context(), CreateUserPoolRequest{PoolName: "full", Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, a := range got.UserPool.SchemaAttributes {
		if strings.HasPrefix(a.Name, "custom:") {
			own++
		}
	}
	if own != 50 {
		t.Errorf("the pool has %d attributes of its own, want 50", own)
	}
	d.refused(errCustomMany.Saying(50))(d.CreateUserPool(t.Context(), CreateUserPoolRequest{PoolName: "over", Schema: append(schema, SchemaAttribute{Name: "one"})}))
}

// Lists of settings have their quota as a constraint: the last one goes in, one more does not.
func TestQuotasOfLists(t *testing.T) {
	many := func(n int, shape string) []string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf(shape, i))
		}
		return out
	}
	client := func(change func(*ClientSettings)) func(*desk) error {
		return func(d *desk) error {
			in := CreateUserPoolClientRequest{UserPoolId: d.pool, ClientName: "x"}
			change(&in.ClientSettings)
			_, err := call(d.t.Context(), d.CreateUserPoolClient, in)
			return err
		}
	}
	for _, tt := range []struct {
		name string
		most int
		add  func(n int) func(*desk) error
	}{
		{"callback addresses of a client", 100, func(n int) func(*desk) error {
			return client(func(c *ClientSettings) { c.CallbackURLs = many(n, "https://app.example.com/%d") })
		}},
		{"sign-out addresses of a client", 100, func(n int) func(*desk) error {
			return client(func(c *ClientSettings) { c.LogoutURLs = many(n, "https://app.example.com/%d") })
		}},
		{"scopes of a client", 50, func(n int) func(*desk) error {
			return client(func(c *ClientSettings) { c.AllowedOAuthScopes = many(n, "api/s%d") })
		}},
		{"scopes of a resource server", 100, func(n int) func(*desk) error {
			return func(d *desk) error {
				in := ResourceServerRequest{UserPoolId: d.pool, Identifier: "other", Name: "Other"}
				for _, name := range many(n, "s%d") {
					in.Scopes = append(in.Scopes, ResourceServerScope{ScopeName: name, ScopeDescription: name})
				}
				_, err := call(d.t.Context(), d.CreateResourceServer, in)
				return err
			}
		}},
		{"identifiers of a provider", 50, func(n int) func(*desk) error {
			return func(d *desk) error {
				_, err := call(d.t.Context(), d.CreateIdentityProvider, CreateIdentityProviderRequest{
					UserPoolId: d.pool, ProviderName: "Company", ProviderType: "SAML", IdpIdentifiers: many(n, "company%d.example.org"),
					ProviderDetails: map[string]string{"MetadataURL": "https://login.example.org/saml/metadata"},
				})
				return err
			}
		}},
	} {
		d := newDesk(t, func(p *account.UserPool) {
			p.ResourceServers = []account.ResourceServer{{ID: "api", Scopes: many(51, "s%d")}}
		})
		if err := tt.add(tt.most)(d); err != nil {
			t.Errorf("%s: %d are refused: %v", tt.name, tt.most, err)
		}
		if err := tt.add(tt.most + 1)(d); err == nil || !strings.Contains(err.Error(), fmt.Sprint("less than or equal to ", tt.most)) {
			t.Errorf("%s: %d: %v", tt.name, tt.most+1, err)
		}
	}
}
