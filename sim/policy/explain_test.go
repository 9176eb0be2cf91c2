package policy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestClosestMissFirst(t *testing.T) {
	p := must(t, KindIdentity, "p", `{"Version":"2012-10-17","Statement":[
 {"Sid":"Unmatched","Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"},
 {"Sid":"OtherAction","Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"},
 {"Sid":"FarFolder","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::c/*"},
 {"Sid":"NearFolder","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/fotos/*"},
 {"Sid":"Condition","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"k:k":"v"}}}]}`)
	boundary := must(t, KindBoundary, "limit", in(`"Sid":"Limit","Effect":"Allow","Action":"s3:*","Resource":"*"`))
	x := Explain(Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/photos/x"},
		Policies{Identity: []Policy{p}, Boundary: &boundary})
	var got []string
	for _, f := range x.Findings {
		got = append(got, f.Sid)
	}
	if got, want := strings.Join(got, " "), "Condition NearFolder FarFolder OtherAction Limit Unmatched"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOneChange(t *testing.T) {
	get := func(statement string) Policies {
		return Policies{Identity: []Policy{must(t, KindIdentity, "p", in(statement))}}
	}
	silent := func(p Policies) Policies { p.HasSession = true; return p }
	bucket := func(statement string) Policies {
		p := must(t, KindResource, "b", in(statement))
		return Policies{Resource: &p}
	}
	old := must(t, KindIdentity, "p", strings.Replace(in(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${k:k}/*"`), "2012", "2008", 1))
	for _, tt := range []struct {
		name     string
		policies Policies
		want     string
	}{
		{"another key", get(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/mine/*"`), "a key that begins with mine/"},
		{"one certain key", get(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/mine"`), "a key that is mine"},
		{"a pattern of keys", get(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*.png"`), "a key that matches *.png"},
		{"a resource elsewhere", get(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::c/*"`), "add arn:aws:s3:::b/a/x to the resources of p, statement 1 (line 1)"},
		{"a key that a deny forbids", Policies{Identity: append(get(`"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/mine/*"`).Identity,
			get(`"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::b/mine/*"`).Identity...)}, "add arn:aws:s3:::b/a/x to the resources of p, statement 1 (line 1)"},
		{"a variable without value", get(`"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}/*"`), "a variable that this request has a value for, in the resource of p, statement 1 (line 1)"},
		{"the old version", Policies{Identity: []Policy{old}}, "Version 2012-10-17 in p, so that ${…} is a variable"},
		{"another action", get(`"Sid":"S","Effect":"Allow","Action":"s3:PutObject","Resource":"*"`), "add s3:GetObject to the actions of p, statement S"},
		{"an action left out", get(`"Sid":"S","Effect":"Allow","NotAction":"s3:Get*","Resource":"*"`), "take s3:GetObject out of the NotAction of p, statement S"},
		{"a resource left out", get(`"Sid":"S","Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::b/*"`), "take arn:aws:s3:::b/* out of the NotResource of p, statement S"},
		{"a value", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"k:k":"v"}}`), "a request whose k:k is v"},
		{"a beginning", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"k:none":"v*"}}`), "a request whose k:none begins with v"},
		{"anything", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"k:none":"*"}}`), "a request whose k:none has any value"},
		{"a negated condition", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"k:k":"a"}}`), "a request for which StringNotEquals k:k a holds"},
		{"a key that has to be there", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"k:none":"false"}}`), "a request that has k:none"},
		{"a key that must not be there", get(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"k:k":"true"}}`), "a request without k:k"},
		{"a key with a slip", get(`"Sid":"S","Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:UsrId":"ana"}}`), "the key aws:userid in the place of aws:UsrId, in p, statement S"},
		{"several values", get(`"Sid":"S","Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"k:two":"a"}}`), "ForAnyValue:StringEquals in the place of StringEquals, in p, statement S"},
		{"two misses are too many", get(`"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::c"`), ""},
		{"a session policy would still be silent", silent(get(`"Effect":"Allow","Action":"s3:PutObject","Resource":"*"`)), ""},
		{"the principal of a bucket policy", bucket(`"Sid":"S","Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"*"`), `the principal {"AWS": "` + role + `"} in b, statement S`},
		{"nothing at all", Policies{}, ""},
	} {
		r := Request{Principal: appUser(), Action: "s3:GetObject", Resource: "arn:aws:s3:::b/a/x",
			Context: NewContext(map[string][]string{"k:k": {"a"}, "k:two": {"a", "b"}, "aws:userid": {"ana"}})}
		if got := Explain(r, tt.policies).Change; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestNotes(t *testing.T) {
	for _, tt := range []struct{ name, statement, action, resource, want string }{
		{"an operation is not an action", `"Action":"s3:ListObjectsV2","Resource":"*"`, "s3:ListBucket", "arn:aws:s3:::b", "s3:ListObjectsV2 is an operation but not an action; the action is s3:ListBucket"},
		{"objects for a bucket", `"Action":"s3:ListBucket","Resource":"arn:aws:s3:::b/*"`, "s3:ListBucket", "arn:aws:s3:::b", "this action is checked on the bucket itself, and the pattern names objects in it"},
		{"a bucket for objects", `"Action":"s3:GetObject","Resource":"arn:aws:s3:::b"`, "s3:GetObject", "arn:aws:s3:::b/k", "this action is checked on an object, and the pattern names the bucket only"},
		{"a star that is literal", `"Action":"*","Resource":"*","Condition":{"StringEquals":{"k:k":"a*"}}`, "s3:GetObject", "*", "StringEquals takes * and ? literally; StringLike has wildcards"},
		{"a value that is no number", `"Action":"*","Resource":"*","Condition":{"NumericEquals":{"k:k":"ten"}}`, "s3:GetObject", "*", "ten is not a value that NumericEquals can compare"},
		{"a variable in a value", `"Action":"*","Resource":"*","Condition":{"StringEquals":{"k:k":"${aws:username}"}}`, "s3:GetObject", "*", "the request has no single value for ${aws:username}"},
		{"a variable where none can be", `"Action":"*","Resource":"*","Condition":{"NumericEquals":{"k:k":"${k:k}"}}`, "s3:GetObject", "*", "${k:k} is not a value that NumericEquals can compare"},
		{"a missing key that is no harm", `"Action":"*","Resource":"*","Condition":{"StringNotEquals":{"k:none":"x"}}`, "s3:GetObject", "*", "the request has no key k:none, and that satisfies StringNotEquals"},
		{"a missing key under ForAllValues", `"Action":"*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"k:none":"x"}}`, "s3:GetObject", "*", "the request has no key k:none, and ForAllValues finds nothing against it"},
	} {
		p := must(t, KindIdentity, "p", in(`"Effect":"Allow",`+tt.statement))
		x := Explain(Request{Principal: iamUser(), Action: tt.action, Resource: tt.resource, Context: Context{"k:k": {"abc"}}}, Policies{Identity: []Policy{p}})
		var notes []string
		for _, part := range x.Findings[0].Parts {
			if part.Note != "" {
				notes = append(notes, part.Note)
			}
		}
		if got := strings.Join(notes, "|"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// dice builds random policies and requests from few words, so that they often meet.
type dice struct{ *rand.Rand }

func (d dice) one(of ...string) string { return of[d.IntN(len(of))] }

func (d dice) policy(t *testing.T, kind Kind, name string) Policy {
	var statements []string
	for range 1 + d.IntN(3) {
		s := `"Effect":"` + d.one("Allow", "Allow", "Deny") + `","` + d.one("Action", "Action", "NotAction") + `":"` + d.one("*", "s3:*", "s3:Get*", "s3:PutObject", "sts:*") + `"`
		s += `,"` + d.one("Resource", "Resource", "NotResource") + `":"` + d.one("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${k:k}/*", "arn:aws:s3:::b") + `"`
		if kind == KindResource {
			s += `,"` + d.one("Principal", "Principal", "Principal", "NotPrincipal") + `":` + d.one(`"*"`, `{"AWS":"111122223333"}`, `{"AWS":"`+role+`"}`, `{"AWS":"`+session+`"}`, `{"Federated":"cognito-identity.amazonaws.com"}`)
		}
		if d.IntN(2) == 0 {
			operator := d.one("", "ForAnyValue:", "ForAllValues:") + d.one("StringEquals", "StringNotLike", "StringLike") + d.one("", "IfExists")
			s += fmt.Sprintf(`,"Condition":{"%s":{"%s":"%s"}}`, operator, d.one("k:k", "k:two", "k:none"), d.one("a", "b*", "${k:k}"))
		}
		statements = append(statements, "{"+s+"}")
	}
	return must(t, kind, name, `{"Version":"2012-10-17","Statement":[`+strings.Join(statements, ",")+`]}`)
}

func (d dice) policies(t *testing.T) Policies {
	var p Policies
	for i := range d.IntN(3) {
		p.Identity = append(p.Identity, d.policy(t, KindIdentity, fmt.Sprint("i", i)))
	}
	for i := range d.IntN(2) {
		p.Session = append(p.Session, d.policy(t, KindSession, fmt.Sprint("s", i)))
	}
	p.HasSession = d.IntN(4) == 0
	if d.IntN(3) == 0 {
		b := d.policy(t, KindBoundary, "b")
		p.Boundary = &b
	}
	if d.IntN(2) == 0 {
		r := d.policy(t, KindResource, "r")
		p.Resource = &r
	}
	return p
}

func (d dice) request() Request {
	principals := []Principal{appUser(), iamUser(), {Anonymous: true}, {Service: "lambda.amazonaws.com"}}
	return Request{
		Principal: principals[d.IntN(len(principals))], Action: d.one("s3:GetObject", "s3:PutObject", "s3:ListBucket"),
		Resource: d.one("arn:aws:s3:::b/a/x", "arn:aws:s3:::b/b", "arn:aws:s3:::b"), ResourceAccount: d.one("", "", "", account, "444455556666"),
		Context: NewContext(map[string][]string{"k:k": {d.one("a", "b", "*")}, "k:two": {"a", "b"}}),
	}
}

// TestExplainAgreesWithDecide: both give one answer, and the findings alone account for every deny and every
// missing allow.
func TestExplainAgreesWithDecide(t *testing.T) {
	d := dice{rand.New(rand.NewPCG(1, 2))}
	outcomes := map[Outcome]int{}
	for i := range 20000 {
		p, r := d.policies(t), d.request()
		decided, x := Decide(r, p), Explain(r, p)
		outcomes[decided.Outcome]++
		if decided.Outcome != x.Outcome || decided.Kind != x.Kind || (decided.By == nil) != (x.By == nil) {
			t.Fatalf("%d: Decide %+v, Explain %+v", i, decided, x.Decision)
		}
		if decided.By != nil && (decided.By.Policy != x.By.Policy || decided.By.Index != x.By.Index || !x.By.Matched) {
			t.Fatalf("%d: Decide by %+v, Explain by %+v", i, decided.By, x.By)
		}
		denied, allowed := false, map[Kind]bool{}
		for _, f := range x.Findings {
			denied = denied || f.Matched && f.Effect == Deny
			allowed[f.Kind] = allowed[f.Kind] || f.Matched && f.Effect == Allow
		}
		if denied != (x.Outcome == ExplicitDeny) {
			t.Fatalf("%d: a deny matched: %v, got %s", i, denied, x.Outcome)
		}
		if x.Outcome == ImplicitDeny && allowed[x.Kind] || x.Outcome == Allowed && !allowed[x.Kind] {
			t.Fatalf("%d: %s of %s, but that kind allows: %v", i, x.Outcome, x.Kind, allowed[x.Kind])
		}
		if x.Text() == "" || x.Change != "" && x.Outcome != ImplicitDeny {
			t.Fatalf("%d: text %q, change %q", i, x.Text(), x.Change)
		}
	}
	for _, o := range []Outcome{Allowed, ExplicitDeny, ImplicitDeny} {
		if outcomes[o] < 1000 {
			t.Errorf("only %d times %s: the dice are bad", outcomes[o], o)
		}
	}
}
