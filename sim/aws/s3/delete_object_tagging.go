package s3

import (
	"context"

	"poolschool/sim/trace"
)

// DeleteObjectTaggingRequest asks to take all tags off an object.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
type DeleteObjectTaggingRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
}

// DeleteObjectTaggingResponse is empty: 204.
type DeleteObjectTaggingResponse struct{}

// DeleteObjectTagging answers NoSuchBucket, AccessDenied and NoSuchKey. An object without tags is no error.
func (s *Service) DeleteObjectTagging(ctx context.Context, in DeleteObjectTaggingRequest) (DeleteObjectTaggingResponse, error) {
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:DeleteObjectTagging", s.existingTagKeys(in.Bucket, in.Key)); err != nil {
		return DeleteObjectTaggingResponse{}, err
	}
	if _, err := s.find(ctx, in.Bucket, in.Key); err != nil {
		return DeleteObjectTaggingResponse{}, err
	}
	trace.Summarize(ctx, "tags taken off")
	return DeleteObjectTaggingResponse{}, s.retag(in.Bucket, in.Key, nil)
}
