package iam

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"testing"

	"poolschool/sim/account"
	"poolschool/sim/principal"
	"poolschool/sim/wire"
	"poolschool/sim/wire/saml"
)

func metadata(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	data, err := saml.Describe("https://login.example.org/saml", "https://login.example.org/saml/sso", &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
func TestQuotasOfProviders(t *testing.T) {
	about := metadata(t)
	for _, tt := range []struct {
		name string
		have func(d door) int
		add  func(d door, n int) error
		want *wire.Error
	}{
		{"OpenID Connect", func(d door) int { return len(d.Principals.Providers()) }, func(d door, n int) error {
			_, err := d.CreateOpenIDConnectProvider(t.Context(), CreateOpenIDConnectProviderRequest{Url: fmt.Sprintf("https://login%d.example.com", n)})
			return err
		}, ErrLimit.Saying("Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100")},
		{"SAML", func(d door) int { return len(d.Principals.SAMLProviders()) }, func(d door, n int) error {
			_, err := d.CreateSAMLProvider(t.Context(), CreateSAMLProviderRequest{Name: fmt.Sprint("Company", n), SAMLMetadataDocument: about})
			return err
		}, ErrLimit.Saying("Cannot exceed quota for SAMLProvidersPerAccount: 100")},
	} {
		d := open(t)
		for n := tt.have(d); n < 100; n++ {
			if err := tt.add(d, n); err != nil {
				t.Fatalf("%s: number %d: %v", tt.name, n+1, err)
			}
		}
		if err := tt.add(d, 100); !errors.Is(err, tt.want) {
			t.Errorf("%s: the 101st: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestSAMLProvidersOfAFile(t *testing.T) {
	about := metadata(t)
	for _, tt := range []struct {
		name      string
		providers []account.SAMLProvider
		good      bool
	}{
		{"two", []account.SAMLProvider{{Name: "A", Metadata: about}, {Name: "B", Metadata: about}}, true},
		{"one twice", []account.SAMLProvider{{Name: "A", Metadata: about}, {Name: "A", Metadata: about}}, false},
		{"metadata that are none", []account.SAMLProvider{{Name: "A", Metadata: "<x/>"}}, false},
	} {
		d := open(t)
		s := New(Config{AccountID: accountID, Clock: d.Clock, Chance: d.Chance, Guard: d.guard, Principals: principal.New()})
		if err := s.Load(account.Account{SAMLProviders: tt.providers}); (err == nil) != tt.good {
			t.Errorf("%s: %v, want it taken: %v", tt.name, err, tt.good)
		}
		if n := len(s.Principals.SAMLProviders()); tt.good && n != len(tt.providers) {
			t.Errorf("%s: %d providers", tt.name, n)
		}
	}
}
