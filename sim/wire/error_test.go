package wire

import (
	"errors"
	"fmt"
	"testing"
)

func TestErrorIsComparesCodeThenMessage(t *testing.T) {
	missing := &Error{Code: "ResourceNotFoundException", Message: "User pool %s does not exist.", Status: 400}
	said := missing.Saying("us-east-1_A")
	for _, tt := range []struct {
		name        string
		err, target error
		want        bool
	}{
		{"a copy with a reason is the same refusal", said.Because("no such pool"), said, true},
		{"a wrapped one too", fmt.Errorf("step 3: %w", said), said, true},
		{"a code alone matches every message", said, &Error{Code: "ResourceNotFoundException"}, true},
		{"another message is another refusal", said, missing.Saying("us-east-1_B"), false},
		{"another code is another refusal", said, &Error{Code: "NotAuthorizedException"}, false},
		{"another kind of error is not ours", said, errors.New("ResourceNotFoundException"), false},
	} {
		if got := errors.Is(tt.err, tt.target); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestCopiesLeaveTheValueAlone(t *testing.T) {
	base := &Error{Code: "AccessDenied", Message: "Access Denied", Status: 403, Extra: make([]Extra, 0, 4)}
	first, second := base.With("Key", "a"), base.With("Key", "b")
	_ = base.WithHeader("X-Amz-Bucket-Region", "us-west-2")
	_ = base.Because("nobody asked")
	if first.Extra[0].Value != "a" || second.Extra[0].Value != "b" {
		t.Errorf("copies share members: %v and %v", first.Extra, second.Extra)
	}
	if base.Why != "" || base.Header != nil || len(base.Extra) != 0 {
		t.Errorf("the value itself changed: %+v", base)
	}
	if got := base.WithHeader("A", "1").WithHeader("A", "2").Header.Values("A"); len(got) != 2 {
		t.Errorf("headers = %v, want two values", got)
	}
	if got := (&Error{Code: "X"}).Error(); got != "X" {
		t.Errorf("an error without message prints %q", got)
	}
}
