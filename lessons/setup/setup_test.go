package setup

import (
	"strings"
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
)

func TestAPolicyThatIsNoneHasItsLine(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"trust policy", "{\"roles\": [{\"name\": \"R\",\n\"trust\": {\n\"Statement\": [{\"Effect\": \"No\"}]}}]}", `a.json:3: the trust policy of role "R": `},
		{"no trust policy", "{\"roles\": [\n{\"name\": \"R\"}]}", `a.json:2: the trust policy of role "R": the policy document is missing`},
		{"managed policy", "{\"policies\": [{\"name\": \"P\",\n\"document\": {}}]}", `a.json:2: the policy "P": `},
		{"bucket policy of another bucket", `{"buckets": [{"name": "mine", "policy": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*"}]}}]}`, `a.json:1: the policy of bucket "mine": `},
		{"unknown member", "{\n\"roels\": []}", "a.json:2: roels: no such member"},
	} {
		_, err := Read("a.json", []byte(tt.data))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestWhoPlays(t *testing.T) {
	pools := []account.UserPool{
		{Name: "a", Clients: []account.Client{{Name: "x"}}},
		{Name: "b", Clients: []account.Client{{Name: "y"}, {Name: "z"}}, Users: []account.User{{Username: "new", Status: "UNCONFIRMED"}, {Username: "old", Password: "p"}}},
	}
	desk := account.IdentityPool{Name: "desk", UserPools: []account.PoolLogin{{Pool: "b", Client: "z"}}}
	for _, tt := range []struct {
		name string
		a    account.Account
		want Cast
	}{
		{"nobody in an empty account", account.Account{}, Cast{-1, -1, -1, -1, -1}},
		{"the first, without an identity pool", account.Account{UserPools: pools}, Cast{0, 0, -1, -1, -1}},
		{"the client that an identity pool accepts", account.Account{UserPools: pools, IdentityPools: []account.IdentityPool{{}, desk}}, Cast{1, 1, 1, 1, -1}},
		{"the app's own client first", account.Account{UserPools: pools, IdentityPools: []account.IdentityPool{desk}, App: account.App{Pool: "a", Client: "x"}}, Cast{0, 0, -1, 0, -1}},
		{"the learner", account.Account{UserPools: pools[1:], Learner: account.Learner{Username: "new"}}, Cast{0, 0, 0, -1, -1}},
	} {
		if got := CastOf(tt.a); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
	staged, _ := Staged(account.Account{UserPools: pools, IdentityPools: []account.IdentityPool{{}, desk}})
	if got := staged.UserPools[0].Clients[0].Name + " " + staged.IdentityPools[0].Name + " " + staged.Learner.Username; got != "z desk old" {
		t.Errorf("on stage are %s, want z desk old", got)
	}
	if pools[1].Clients[0].Name != "y" {
		t.Error("Staged changed the account that it was given")
	}
}

func TestTheTestUserHasWhatThePoolRequires(t *testing.T) {
	for _, p := range []account.UserPool{
		{Name: "plain"},
		{Name: "all", Required: []string{"email", "phone_number", "birthdate", "updated_at", "name", "gender", "picture", "zoneinfo", "address"}},
		{Name: "by email", UsernameAttributes: []string{"email"}, Required: []string{"email"}},
		{Name: "by phone", UsernameAttributes: []string{"phone_number"}},
		{Name: "with an alias", AliasAttributes: []string{"email"}, AutoVerify: []string{"email"}},
	} {
		if _, err := sim.New(sim.Config{Account: WithPerson(account.Account{UserPools: []account.UserPool{p}})}); err != nil {
			t.Errorf("pool %s: %v", p.Name, err)
		}
	}
}

func TestWhatIsChangedForTheStageIsSaid(t *testing.T) {
	page := account.Client{Name: "web", Flows: []string{"ALLOW_REFRESH_TOKEN_AUTH"}, OAuthFlows: []string{"code"}}
	ana := []account.User{{Username: "ana", Password: "p"}}
	for _, tt := range []struct {
		name string
		pool account.UserPool
		want string
	}{
		{"nothing", account.UserPool{Clients: []account.Client{{Name: "web", Flows: []string{"USER_PASSWORD_AUTH"}}}, Users: ana}, ""},
		{"no person", account.UserPool{Clients: []account.Client{{Name: "web", Flows: []string{"ALLOW_USER_PASSWORD_AUTH"}}}}, "nobody in the file can sign in"},
		{"AWS's default flows", account.UserPool{Clients: []account.Client{{Name: "web"}}, Users: ana}, "sign in with SRP at client web"},
		{"a flow of the app's own only", account.UserPool{Clients: []account.Client{{Name: "web", Flows: []string{"CUSTOM_AUTH_FLOW_ONLY"}}}, Users: ana}, ""},
		{"the login page", account.UserPool{Domain: "d", Clients: []account.Client{page}, Users: ana}, "the callback address of the lesson's app"},
		{"a page without domain", account.UserPool{Clients: []account.Client{page}, Users: ana}, ""},
		{"a second factor", account.UserPool{MFA: "OPTIONAL", Clients: []account.Client{{Name: "web", Flows: []string{"ALLOW_USER_PASSWORD_AUTH"}}}, Users: ana}, "multi-factor authentication is left out"},
	} {
		tt.pool.Name = "people"
		_, notes := Staged(account.Account{UserPools: []account.UserPool{tt.pool}})
		if got := strings.Join(notes, "; "); !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: said %q, want %q", tt.name, got, tt.want)
		}
	}
}
