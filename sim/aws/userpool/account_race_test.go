package userpool

import (
	"fmt"
	"sync"
	"testing"

	"poolschool/sim/account"
)

// Run with -race: sign-ups, sign-ins, administrators and changes of settings at the same time.
func TestEverybodyAtOnce(t *testing.T) {
	d := newDesk(t, func(p *account.UserPool) { p.Groups = []account.Group{{Name: "staff"}} })
	ctx := t.Context()
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 4 {
				name := fmt.Sprintf("user-%d-%d", worker, i)
				email := name + "@example.com"
				if _, err := d.SignUp(ctx, SignUpRequest{ClientId: d.client, Username: name, Password: anaPassword, UserAttributes: []Attribute{{"email", email}}}); err != nil {
					t.Errorf("sign-up of %s: %v", name, err)
				}
				if _, err := d.ConfirmSignUp(ctx, ConfirmSignUpRequest{ClientId: d.client, Username: name, ConfirmationCode: d.mail(email)}); err != nil {
					t.Errorf("confirmation of %s: %v", name, err)
				}
				if _, err := d.AdminAddUserToGroup(ctx, AdminGroupMemberRequest{UserPoolId: d.pool, Username: name, GroupName: "staff"}); err != nil {
					t.Errorf("group of %s: %v", name, err)
				}
				// Whatever these two answer while the client's settings change: it must not be a race.
				_, _ = d.ForgotPassword(ctx, ForgotPasswordRequest{ClientId: d.client, Username: "nobody-" + name})
				_, _ = d.initiate(flowPassword, map[string]string{"USERNAME": "nobody", "PASSWORD": anaPassword})
				if _, err := d.AdminUpdateUserAttributes(ctx, AdminUpdateUserAttributesRequest{UserPoolId: d.pool, Username: name, UserAttributes: []Attribute{{"nickname", "n"}}}); err != nil {
					t.Errorf("attributes of %s: %v", name, err)
				}
				if out, err := d.initiate(flowPassword, map[string]string{"USERNAME": name, "PASSWORD": anaPassword}); err != nil || out.AuthenticationResult == nil {
					t.Errorf("sign-in of %s: %v", name, err)
				}
			}
		})
	}
	wg.Go(func() {
		for i := range 300 {
			hide := []string{"ENABLED", "LEGACY"}[i%2]
			if _, err := d.UpdateUserPoolClient(ctx, UpdateUserPoolClientRequest{UserPoolId: d.pool, ClientId: d.client, ClientSettings: ClientSettings{ExplicitAuthFlows: allFlows(), PreventUserExistenceErrors: hide}}); err != nil {
				t.Errorf("client: %v", err)
			}
			if _, err := d.UpdateUserPool(ctx, UpdateUserPoolRequest{UserPoolId: d.pool, PoolSettings: PoolSettings{AutoVerifiedAttributes: []string{"email"}}}); err != nil {
				t.Errorf("pool: %v", err)
			}
			if _, err := d.ListUsers(ctx, ListUsersRequest{UserPoolId: d.pool, Filter: `email ^= "user"`}); err != nil {
				t.Errorf("list: %v", err)
			}
			d.Snapshot()
		}
	})
	wg.Wait()
	members, err := d.ListUsersInGroup(ctx, ListUsersInGroupRequest{UserPoolId: d.pool, GroupName: "staff"})
	if err != nil || len(members.Users) != 32 {
		t.Errorf("%d members, %v; want 32", len(members.Users), err)
	}
}
