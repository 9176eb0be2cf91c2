package s3

import (
	"context"

	"poolschool/sim/trace"
)

// GetObjectTaggingRequest asks for an object's tags.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
type GetObjectTaggingRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
}

// GetObjectTaggingResponse has the tags in the order in which they were set; none is no error.
type GetObjectTaggingResponse struct {
	_      struct{} `root:"Tagging"`
	TagSet []Tag    `xml:"TagSet>Tag"`
}

// GetObjectTagging answers NoSuchBucket, AccessDenied and NoSuchKey.
func (s *Service) GetObjectTagging(ctx context.Context, in GetObjectTaggingRequest) (GetObjectTaggingResponse, error) {
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:GetObjectTagging", s.existingTagKeys(in.Bucket, in.Key)); err != nil {
		return GetObjectTaggingResponse{}, err
	}
	o, err := s.find(ctx, in.Bucket, in.Key)
	if err != nil {
		return GetObjectTaggingResponse{}, err
	}
	trace.Summarize(ctx, "%s", counted(len(o.tags), "tag"))
	return GetObjectTaggingResponse{TagSet: o.tags}, nil
}
