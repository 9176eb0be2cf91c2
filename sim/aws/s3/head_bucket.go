package s3

import "context"

// HeadBucketRequest asks whether a bucket exists and the caller may list it.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
type HeadBucketRequest struct {
	Bucket string `location:"uri,Bucket"`
}

// HeadBucketResponse names the bucket's region.
type HeadBucketResponse struct {
	BucketRegion string `location:"header,x-amz-bucket-region"`
}

// HeadBucket answers 404 and 403 without a body.
func (s *Service) HeadBucket(ctx context.Context, in HeadBucketRequest) (HeadBucketResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:ListBucket", nil); err != nil {
		return HeadBucketResponse{}, err
	}
	return HeadBucketResponse{BucketRegion: s.region}, nil
}
