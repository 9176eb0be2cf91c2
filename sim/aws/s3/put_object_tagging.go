package s3

import (
	"context"
	"maps"

	"poolschool/sim/trace"
)

// PutObjectTaggingRequest asks to replace all tags of an object.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
type PutObjectTaggingRequest struct {
	Bucket  string  `location:"uri,Bucket"`
	Key     string  `location:"uri,Key"`
	Tagging Tagging `location:"payload"`
}

// PutObjectTaggingResponse is empty.
type PutObjectTaggingResponse struct{}

// PutObjectTagging answers NoSuchBucket, AccessDenied, NoSuchKey, BadRequest for more than ten tags, InvalidTag and
// MalformedXML.
func (s *Service) PutObjectTagging(ctx context.Context, in PutObjectTaggingRequest) (PutObjectTaggingResponse, error) {
	tags := in.Tagging.TagSet
	keys := requestTagKeys(tags)
	maps.Copy(keys, s.existingTagKeys(in.Bucket, in.Key))
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:PutObjectTagging", keys); err != nil {
		return PutObjectTaggingResponse{}, err
	}
	if err := checkTags(tags); err != nil {
		return PutObjectTaggingResponse{}, err
	}
	if _, err := s.find(ctx, in.Bucket, in.Key); err != nil {
		return PutObjectTaggingResponse{}, err
	}
	trace.Summarize(ctx, "%s set", counted(len(tags), "tag"))
	return PutObjectTaggingResponse{}, s.retag(in.Bucket, in.Key, tags)
}
