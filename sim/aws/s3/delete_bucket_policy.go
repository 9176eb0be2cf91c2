package s3

import "context"

// DeleteBucketPolicyRequest asks to remove a bucket's policy.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
type DeleteBucketPolicyRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// DeleteBucketPolicyResponse is empty: 204.
type DeleteBucketPolicyResponse struct{}

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
