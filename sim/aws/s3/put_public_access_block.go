package s3

import (
	"context"

	"poolschool/sim/trace"
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

// PutPublicAccessBlockRequest asks to replace the settings; what is left out is off.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
type PutPublicAccessBlockRequest struct {
	Bucket                         string                         `location:"uri,Bucket"`
	PublicAccessBlockConfiguration PublicAccessBlockConfiguration `location:"payload"`
}

// PutPublicAccessBlockResponse is empty.
type PutPublicAccessBlockResponse struct{}

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
