package policy

import "testing"

func TestIsPublic(t *testing.T) {
	for _, tt := range []struct {
		name, statement string
		want            bool
	}{
		{"everyone", `"Principal":"*"`, true},
		{"everyone in AWS", `"Principal":{"AWS":"*"}`, true},
		{"everyone but some", `"NotPrincipal":{"AWS":"111122223333"}`, true},
		{"an account", `"Principal":{"AWS":"111122223333"}`, false},
		{"a role", `"Principal":{"AWS":"arn:aws:iam::111122223333:role/R"}`, false},
		{"a service", `"Principal":{"Service":"cloudfront.amazonaws.com"}`, false},
		{"a web identity provider", `"Principal":{"Federated":"graph.facebook.com"}`, true},
		{"identity pools", `"Principal":{"Federated":"cognito-identity.amazonaws.com"}`, true},
		{"the account's own provider", `"Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/corp"}`, false},
		{"one network", `"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`, false},
		{"half of all networks", `"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}}`, true},
		{"a wide range of IPv6", `"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"2001::/16"}}`, true},
		{"all but one network", `"Principal":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`, true},
		{"one VPC", `"Principal":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`, false},
		{"VPCs by a wildcard", `"Principal":"*","Condition":{"StringLike":{"aws:SourceVpc":"vpc-*"}}`, true},
		{"a VPC by a variable", `"Principal":"*","Condition":{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`, true},
		{"one VPC, if there is one", `"Principal":"*","Condition":{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"}}`, true},
		{"an organization", `"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-example"}}`, false},
		{"an identity pool is no fixed caller", `"Principal":"*","Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"` + poolID + `"}}`, true},
		{"access points of one account", `"Principal":"*","Condition":{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}}`, false},
		{"access points of all accounts", `"Principal":"*","Condition":{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:*:accesspoint/*"}}`, true},
	} {
		for effect, want := range map[Effect]bool{Allow: tt.want, Deny: false} {
			p := must(t, KindResource, "b", in(`"Effect":"`+string(effect)+`","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",`+tt.statement))
			if got := IsPublic(p); got != want {
				t.Errorf("%s, %s: got %v, want %v", effect, tt.name, got, want)
			}
		}
	}
}
