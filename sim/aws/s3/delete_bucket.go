package s3

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// DeleteBucketRequest asks to remove an empty bucket.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
type DeleteBucketRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// DeleteBucketResponse is empty: 204.
type DeleteBucketResponse struct{}

var errBucketNotEmpty = &wire.Error{Code: "BucketNotEmpty", Message: "The bucket you tried to delete is not empty", Status: 409}

// DeleteBucket answers NoSuchBucket, AccessDenied and BucketNotEmpty.
func (s *Service) DeleteBucket(ctx context.Context, in DeleteBucketRequest) (DeleteBucketResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:DeleteBucket", nil); err != nil {
		return DeleteBucketResponse{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.buckets[in.Bucket]; b != nil && len(b.objects) > 0 {
		return DeleteBucketResponse{}, errBucketNotEmpty.With("BucketName", in.Bucket).Because("the bucket still holds %d objects", len(b.objects))
	}
	delete(s.buckets, in.Bucket)
	trace.Summarize(ctx, "deleted")
	return DeleteBucketResponse{}, nil
}
