package s3

import (
	"context"

	"poolschool/sim/wire"
)

// GetPublicAccessBlockRequest asks for the settings.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
type GetPublicAccessBlockRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// GetPublicAccessBlockResponse holds the settings.
type GetPublicAccessBlockResponse struct {
	PublicAccessBlockConfiguration *PublicAccessBlockConfiguration `location:"payload"`
}

var errNoPublicAccessBlock = &wire.Error{Code: "NoSuchPublicAccessBlockConfiguration", Message: "The public access block configuration was not found", Status: 404}

// GetPublicAccessBlock answers NoSuchBucket, AccessDenied and
// NoSuchPublicAccessBlockConfiguration.
func (s *Service) GetPublicAccessBlock(ctx context.Context, in GetPublicAccessBlockRequest) (GetPublicAccessBlockResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:GetBucketPublicAccessBlock", nil); err != nil {
		return GetPublicAccessBlockResponse{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	b := s.buckets[in.Bucket]
	if b == nil || !b.blockSet {
		return GetPublicAccessBlockResponse{}, errNoPublicAccessBlock.With("BucketName", in.Bucket).Because("the settings were deleted: nothing is blocked")
	}
	block := b.block
	return GetPublicAccessBlockResponse{PublicAccessBlockConfiguration: &block}, nil
}
