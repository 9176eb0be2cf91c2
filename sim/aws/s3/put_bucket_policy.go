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

var errMalformedPolicy = &wire.Error{Code: "MalformedPolicy", Message: "%s", Status: 400}

// PutBucketPolicy answers NoSuchBucket, AccessDenied (also for a public policy where
// BlockPublicPolicy is on) and MalformedPolicy.
func (s *Service) PutBucketPolicy(ctx context.Context, in PutBucketPolicyRequest) (PutBucketPolicyResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:PutBucketPolicy", nil); err != nil {
		return PutBucketPolicyResponse{}, err
	}
	document, err := policy.ParseBucketPolicy(in.Bucket, []byte(in.Policy))
	var syntax *policy.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return PutBucketPolicyResponse{}, errMalformedPolicy.Saying(syntax.Message).Because("line %d: %s", syntax.Line, syntax.Detail)
	case err != nil:
		return PutBucketPolicyResponse{}, err
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
