package sts

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/token"
	"poolschool/sim/wire"
)

func TestAnIdentityPoolsTokenOpensASession(t *testing.T) {
	a := open(t)
	out, err := a.AssumeRoleWithWebIdentity(context.Background(), request(openID(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"provider", out.Provider, "cognito-identity.amazonaws.com"},
		{"audience", out.Audience, pool},
		{"subject", out.SubjectFromWebIdentityToken, identity},
		{"assumed role id", out.AssumedRoleUser.AssumedRoleId, "AROAAPPUSER:session"},
		{"the session's ARN drops the role's path", out.AssumedRoleUser.Arn, "arn:aws:sts::111122223333:assumed-role/AppUser/session"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	c := out.Credentials
	if !regexp.MustCompile(`^ASIA[A-Z0-9]{16}$`).MatchString(c.AccessKeyId) || len(c.SecretAccessKey) != 40 || !strings.HasPrefix(c.SessionToken, "IQoJb3JpZ2luX2Vj") {
		t.Errorf("credentials have another shape: %+v", c)
	}
	if want := noon.Add(time.Hour); !c.Expiration.Equal(want) {
		t.Errorf("expires %s, want %s", c.Expiration, want)
	}
	x, ok := a.store.Session(c.AccessKeyId)
	if !ok || x.Federated != "cognito-identity.amazonaws.com" || x.Policies != nil {
		t.Fatalf("got session %+v", x)
	}
	for key, want := range map[string][]string{
		"cognito-identity.amazonaws.com:sub": {identity},
		"cognito-identity.amazonaws.com:aud": {pool},
		"cognito-identity.amazonaws.com:amr": {"authenticated", userPool, userPool + ":CognitoSignIn:sub-1"},
	} {
		if got := x.Context[key]; !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", key, got, want)
		}
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	exp := func(at time.Duration) token.Claim { return token.Claim{Name: "exp", Value: noon.Add(at).Unix()} }
	iss := func(issuer string) token.Claim { return token.Claim{Name: "iss", Value: issuer} }
	registered := func(t *testing.T, a door) {
		t.Helper()
		for _, url := range []string{userPool, "down.example.com", "nowhere.example.com"} {
			if err := a.store.AddProvider(principal.OIDCProvider{ARN: "arn:aws:iam::111122223333:oidc-provider/" + url, URL: url, ClientIDs: []string{"client-1"}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name, raw string
		want      *wire.Error
	}{
		{"text is no JWT", "not-a-token", ErrNotJWT},
		{"an opaque token needs its ProviderId", "opaque-token", ErrNotJWT},
		{"a forged signature", sign(t, otherKey(), token.Claims{iss("https://cognito-identity.amazonaws.com"), {Name: "aud", Value: pool}, {Name: "sub", Value: identity}, exp(time.Minute)}), ErrNotValidated},
		{"an issuer that IAM does not know", openID(t, iss("https://unregistered.example.com")), ErrNoProvider.Saying("https://unregistered.example.com")},
		{"no issuer at all", openID(t, iss("")), ErrNoProvider.Saying("")},
		{"keys that cannot be fetched", openID(t, iss("https://down.example.com")), ErrNoKey},
		{"a registered issuer at which nobody answers", openID(t, iss("https://nowhere.example.com")), ErrNoKey},
		{"a user pool's ID token for another client", openID(t, iss("https://"+userPool), token.Claim{Name: "aud", Value: "client-2"}), ErrAudience},
		{"azp goes before aud", openID(t, iss("https://"+userPool), token.Claim{Name: "aud", Value: "client-1"}, token.Claim{Name: "azp", Value: "client-2"}), ErrAudience},
		{"an access token, which has no audience", openID(t, iss("https://"+userPool), token.Claim{Name: "aud", Value: nil}), ErrAudience},
		{"no expiry", openID(t, token.Claim{Name: "exp", Value: "soon"}), ErrNotValidated},
		{"expired more than five minutes ago", openID(t, exp(-5*time.Minute)), ErrExpired.Saying(noon.Unix(), noon.Add(-5*time.Minute).Unix())},
		{"tags that are no object", openID(t, token.Claim{Name: tagsClaim, Value: "x"}), ErrNotValidated},
		{"a tag with two values", openID(t, token.Claim{Name: tagsClaim, Value: map[string]any{"principal_tags": map[string]any{"a": []string{"1", "2"}}}}), ErrNotValidated},
	} {
		a := open(t)
		registered(t, a)
		_, err := a.AssumeRoleWithWebIdentity(context.Background(), request(tt.raw))
		refused(t, tt.name, err, tt.want)
		if n := len(a.store.Sessions()); n != 0 {
			t.Errorf("%s: got %d sessions, want none", tt.name, n)
		}
	}
	if _, err := open(t).AssumeRoleWithWebIdentity(context.Background(), request(openID(t, exp(-4*time.Minute)))); err != nil {
		t.Errorf("STS takes a token up to five minutes after its expiry; got %v", err)
	}
}

func TestTrustPolicies(t *testing.T) {
	const statement = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,"Action":"%s","Condition":{%s}}]}`
	const cognitoP, action = `{"Federated":"cognito-identity.amazonaws.com"}`, "sts:AssumeRoleWithWebIdentity"
	aud := func(value string) string {
		return `"StringEquals":{"cognito-identity.amazonaws.com:aud":"` + value + `"}`
	}
	amr := func(value string) string {
		return `"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"` + value + `"}`
	}
	guest := openID(t, token.Claim{Name: "amr", Value: []string{"unauthenticated"}})
	for _, tt := range []struct {
		name, document, raw string
		want                *wire.Error
	}{
		{"audience and authentication fit", fmt.Sprintf(statement, cognitoP, action, aud(pool)+","+amr("authenticated")), openID(t), nil},
		{"aud is another pool", fmt.Sprintf(statement, cognitoP, action, aud("us-east-1:other")), openID(t), ErrNotTrusted},
		{"a guest at the role for the signed in", fmt.Sprintf(statement, cognitoP, action, aud(pool)+","+amr("authenticated")), guest, ErrNotTrusted},
		{"without amr a guest gets the role", fmt.Sprintf(statement, cognitoP, action, aud(pool)), guest, nil},
		{"a provider may be named in amr", fmt.Sprintf(statement, cognitoP, action, aud(pool)+","+amr(userPool)), openID(t), nil},
		{"a mistyped key is never there", fmt.Sprintf(statement, cognitoP, action, aud(pool)+`,"ForAnyValue:StringLike":{"cognito-identity.amazon.com:amr":"authenticated"}`), openID(t), ErrNotTrusted},
		{"sts:AssumeRole is another action", fmt.Sprintf(statement, cognitoP, "sts:AssumeRole", aud(pool)), openID(t), ErrNotTrusted},
		{"Cognito as a service is another principal", fmt.Sprintf(statement, `{"Service":"cognito-identity.amazonaws.com"}`, action, aud(pool)), openID(t), ErrNotTrusted},
		{"the session name can be asked for", fmt.Sprintf(statement, cognitoP, action, aud(pool)+`,"StringLike":{"sts:RoleSessionName":"other-*"}`), openID(t), ErrNotTrusted},
		{"pinned to one identity", fmt.Sprintf(statement, cognitoP, action, `"StringEquals":{"cognito-identity.amazonaws.com:sub":"`+identity+`"}`), openID(t), nil},
	} {
		a := open(t)
		in := request(tt.raw)
		in.RoleArn = addRole(t, a, "Tried", tt.document)
		_, err := a.AssumeRoleWithWebIdentity(context.Background(), in)
		if tt.want == nil {
			if err != nil {
				t.Errorf("%s: got %v, want a session", tt.name, err)
			}
			continue
		}
		refused(t, tt.name, err, tt.want)
	}
}

func TestTheRoleMustExist(t *testing.T) {
	in := request(openID(t))
	in.RoleArn = "arn:aws:iam::111122223333:role/AppUser" // the path is part of the ARN
	_, err := open(t).AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "a role that does not exist is refused like one that does not trust", err, ErrNotTrusted)
	in.RoleArn = "arn:aws:iam::111122223333:user/ana"
	_, err = open(t).AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "a user is no role", err, ErrARN)
}

func TestTagsNeedTagSession(t *testing.T) {
	tags := token.Claim{Name: tagsClaim, Value: map[string]any{"principal_tags": map[string]any{"team": []string{"blue"}, "floor": "3"}}}
	a := open(t)
	out, err := a.AssumeRoleWithWebIdentity(context.Background(), request(openID(t, tags)))
	if err != nil {
		t.Fatal(err)
	}
	x, _ := a.store.Session(out.Credentials.AccessKeyId)
	if x.Tags["team"] != "blue" || x.Tags["floor"] != "3" || out.PackedPolicySize == nil {
		t.Errorf("got tags %v, packed size %v", x.Tags, out.PackedPolicySize)
	}
	in := request(openID(t, tags))
	in.RoleArn = addRole(t, a, "Untagged", strings.Replace(cognitoTrust, `,"sts:TagSession"`, "", 1))
	_, err = a.AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "the trust policy must allow the tags too", err, ErrNoTagSession)
	in.RoleArn = addRole(t, a, "BlueOnly", strings.Replace(cognitoTrust, `"StringEquals":{`, `"StringEquals":{"aws:RequestTag/team":"red",`, 1))
	_, err = a.AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "the trust policy sees the tags", err, ErrNotTrusted)
	long := token.Claim{Name: tagsClaim, Value: map[string]any{"principal_tags": map[string]any{"a": []string{strings.Repeat("x", 256)}, "b": []string{strings.Repeat("x", 256)}}}}
	_, err = a.AssumeRoleWithWebIdentity(context.Background(), request(openID(t, long)))
	refused(t, "tags need space", err, ErrTagsTooLarge.Saying(112))
}

// Nobody signs AssumeRoleWithWebIdentity, and yet a trust policy can ask where the request came from.
func TestTrustPoliciesAskAboutTheRequest(t *testing.T) {
	for _, tt := range []struct {
		condition string
		ok        bool
	}{
		{`"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}`, true},
		{`"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}`, false},
		{`"StringLike":{"aws:RequestedRegion":"us-east-1"}`, true},
		{`"Bool":{"aws:SecureTransport":"true"}`, true},
		{`"DateLessThan":{"aws:CurrentTime":"2026-03-02T12:00:00Z"}`, false},
		{`"NumericLessThanEquals":{"aws:EpochTime":"1772452800"}`, true},
		{`"Null":{"aws:username":"true"}`, true},
	} {
		a := open(t)
		role := addRole(t, a, "Tried", strings.Replace(cognitoTrust, `"Condition":{`, `"Condition":{`+tt.condition+`,`, 1))
		output, x := call(t, a, "AssumeRoleWithWebIdentity", `{"RoleArn":"`+role+`","RoleSessionName":"session","WebIdentityToken":"`+openID(t)+`"}`, nil)
		if (output != nil) != tt.ok {
			t.Errorf("%s: got %s %s, want a session: %v", tt.condition, x.Code, x.Because, tt.ok)
		}
	}
}

func TestASourceIdentityStaysWithTheSession(t *testing.T) {
	source := func(value any) string { return openID(t, token.Claim{Name: sourceClaim, Value: value}) }
	setting := strings.Replace(cognitoTrust, `"sts:TagSession"`, `"sts:SetSourceIdentity"`, 1)
	for _, tt := range []struct {
		name, trust, raw string
		want             *wire.Error
	}{
		{"the trust policy allows it", setting, source("ana"), nil},
		{"the trust policy must allow it", cognitoTrust, source("ana"), ErrNoSourceIdentity},
		{"the trust policy may ask for it", strings.Replace(setting, `"StringEquals":{`, `"StringEquals":{"sts:SourceIdentity":"ben",`, 1), source("ana"), ErrNotTrusted},
		{"one character is too short", setting, source("a"), ErrNotValidated},
		{"it is a text", setting, source([]string{"ana"}), ErrNotValidated},
	} {
		a := open(t)
		in := request(tt.raw)
		in.RoleArn = addRole(t, a, "Tried", tt.trust)
		out, err := a.AssumeRoleWithWebIdentity(context.Background(), in)
		if tt.want != nil {
			refused(t, tt.name, err, tt.want)
			continue
		}
		x, _ := a.store.Session(out.Credentials.AccessKeyId)
		if err != nil || out.SourceIdentity != "ana" || strings.Join(x.Context["aws:SourceIdentity"], " ") != "ana" {
			t.Errorf("%s: got %q and %v, %v, want ana in both", tt.name, out.SourceIdentity, x.Context, err)
		}
	}
}

func TestDurations(t *testing.T) {
	seconds := func(n int) *int { return &n }
	for _, tt := range []struct {
		name    string
		most    time.Duration
		asked   *int
		want    time.Duration
		refused bool
	}{
		{"an hour when nothing is asked", 12 * time.Hour, nil, time.Hour, false},
		{"as asked", time.Hour, seconds(900), 15 * time.Minute, false},
		{"up to the role's limit", 2 * time.Hour, seconds(7200), 2 * time.Hour, false},
		{"not beyond it", 2 * time.Hour, seconds(7201), 0, true},
		{"a role without a limit has an hour", 0, seconds(3601), 0, true},
	} {
		a := open(t)
		if err := a.store.UpdateRole("AppUser", func(r *principal.Role) error { r.MaxSession = tt.most; return nil }); err != nil {
			t.Fatal(err)
		}
		in := request(openID(t))
		in.DurationSeconds = tt.asked
		out, err := a.AssumeRoleWithWebIdentity(context.Background(), in)
		if tt.refused {
			refused(t, tt.name, err, ErrDuration)
			continue
		}
		if got := out.Credentials.Expiration.Sub(noon); err != nil || got != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestSessionPolicies(t *testing.T) {
	a := open(t)
	read, err := policy.Parse(policy.KindIdentity, "Read", []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}`))
	if err != nil {
		t.Fatal(err)
	}
	const readARN = "arn:aws:iam::111122223333:policy/Read"
	if err := a.store.AddPolicy(principal.ManagedPolicy{Name: "Read", ARN: readARN, Policy: read}); err != nil {
		t.Fatal(err)
	}
	in := request(openID(t))
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}`
	in.Policy, in.PolicyArns = &text, []PolicyArn{{readARN}}
	out, err := a.AssumeRoleWithWebIdentity(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	x, _ := a.store.Session(out.Credentials.AccessKeyId)
	if len(x.Policies) != 2 || x.Policies[1].Name != "Read" || x.Policies[1].Kind != policy.KindSession || out.PackedPolicySize == nil || *out.PackedPolicySize != 5 {
		t.Errorf("got %d policies, packed %v", len(x.Policies), out.PackedPolicySize)
	}
	broken := `{"Statement":[]`
	in.Policy = &broken
	_, err = a.AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "a policy must be well formed", err, ErrPolicy.Saying("Syntax errors in policy."))
	in.Policy, in.PolicyArns = nil, []PolicyArn{{"arn:aws:iam::111122223333:policy/Gone"}}
	_, err = a.AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "a managed policy must exist", err, &wire.Error{Code: "MalformedPolicyDocument"})
}

func TestDirectFederation(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:oidc-provider/" + userPool
	idToken := openID(t, token.Claim{Name: "iss", Value: "https://" + userPool}, token.Claim{Name: "aud", Value: "client-1"}, token.Claim{Name: "sub", Value: "sub-1"}, token.Claim{Name: "amr", Value: nil})
	googleToken := openID(t, token.Claim{Name: "iss", Value: "https://accounts.google.com"}, token.Claim{Name: "aud", Value: "backend"}, token.Claim{Name: "azp", Value: "phone"}, token.Claim{Name: "sub", Value: "10769"}, token.Claim{Name: "amr", Value: nil})
	for _, tt := range []struct {
		name, principal, key, value string
		raw, providerID             string
		provider, audience, subject string
	}{
		{"a user pool that IAM knows", arn, userPool + ":aud", "client-1", idToken, "", arn, "client-1", "sub-1"},
		{"Google needs no provider in IAM", "accounts.google.com", "accounts.google.com:aud", "phone", googleToken, "", "accounts.google.com", "backend", "10769"},
		{"Google's own audience is oaud", "accounts.google.com", "accounts.google.com:oaud", "backend", googleToken, "", "accounts.google.com", "backend", "10769"},
		{"Facebook is asked", "graph.facebook.com", "graph.facebook.com:app_id", "app-1", "opaque-token", "graph.facebook.com", "graph.facebook.com", "app-1", "fb-user-7"},
		{"Amazon is asked", "www.amazon.com", "www.amazon.com:user_id", "fb-user-7", "opaque-token", "www.amazon.com", "www.amazon.com", "app-1", "fb-user-7"},
	} {
		a := open(t)
		if err := a.store.AddProvider(principal.OIDCProvider{ARN: arn, URL: userPool, ClientIDs: []string{"client-1"}}); err != nil {
			t.Fatal(err)
		}
		in := request(tt.raw)
		in.ProviderId = tt.providerID
		in.RoleArn = addRole(t, a, "Direct", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"`+tt.principal+`"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"`+tt.key+`":"`+tt.value+`"}}}]}`)
		out, err := a.AssumeRoleWithWebIdentity(context.Background(), in)
		if err != nil || out.Provider != tt.provider || out.Audience != tt.audience || out.SubjectFromWebIdentityToken != tt.subject {
			t.Errorf("%s: got %s %s %s, %v", tt.name, out.Provider, out.Audience, out.SubjectFromWebIdentityToken, err)
		}
	}
	in := request("opaque-token")
	in.ProviderId = "api.twitter.com"
	_, err := open(t).AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "STS knows two providers of opaque tokens", err, ErrNotValidated)
	in = request("forged-token")
	in.ProviderId = "graph.facebook.com"
	_, err = open(t).AssumeRoleWithWebIdentity(context.Background(), in)
	refused(t, "the provider must vouch for the token", err, ErrIDPRejected)
}

func TestAProviderWithoutAudiencesAcceptsNone(t *testing.T) {
	a := open(t)
	if err := a.store.AddProvider(principal.OIDCProvider{ARN: "arn:aws:iam::111122223333:oidc-provider/" + userPool, URL: userPool}); err != nil {
		t.Fatal(err)
	}
	_, err := a.AssumeRoleWithWebIdentity(context.Background(), request(openID(t, token.Claim{Name: "iss", Value: "https://" + userPool})))
	refused(t, "nothing is registered", err, ErrAudience)
}

func TestTheWireAndTheTrace(t *testing.T) {
	a := open(t)
	raw := openID(t)
	out, e := call(t, a, "AssumeRoleWithWebIdentity", `{"RoleArn":"`+roleARN+`","RoleSessionName":"s1","WebIdentityToken":"`+raw+`"}`, nil)
	var got AssumeRoleWithWebIdentityResponse
	if err := json.Unmarshal(out, &got); err != nil || got.AssumedRoleUser.AssumedRoleId != "AROAAPPUSER:s1" {
		t.Errorf("got %s, %v", out, err)
	}
	if e.Summary != "role AppUser" || len(e.Decisions) != 1 {
		t.Errorf("got summary %q and %d decisions", e.Summary, len(e.Decisions))
	}
	var texts []string
	for _, c := range e.Checks {
		texts = append(texts, c.Text)
	}
	for _, want := range []string{
		"issuer cognito-identity.amazonaws.com is built in", "token: not expired",
		"trust policy of AppUser: StringEquals cognito-identity.amazonaws.com:aud = " + pool,
		"trust policy of AppUser: ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated",
		"trust policy of role AppUser allows sts:AssumeRoleWithWebIdentity",
	} {
		if !slices.Contains(texts, want) {
			t.Errorf("no check %q in %q", want, texts)
		}
	}
	red := e.Redacted()
	if body := string(red.Request.Body) + string(red.Response.Body); strings.Contains(body, raw) || strings.Contains(body, got.Credentials.SecretAccessKey) || strings.Contains(body, got.Credentials.SessionToken) {
		t.Errorf("a secret shows in %s", body)
	}

	guest := openID(t, token.Claim{Name: "amr", Value: []string{"unauthenticated"}})
	_, e = call(t, a, "AssumeRoleWithWebIdentity", `{"RoleArn":"`+roleARN+`","RoleSessionName":"s1","WebIdentityToken":"`+guest+`"}`, nil)
	if e.Status != 403 || e.Code != "AccessDenied" || e.Refusal != "Not authorized to perform sts:AssumeRoleWithWebIdentity" ||
		!strings.Contains(e.Because, "ForAnyValue:StringLike cognito-identity.amazonaws.com:amr = authenticated") {
		t.Errorf("got %d %s %q because %q", e.Status, e.Code, e.Refusal, e.Because)
	}
	_, e = call(t, a, "AssumeRoleWithWebIdentity", `{"RoleArn":"`+roleARN+`","RoleSessionName":"a","WebIdentityToken":"abcd","DurationSeconds":0}`, nil)
	if e.Code != "ValidationError" || !strings.HasPrefix(e.Refusal, "2 validation errors detected: Value 'a' at 'roleSessionName'") {
		t.Errorf("got %s %q", e.Code, e.Refusal)
	}
}

func TestManyAtOnce(t *testing.T) {
	a := open(t)
	raw := openID(t)
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if _, err := a.AssumeRoleWithWebIdentity(context.Background(), request(raw)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := len(a.store.Sessions()); got != 200 {
		t.Errorf("got %d sessions, want 200", got)
	}
	if got := len(a.Snapshot()); got != 200 {
		t.Errorf("the snapshot shows %d sessions, want 200", got)
	}
	a.clock.Advance(26 * time.Hour)
	for range sweep - 200 {
		if _, err := a.open(principal.Session{}, time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(a.store.Sessions()); got != sweep-200 {
		t.Errorf("a day later %d sessions are left, want the new %d", got, sweep-200)
	}
}

func BenchmarkAssumeRoleWithWebIdentity(b *testing.B) {
	a := open(b)
	in := request(openID(b))
	for b.Loop() {
		if _, err := a.AssumeRoleWithWebIdentity(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
