package s3

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// PublicAccessBlockConfiguration is Block Public Access of one bucket. New buckets have all
// four on. The two about ACLs change nothing here, because ACLs are off.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
type PublicAccessBlockConfiguration struct {
	BlockPublicAcls       bool
	IgnorePublicAcls      bool
	BlockPublicPolicy     bool // refuses to set a public policy
	RestrictPublicBuckets bool // a public policy serves the own account only
}

// GetPublicAccessBlockRequest asks for the settings.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
type GetPublicAccessBlockRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// GetPublicAccessBlockResponse holds the settings.
type GetPublicAccessBlockResponse struct {
	PublicAccessBlockConfiguration *PublicAccessBlockConfiguration `location:"payload"`
}

// PutPublicAccessBlockRequest asks to replace the settings; what is left out is off.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
type PutPublicAccessBlockRequest struct {
	Bucket                         string                         `location:"uri,Bucket"`
	PublicAccessBlockConfiguration PublicAccessBlockConfiguration `location:"payload"`
}

// PutPublicAccessBlockResponse is empty.
type PutPublicAccessBlockResponse struct{}

// DeletePublicAccessBlockRequest asks to remove the settings: everything is off then.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
type DeletePublicAccessBlockRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// DeletePublicAccessBlockResponse is empty: 204.
type DeletePublicAccessBlockResponse struct{}

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

// PutPublicAccessBlock answers NoSuchBucket, AccessDenied and MalformedXML.
func (s *Service) PutPublicAccessBlock(ctx context.Context, in PutPublicAccessBlockRequest) (PutPublicAccessBlockResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:PutBucketPublicAccessBlock", nil); err != nil {
		return PutPublicAccessBlockResponse{}, err
	}
	trace.Summarize(ctx, "set")
	return PutPublicAccessBlockResponse{}, s.change(in.Bucket, func(b *bucket) error {
		b.block, b.blockSet = in.PublicAccessBlockConfiguration, true
		return nil
	})
}

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
