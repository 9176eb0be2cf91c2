package serve

import "testing"

func TestARefusalSpeaksTheProtocolOfItsHost(t *testing.T) {
	for host, want := range map[string]protocol{
		"s3.amazonaws.com":                            protocolS3,
		"photos.s3.us-east-1.amazonaws.com":           protocolS3,
		"s3.eu-west-1.amazonaws.com":                  protocolS3,
		"photos.s3.eu-west-1.amazonaws.com":           protocolS3,
		"photos.s3.dualstack.eu-west-1.amazonaws.com": protocolS3,
		"sts.photos.s3.us-east-1.amazonaws.com":       protocolS3,
		"iam.amazonaws.com":                           protocolQuery,
		"sts.amazonaws.com":                           protocolQuery,
		"sts.eu-west-1.amazonaws.com":                 protocolQuery,
		"cognito-idp.eu-west-1.amazonaws.com":         protocolJSON,
		"cognito-identity.amazonaws.com":              protocolJSON,
		"photo-app.auth.us-east-1.amazoncognito.com":  protocolJSON,
		"127.0.0.1:4566":                              protocolJSON,
	} {
		if got := protocolOf(host); got != want {
			t.Errorf("%s: protocol %d, want %d", host, got, want)
		}
	}
}
