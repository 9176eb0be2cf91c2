package sts

import (
	"context"
	"errors"
	"fmt"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
)

// Space for session policies and tags, in bytes. AWS packs them in a way that it does not
// publish; these bounds come from its documented examples.
const (
	policySpace = 2048
	tagSpace    = 460
)

// sessionPolicies reads the policies that cut a session down. None at all is nil, which cuts
// nothing. The second result is the share of the space in percent, nil when nothing was sent.
func (s *Service) sessionPolicies(ctx context.Context, inline *string, arns []PolicyArn, tags map[string]string) ([]policy.Policy, *int, error) {
	var out []policy.Policy
	used := 0
	if inline != nil {
		p, err := policy.Parse(policy.KindSession, "session policy", []byte(*inline))
		if err != nil {
			trace.Checked(ctx, false, "session policy is well formed", err.Error())
			return nil, nil, malformed(err)
		}
		out, used = append(out, p), len(*inline)
	}
	for _, a := range arns {
		p, ok := s.principals.Policy(a.Arn)
		if !ok {
			trace.Checked(ctx, false, "session policy exists", a.Arn)
			return nil, nil, ErrPolicy.Saying("Policy " + a.Arn + " does not exist or is not attachable.")
		}
		cut := p.Policy
		cut.Kind, cut.Name = policy.KindSession, p.Name
		out = append(out, cut)
	}
	size, err := packed(used, tags)
	if err != nil {
		return nil, nil, err
	}
	if len(out) > 0 {
		trace.Passed(ctx, "%d session policies cut down what the role allows", len(out))
	}
	if len(out) == 0 && len(tags) == 0 {
		return out, nil, nil
	}
	return out, &size, nil
}

func malformed(err error) error {
	var fault *policy.SyntaxError
	if errors.As(err, &fault) {
		return ErrPolicy.Saying(fault.Message).Because("%s", fault.Detail)
	}
	return fmt.Errorf("session policy: %w", err)
}

// packed is the share of the space that policies and tags fill, in percent.
func packed(policyBytes int, tags map[string]string) (int, error) {
	share := (policyBytes*100 + policySpace - 1) / policySpace
	if share > 100 {
		return 0, ErrPolicyTooLarge.Saying(share)
	}
	bytes := 0
	for key, value := range tags {
		bytes += len(key) + len(value)
	}
	ofTags := (bytes*100 + tagSpace - 1) / tagSpace
	if ofTags > 100 {
		return 0, ErrTagsTooLarge.Saying(ofTags)
	}
	return max(share, ofTags), nil
}
