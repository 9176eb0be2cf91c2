package userpool

import (
	"fmt"
	"testing"

	"poolschool/sim/wire/oauth2"
	"poolschool/sim/wire/saml"
)

func TestRefusalsOfAssertions(t *testing.T) {
	for _, tt := range []struct {
		name       string
		err        error
		code, text string
	}{
		{"a bad signature", fmt.Errorf("read: %w", saml.ErrSignature), "server_error", "Invalid SAML response received: SAML Assertion signature is invalid. "},
		{"anything else", saml.ErrMalformed, "invalid_request", "Error in SAML response processing: not a SAML message of this shape"},
	} {
		if e := oauth2.As(refuseAssertion(tt.err)); e.Code != tt.code || e.Message != tt.text {
			t.Errorf("%s: %s %q, want %s %q", tt.name, e.Code, e.Message, tt.code, tt.text)
		}
	}
}
