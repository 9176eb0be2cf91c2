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
	for _, st := range p.Statements {
		if st.Principal == nil {
			continue
		}
		for _, arn := range st.Principal.AWS {
			if !s.principalExists(arn) {
				trace.Failed(ctx, "the trust policy's principal %s exists", arn)
				return p, ErrDocument.Saying(`Invalid principal in policy: "AWS":"`+arn+`"`).Because("this account has no %s", arn)
			}
		}
	}
	if size(document) > maxTrust {
		return p, ErrLimit.Saying(fmt.Sprintf("Cannot exceed quota for ACLSizePerRole: %d", maxTrust))
	}
	trace.Passed(ctx, "the trust policy is well formed")
	return p, nil
}

// principalExists looks for roles and users of this account; what it cannot know it believes.
func (s *Service) principalExists(arn string) bool {
	rest, own := strings.CutPrefix(arn, s.arn(""))
	switch {
	case own && strings.HasPrefix(rest, "role/"):
		_, ok := s.Principals.RoleByARN(arn)
		return ok
	case own && strings.HasPrefix(rest, "user/"):
		u, ok := s.Principals.User(rest[strings.LastIndexByte(rest, '/')+1:])
		return ok && u.ARN == arn
	}
	return true
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
