package userpool

import (
	"testing"

	"poolschool/sim/account"
)

// Whoever signs up under the name that a provider's person would get does not get that person's sign-ins.
func TestALocalNameDoesNotCatchAProvidersPerson(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.AutoVerify = nil })
	x := account.SocialProvider{Name: "Staff", Type: "OIDC"}
	carl := map[string]string{"sub": "carl"}
	if _, err := d.SignUp(t.Context(), SignUpRequest{ClientId: d.client, Username: "Staff_carl", Password: anaPassword}); err != nil {
		t.Fatal(err)
	}
	_, err := d.federate(t.Context(), d.clients[d.client], x, carl)
	d.refused(errUserExists)(nil, err)

	u, err := d.federate(t.Context(), d.clients[d.client], x, map[string]string{"sub": "dora"})
	if err != nil || u.name != "Staff_dora" || u.status != statusExternal {
		t.Fatalf("another person of the provider: %+v, %v", u, err)
	}
	again, err := d.federate(t.Context(), d.clients[d.client], x, map[string]string{"sub": "dora"})
	if err != nil || again != u {
		t.Errorf("the second sign-in leads to %+v, %v", again, err)
	}
}
