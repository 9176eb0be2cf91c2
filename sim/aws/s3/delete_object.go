package s3

import (
	"context"

	"poolschool/sim/trace"
)

// DeleteObjectRequest asks to remove an object.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
type DeleteObjectRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
}

// DeleteObjectResponse is empty: 204.
type DeleteObjectResponse struct{}

// DeleteObject answers NoSuchBucket and AccessDenied. A key that holds nothing is deleted
// successfully.
func (s *Service) DeleteObject(ctx context.Context, in DeleteObjectRequest) (DeleteObjectResponse, error) {
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:DeleteObject", nil); err != nil {
		return DeleteObjectResponse{}, err
	}
	err := s.remove(in.Bucket, in.Key)
	trace.Summarize(ctx, "deleted")
	return DeleteObjectResponse{}, err
}

// remove drops an object, if there is one, and frees its bytes.
func (s *Service) remove(bucketName, key string) error {
	s.mu.Lock()
	var old *object
	if b := s.buckets[bucketName]; b != nil {
		old = b.drop(key)
	}
	s.mu.Unlock()
	if old == nil {
		return nil
	}
	return old.content.remove()
}
