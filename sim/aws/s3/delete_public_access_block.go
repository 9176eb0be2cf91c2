package s3

import "context"

// DeletePublicAccessBlockRequest asks to remove the settings: everything is off then.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
type DeletePublicAccessBlockRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// DeletePublicAccessBlockResponse is empty: 204.
type DeletePublicAccessBlockResponse struct{}

// DeletePublicAccessBlock answers NoSuchBucket and AccessDenied. It has no action of its own.
func (s *Service) DeletePublicAccessBlock(ctx context.Context, in DeletePublicAccessBlockRequest) (DeletePublicAccessBlockResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:PutBucketPublicAccessBlock", nil); err != nil {
		return DeletePublicAccessBlockResponse{}, err
	}
	return DeletePublicAccessBlockResponse{}, s.change(in.Bucket, func(b *bucket) error {
		b.block, b.blockSet = PublicAccessBlockConfiguration{}, false
		return nil
	})
}
