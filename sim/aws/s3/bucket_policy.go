package s3

import (
	"context"
	"errors"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// GetBucketPolicyRequest asks for a bucket's policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
type GetBucketPolicyRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// GetBucketPolicyResponse is the policy document, as it was put.
type GetBucketPolicyResponse struct {
	Policy      string `location:"body"`
	ContentType string `location:"header,Content-Type" json:"-"`
}

// PutBucketPolicyRequest asks to set a bucket's policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
type PutBucketPolicyRequest struct {
	Bucket string `location:"uri,Bucket"`
	Policy string `location:"body"` // a policy document
}

// PutBucketPolicyResponse is empty: 204.
type PutBucketPolicyResponse struct{}

// DeleteBucketPolicyRequest asks to remove a bucket's policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
type DeleteBucketPolicyRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// DeleteBucketPolicyResponse is empty: 204.
type DeleteBucketPolicyResponse struct{}

var (
	errNoSuchPolicy    = &wire.Error{Code: "NoSuchBucketPolicy", Message: "The bucket policy does not exist", Status: 404}
	errMalformedPolicy = &wire.Error{Code: "MalformedPolicy", Message: "%s", Status: 400}
)

// GetBucketPolicy answers NoSuchBucket, AccessDenied and NoSuchBucketPolicy.
func (s *Service) GetBucketPolicy(ctx context.Context, in GetBucketPolicyRequest) (GetBucketPolicyResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:GetBucketPolicy", nil); err != nil {
		return GetBucketPolicyResponse{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if b := s.buckets[in.Bucket]; b != nil && b.policy != nil {
		return GetBucketPolicyResponse{Policy: b.policy.Source, ContentType: "application/json"}, nil
	}
	return GetBucketPolicyResponse{}, errNoSuchPolicy.With("BucketName", in.Bucket).Because("the bucket has no policy")
}

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

// DeleteBucketPolicy answers NoSuchBucket and AccessDenied. Without a policy it succeeds too.
func (s *Service) DeleteBucketPolicy(ctx context.Context, in DeleteBucketPolicyRequest) (DeleteBucketPolicyResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:DeleteBucketPolicy", nil); err != nil {
		return DeleteBucketPolicyResponse{}, err
	}
	return DeleteBucketPolicyResponse{}, s.change(in.Bucket, func(b *bucket) error {
		b.policy = nil
		return nil
	})
}

// change alters a bucket under the lock.
func (s *Service) change(bucketName string, f func(*bucket) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.buckets[bucketName]
	if b == nil {
		return errNoSuchBucket.With("BucketName", bucketName).Because("the bucket was deleted meanwhile")
	}
	return f(b)
}
