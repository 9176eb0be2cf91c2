package iam

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
)

// Sizes of documents in characters, white space not counted.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const (
	maxTrust   = 2048
	maxInline  = 10240 // all inline policies of a role together
	maxManaged = 6144
)

// trustDocument reads a role's trust policy. Roles and users of this account that it names
// must be there.
func (s *Service) trustDocument(ctx context.Context, role, document string) (policy.Policy, error) {
	p, err := policy.Parse(policy.KindTrust, role, []byte(document))
	if err != nil {
		trace.Checked(ctx, false, "the trust policy is well formed", err.Error())
		return p, malformed(err)
	}
	if arn, found := s.Principals.Stranger(p, s.AccountID); found {
		trace.Failed(ctx, "the trust policy's principal %s exists", arn)
		return p, ErrDocument.Saying(`Invalid principal in policy: "AWS":"`+arn+`"`).Because("this account has no %s", arn)
	}
	if size(document) > maxTrust {
		return p, ErrLimit.Saying(fmt.Sprintf("Cannot exceed quota for ACLSizePerRole: %d", maxTrust))
	}
	trace.Passed(ctx, "the trust policy is well formed")
	return p, nil
}

// identityDocument reads a permissions policy.
func identityDocument(ctx context.Context, name, document string) (policy.Policy, error) {
	p, err := policy.Parse(policy.KindIdentity, name, []byte(document))
	if err != nil {
		trace.Checked(ctx, false, "the policy is well formed", err.Error())
		return p, malformed(err)
	}
	trace.Passed(ctx, "the policy is well formed")
	return p, nil
}

func size(document string) int {
	n := 0
	for _, r := range document {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// encoded is a document as IAM answers it: percent-encoded, spaces too.
func encoded(document string) string {
	return strings.ReplaceAll(url.QueryEscape(document), "+", "%20")
}
