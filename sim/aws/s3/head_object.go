package s3

import "context"

// HeadObjectRequest asks what GetObject would answer, without the bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
type HeadObjectRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	ReadConditions
	Range        string `location:"header,Range"`
	PartNumber   *int64 `location:"query,partNumber"` // of a multipart upload
	ChecksumMode string `location:"header,x-amz-checksum-mode"`
	ResponseOverrides
}

// HeadObjectResponse is the object's headers.
type HeadObjectResponse struct {
	ObjectHeaders
	Status int `location:"status" json:"-"`
}

// HeadObject answers as GetObject does; refusals have no body, so only their status remains.
func (s *Service) HeadObject(ctx context.Context, in HeadObjectRequest) (HeadObjectResponse, error) {
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:GetObject", s.existingTagKeys(in.Bucket, in.Key)); err != nil {
		return HeadObjectResponse{}, err
	}
	if err := in.ResponseOverrides.allowed(ctx); err != nil {
		return HeadObjectResponse{}, err
	}
	o, err := s.find(ctx, in.Bucket, in.Key)
	if err != nil {
		return HeadObjectResponse{}, err
	}
	if err := in.ReadConditions.check(o); err != nil {
		return HeadObjectResponse{}, err
	}
	part, err := o.asked(in.Range, in.PartNumber)
	if err != nil {
		return HeadObjectResponse{}, err
	}
	out := HeadObjectResponse{ObjectHeaders: o.headers(part, in.ChecksumMode, in.PartNumber != nil), Status: part.status()}
	out.TagCount = s.tagCount(ctx, in.Bucket, o)
	in.ResponseOverrides.apply(&out.ObjectMetadata)
	return out, nil
}
