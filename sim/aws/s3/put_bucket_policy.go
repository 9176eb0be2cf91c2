package s3

import (
	"context"
	"errors"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// PutBucketPolicyRequest asks to set a bucket's policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
type PutBucketPolicyRequest struct {
	Bucket string `location:"uri,Bucket"`
	Policy string `location:"body"` // a policy document
}

// PutBucketPolicyResponse is empty: 204.
type PutBucketPolicyResponse struct{}

// maxBucketPolicy is the size of the longest policy, in bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
const maxBucketPolicy = 20 << 10

var (
	errMalformedPolicy = &wire.Error{Code: "MalformedPolicy", Message: "%s", Status: 400}
	errPolicyTooLarge  = &wire.Error{Code: "PolicyTooLarge", Message: "Policy exceeds the maximum allowed document size.", Status: 400}
)

// PutBucketPolicy answers NoSuchBucket, AccessDenied (also for a public policy where
// BlockPublicPolicy is on), MalformedPolicy and PolicyTooLarge.
func (s *Service) PutBucketPolicy(ctx context.Context, in PutBucketPolicyRequest) (PutBucketPolicyResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:PutBucketPolicy", nil); err != nil {
		return PutBucketPolicyResponse{}, err
	}
	if len(in.Policy) > maxBucketPolicy {
		return PutBucketPolicyResponse{}, errPolicyTooLarge.Because("a bucket policy has at most 20 KiB, this one has %d bytes", len(in.Policy))
	}
	document, err := policy.ParseBucketPolicy(in.Bucket, []byte(in.Policy))
	var syntax *policy.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return PutBucketPolicyResponse{}, errMalformedPolicy.Saying(syntax.Message).Because("line %d: %s", syntax.Line, syntax.Detail)
	case err != nil:
		return PutBucketPolicyResponse{}, err
	}
	if arn, found := s.gate.Store.Stranger(document, s.accountID); found {
		return PutBucketPolicyResponse{}, errMalformedPolicy.Saying("Invalid principal in policy").Because("this account has no %s", arn)
	}
	err = s.change(in.Bucket, func(b *bucket) error {
		if b.block.BlockPublicPolicy && policy.IsPublic(document) {
			e := *errAccessDenied
			e.Message = "User: " + callerOf(ctx).ARN + ` is not authorized to perform: s3:PutBucketPolicy on resource: "` + arn(in.Bucket, "") +
				`" because public policies are blocked by the BlockPublicPolicy block public access setting.`
			return e.Because("the policy opens the bucket to everybody, and BlockPublicPolicy of Block Public Access is on")
		}
		b.policy = &document
		return nil
	})
	if err == nil {
		trace.Summarize(ctx, "policy set")
	}
	return PutBucketPolicyResponse{}, err
}
