package s3

import "context"

// GetBucketLocationRequest asks where a bucket lives.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
type GetBucketLocationRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// GetBucketLocationResponse holds the region; empty means us-east-1.
type GetBucketLocationResponse struct {
	LocationConstraint *string `location:"payload"`
}

// GetBucketLocation answers NoSuchBucket and AccessDenied.
func (s *Service) GetBucketLocation(ctx context.Context, in GetBucketLocationRequest) (GetBucketLocationResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:GetBucketLocation", nil); err != nil {
		return GetBucketLocationResponse{}, err
	}
	region := s.region
	if region == "us-east-1" { // older than the idea that it has a name
		region = ""
	}
	return GetBucketLocationResponse{LocationConstraint: &region}, nil
}
