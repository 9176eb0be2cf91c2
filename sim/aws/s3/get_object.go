package s3

import (
	"context"
	"io"

	"poolschool/sim/trace"
)

// GetObjectRequest asks for an object's bytes, or a range of them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
type GetObjectRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	ReadConditions
	Range        string `location:"header,Range"`     // "bytes=0-9"
	PartNumber   *int64 `location:"query,partNumber"` // of a multipart upload
	ChecksumMode string `location:"header,x-amz-checksum-mode"`
	ResponseOverrides
}

// ResponseOverrides let the caller choose headers of the answer.
type ResponseOverrides struct {
	ResponseCacheControl       string `location:"query,response-cache-control"`
	ResponseContentDisposition string `location:"query,response-content-disposition"`
	ResponseContentEncoding    string `location:"query,response-content-encoding"`
	ResponseContentLanguage    string `location:"query,response-content-language"`
	ResponseContentType        string `location:"query,response-content-type"`
	ResponseExpires            string `location:"query,response-expires"`
}

// GetObjectResponse is the object: 200, or 206 for a range.
type GetObjectResponse struct {
	ObjectHeaders
	Status int           `location:"status" json:"-"`
	Body   io.ReadCloser `location:"body" json:"-"`
}

// GetObject answers NoSuchBucket, AccessDenied, NoSuchKey (who may not list the bucket gets
// AccessDenied in its place), InvalidRange, InvalidPartNumber, PreconditionFailed, 304 and InvalidRequest.
func (s *Service) GetObject(ctx context.Context, in GetObjectRequest) (GetObjectResponse, error) {
	if err := s.enter(ctx, in.Bucket, in.Key, "s3:GetObject", s.existingTagKeys(in.Bucket, in.Key)); err != nil {
		return GetObjectResponse{}, err
	}
	if err := in.ResponseOverrides.allowed(ctx); err != nil {
		return GetObjectResponse{}, err
	}
	o, err := s.find(ctx, in.Bucket, in.Key)
	if err != nil {
		return GetObjectResponse{}, err
	}
	if err := in.ReadConditions.check(o); err != nil {
		return GetObjectResponse{}, err
	}
	part, err := o.asked(in.Range, in.PartNumber)
	if err != nil {
		return GetObjectResponse{}, err
	}
	body, err := o.content.open(part.offset, part.length)
	if err != nil {
		return GetObjectResponse{}, err
	}
	out := GetObjectResponse{ObjectHeaders: o.headers(part, in.ChecksumMode, in.PartNumber != nil), Status: part.status(), Body: body}
	out.TagCount = s.tagCount(ctx, in.Bucket, o)
	in.ResponseOverrides.apply(&out.ObjectMetadata)
	trace.Summarize(ctx, "%s", bytesText(part.length))
	return out, nil
}

// allowed turns away callers without a signature who choose headers.
func (r ResponseOverrides) allowed(ctx context.Context) error {
	if r == (ResponseOverrides{}) || !callerOf(ctx).Anonymous {
		return nil
	}
	return errInvalidRequest.Saying("Request specific response headers cannot be used for anonymous GET requests.").
		Because("response-… parameters need a signature, or anybody could make your object look like something else")
}

func (r ResponseOverrides) apply(m *ObjectMetadata) {
	for _, o := range []struct {
		value string
		to    *string
	}{
		{r.ResponseCacheControl, &m.CacheControl}, {r.ResponseContentDisposition, &m.ContentDisposition},
		{r.ResponseContentEncoding, &m.ContentEncoding}, {r.ResponseContentLanguage, &m.ContentLanguage},
		{r.ResponseContentType, &m.ContentType}, {r.ResponseExpires, &m.Expires},
	} {
		if o.value != "" {
			*o.to = o.value
		}
	}
}
