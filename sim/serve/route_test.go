package serve

import (
	"net/http"
	"testing"
)

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

func TestTheApplicationHasANameBelowLocalhost(t *testing.T) {
	l := listen(t, photoApp(t))
	for path, want := range map[string]int{"/public": http.StatusOK, "/me": http.StatusUnauthorized, "/none": http.StatusNotFound} {
		r, err := http.NewRequest(http.MethodGet, l.endpoint+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "app.localhost" // not every machine knows names below localhost
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != want {
			t.Errorf("%s: got %d, want %d", path, resp.StatusCode, want)
		}
	}
}
