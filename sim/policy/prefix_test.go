package policy

import (
	"strings"
	"testing"
)

const perUser = `{"Version":"2012-10-17","Statement":[
 {"Sid":"List","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::B",
  "Condition":{"StringLike":{"s3:prefix":["private/${cognito-identity.amazonaws.com:sub}/*"]}}},
 {"Sid":"Objects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
  "Resource":"arn:aws:s3:::B/private/${cognito-identity.amazonaws.com:sub}/*"}]}`

// TestPerUserPrefixes are the requests of one identity on a bucket with a folder for each.
func TestPerUserPrefixes(t *testing.T) {
	const bucket = "arn:aws:s3:::B"
	prefix := func(p string) map[string][]string { return map[string][]string{"s3:prefix": {p}} }
	const noGet = "because no identity-based policy allows the s3:GetObject action"
	const noList = "because no identity-based policy allows the s3:ListBucket action"
	for _, tt := range []struct {
		name, document, action, resource string
		keys                             map[string][]string
		want                             string // Reason; empty is allowed
	}{
		{"put into the own folder", perUser, "s3:PutObject", bucket + "/private/" + identity + "/a.txt", nil, ""},
		{"get from another's folder", perUser, "s3:GetObject", bucket + "/private/" + other + "/a.txt", nil, noGet},
		{"list the own folder", perUser, "s3:ListBucket", bucket, prefix("private/" + identity + "/"), ""},
		{"list without a prefix", perUser, "s3:ListBucket", bucket, nil, noList},
		{"list all folders", perUser, "s3:ListBucket", bucket, prefix("private/"), noList},
		{"list with an empty prefix", perUser, "s3:ListBucket", bucket, prefix(""), noList},
		{"list the own folder without its slash", perUser, "s3:ListBucket", bucket, prefix("private/" + identity), noList},
		{"a folder named by the sub of the user pool", strings.ReplaceAll(perUser, "cognito-identity.amazonaws.com:sub", "cognito-idp.us-east-1.amazonaws.com/us-east-1_Example:sub"),
			"s3:GetObject", bucket + "/private/7f3c9a10-0000-4000-8000-00000000abcd/a.txt", nil, noGet},
		{"aws:username is missing in a session", strings.ReplaceAll(perUser, "cognito-identity.amazonaws.com:sub", "aws:username"),
			"s3:GetObject", bucket + "/private/" + identity + "/a.txt", nil, noGet},
		{"the version of 2008 has no variables", strings.Replace(perUser, "2012", "2008", 1), "s3:GetObject", bucket + "/private/" + identity + "/a.txt", nil, noGet},
		{"the version of 2008 takes them literally", strings.Replace(perUser, "2012", "2008", 1), "s3:GetObject", bucket + "/private/${cognito-identity.amazonaws.com:sub}/a.txt", nil, ""},
		{"ListObjects is no action", strings.ReplaceAll(perUser, "s3:ListBucket", "s3:ListObjects"), "s3:ListBucket", bucket, prefix("private/" + identity + "/"), noList},
	} {
		r := Request{Principal: appUser(), Action: tt.action, Resource: tt.resource, Context: NewContext(tt.keys)}
		r.Context.Set("cognito-identity.amazonaws.com:sub", identity)
		p := Policies{Identity: []Policy{must(t, KindIdentity, "p", tt.document)}}
		if got := Decide(r, p).Reason(tt.action); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestVariablesOfASession: which of the usual variables a session of an identity pool has, and a user has.
func TestVariablesOfASession(t *testing.T) {
	pool := NewContext(map[string][]string{
		"cognito-identity.amazonaws.com:sub": {identity}, "cognito-identity.amazonaws.com:aud": {poolID},
		"cognito-identity.amazonaws.com:amr": {"authenticated", "cognito-idp.us-east-1.amazonaws.com/us-east-1_Example"},
		"aws:PrincipalTag/team":              {"red"}, "aws:userid": {"AROAEXAMPLEEXAMPLE12:CognitoIdentityCredentials"},
		"aws:PrincipalType": {"AssumedRole"}, "aws:PrincipalArn": {role}, "aws:FederatedProvider": {cognitoProvider},
	})
	user := NewContext(map[string][]string{
		"aws:username": {"ana"}, "aws:userid": {"AIDAEXAMPLEEXAMPLE34"}, "aws:PrincipalType": {"User"},
		"aws:PrincipalArn": {"arn:aws:iam::111122223333:user/ana"},
	})
	for _, tt := range []struct{ written, pool, user string }{ // empty: matches nothing
		{"${cognito-identity.amazonaws.com:sub}", identity, ""},
		{"${cognito-identity.amazonaws.com:aud}", poolID, ""},
		{"${cognito-identity.amazonaws.com:amr}", "", ""},
		{"${aws:PrincipalTag/Team}", "red", ""},
		{"${aws:PrincipalTag/team, 'company-wide'}", "red", "company-wide"},
		{"${aws:username}", "", "ana"},
		{"${aws:userid}", "AROAEXAMPLEEXAMPLE12:CognitoIdentityCredentials", "AIDAEXAMPLEEXAMPLE34"},
		{"${aws:PrincipalType}", "AssumedRole", "User"},
		{"${aws:PrincipalArn}", role, "arn:aws:iam::111122223333:user/ana"},
		{"${aws:FederatedProvider}", cognitoProvider, ""},
	} {
		p := must(t, KindIdentity, "p", in(`"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/`+tt.written+`"`))
		for who, one := range map[string]struct {
			keys  Context
			value string
		}{"session": {pool, tt.pool}, "user": {user, tt.user}} {
			text, missing := p.Statements[0].Resources[0].filled(one.keys)
			want := "arn:aws:s3:::b/" + one.value
			if one.value == "" {
				want += tt.written
			}
			if text != want || (missing == "") != (one.value != "") {
				t.Errorf("%s of a %s: got %q, missing %q, want %q", tt.written, who, text, missing, want)
			}
		}
	}
}
