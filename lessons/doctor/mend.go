package doctor

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/setup"
	"poolschool/sim/account"
)

// candidates are changes that may mend the step that failed, the narrowest first. Examine tries them.
func candidates(a account.Account, w *walk, o Options) []Change {
	c := setup.CastOf(a) // without the test user, who is not in the file
	p := patient{Account: a, cast: c, walk: w, options: o}
	switch w.reached {
	case 0:
		return p.mendSignIn()
	case 1:
		return p.mendExchange()
	case 2:
		return p.mendRole()
	}
	return p.mendUpload()
}

// patient is an account that fails.
type patient struct {
	account.Account
	cast    setup.Cast
	walk    *walk
	options Options
}

func (p patient) mendSignIn() []Change {
	if p.cast.Pool < 0 {
		return []Change{change(Add, setup.Place("userPools"), account.UserPool{Name: "people", Clients: []account.Client{firstClient()}})}
	}
	pool := setup.Place("userPools", p.cast.Pool)
	if p.cast.Client < 0 {
		return []Change{change(Add, pool.AppendToken("clients"), firstClient())}
	}
	client := setup.Place("userPools", p.cast.Pool, "clients", p.cast.Client)
	const newClient = "a secret cannot be taken from a client: create one with GenerateSecret false and let the app and the identity pool use its id"
	all := []Change{
		change(Remove, client.AppendToken("secret"), nil).atAWS(newClient),
		change(Remove, client.AppendToken("generateSecret"), nil).atAWS(newClient),
		change(Add, client.AppendToken("flows"), "ALLOW_USER_SRP_AUTH").atAWS("aws cognito-idp update-user-pool-client sets every setting anew: send the others along; an app that sends the password itself needs ALLOW_USER_PASSWORD_AUTH"),
		change(Set, pool.AppendToken("domain"), "my-app"),
	}
	if p.cast.User >= 0 {
		user := setup.Place("userPools", p.cast.Pool, "users", p.cast.User)
		all = append(all,
			change(Set, user.AppendToken("status"), "CONFIRMED").atAWS("aws cognito-idp admin-confirm-sign-up, or admin-set-user-password --permanent"),
			change(Remove, user.AppendToken("disabled"), nil).atAWS("aws cognito-idp admin-enable-user"),
			change(Set, user.AppendToken("password"), setup.TestPassword).atAWS("aws cognito-idp admin-set-user-password --permanent"),
		)
	}
	return all
}

func firstClient() account.Client {
	return account.Client{Name: "web", Flows: []string{"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}}
}

func (p patient) mendExchange() []Change {
	pool, client := p.UserPools[p.cast.Pool].Name, p.UserPools[p.cast.Pool].Clients[p.cast.Client].Name
	login := account.PoolLogin{Pool: pool, Client: client}
	if p.cast.IdentityPool < 0 {
		return []Change{change(Add, setup.Place("identityPools"), account.IdentityPool{Name: "desk", UserPools: []account.PoolLogin{login}})}
	}
	return append(p.withoutTokenCheck(),
		change(Add, setup.Place("identityPools", p.cast.IdentityPool, "userPools"), login).atAWS("aws cognito-identity update-identity-pool sets every setting anew: send the others along, and this pair in CognitoIdentityProviders"))
}

// withoutTokenCheck lets tokens of people who have signed out be traded until they expire.
func (p patient) withoutTokenCheck() []Change {
	var all []Change
	for i, l := range p.IdentityPools[p.cast.IdentityPool].UserPools {
		if l.CheckPool {
			all = append(all, change(Remove, setup.Place("identityPools", p.cast.IdentityPool, "userPools", i, "serverSideTokenCheck"), nil).
				atAWS("or leave it: ServerSideTokenCheck is there to refuse people who have signed out, and signing in again gives a token that it takes"))
		}
	}
	return all
}

func (p patient) mendRole() []Change {
	desk := setup.Place("identityPools", p.cast.IdentityPool)
	all := p.withoutTokenCheck()
	asked := roleAsked(p.walk.failed)
	if i := p.role(asked); asked != "" && i >= 0 {
		return append(all, p.mendTrust(i)...)
	}
	for i, m := range p.IdentityPools[p.cast.IdentityPool].Mappings {
		place := desk.AppendToken("mappings").AppendToken(setup.Place(i).LastToken())
		if m.Ambiguous != "AuthenticatedRole" {
			all = append(all, change(Set, place.AppendToken("ambiguous"), "AuthenticatedRole").
				atAWS("AmbiguousRoleResolution of the role mapping; or give the person what a rule asks for"))
		}
		all = append(all, p.mendRules(place, m)...)
		all = append(all, change(Remove, place, nil))
	}
	for _, r := range p.Roles {
		all = append(all, change(Set, desk.AppendToken("authenticated"), r.Name).atAWS("aws cognito-identity set-identity-pool-roles, with the role's ARN"))
	}
	return all
}

// mendRules lets a rule take a claim that every ID token has.
func (p patient) mendRules(place jsontext.Pointer, m account.Mapping) []Change {
	var all []Change
	for i, r := range m.Rules {
		if p.cast.User >= 0 && (r.Match == "Equals" || r.Match == "StartsWith" || r.Match == "Contains") {
			user := setup.Place("userPools", p.cast.Pool, "users", p.cast.User)
			all = append(all, change(Set, user.AppendToken("attributes").AppendToken(r.Claim), r.Value), change(Add, user.AppendToken("groups"), r.Value))
		}
		if r.Claim != "cognito:username" && i == 0 {
			rule := account.Rule{Claim: "token_use", Match: "Equals", Value: "id", Role: r.Role}
			all = append(all, change(Add, place.AppendToken("rules"), rule))
		}
	}
	return all
}

func (p patient) role(name string) int {
	return slices.IndexFunc(p.Roles, func(r account.Role) bool { return r.Name == name })
}

// statements are those of a policy, with their places: a single one need not stand in a list.
func statements(place jsontext.Pointer, text jsontext.Value) (out []statement) {
	var doc struct{ Statement jsontext.Value }
	if json.Unmarshal(text, &doc) != nil {
		return nil
	}
	place = place.AppendToken("Statement")
	var list []jsontext.Value
	if json.Unmarshal(doc.Statement, &list) != nil {
		list = nil
	}
	single := doc.Statement.Kind() == '{'
	if single {
		list = []jsontext.Value{doc.Statement}
	}
	for i, raw := range list {
		s := statement{place: place, index: i, only: len(list) == 1}
		if !single {
			s.place = place.AppendToken(setup.Place(i).LastToken())
		}
		if json.Unmarshal(raw, &s.parts) == nil {
			out = append(out, s)
		}
	}
	return out
}

// statement is one of a policy.
type statement struct {
	place jsontext.Pointer
	index int
	only  bool // in its policy
	parts map[string]jsontext.Value
}

func (s statement) allows() bool { return string(s.parts["Effect"]) == `"Allow"` }

// extended adds a value to a member that is a list, and sets it otherwise.
func (s statement) extended(name string, value string) Change {
	how := Set
	if s.parts[name].Kind() == '[' {
		how = Add
	}
	return change(how, s.place.AppendToken(name), value)
}

// conditions calls for every operator and key of the statement, in order.
func (s statement) conditions(each func(place jsontext.Pointer, operator, key string, value jsontext.Value)) {
	var all map[string]map[string]jsontext.Value
	if json.Unmarshal(s.parts["Condition"], &all) != nil {
		return
	}
	for _, operator := range slices.Sorted(maps.Keys(all)) {
		for _, key := range slices.Sorted(maps.Keys(all[operator])) {
			each(s.place.AppendToken("Condition").AppendToken(operator).AppendToken(key), operator, key, all[operator][key])
		}
	}
}
