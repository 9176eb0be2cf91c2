package s3

import (
	"context"

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

var errNoSuchPolicy = &wire.Error{Code: "NoSuchBucketPolicy", Message: "The bucket policy does not exist", Status: 404}

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
