package s3

import (
	"context"

	"poolschool/sim/trace"
)

// ListObjectsRequest asks for keys in the older way, which old clients and curl still use.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
type ListObjectsRequest struct {
	Bucket       string  `location:"uri,Bucket"`
	Prefix       *string `location:"query,prefix"`
	Delimiter    *string `location:"query,delimiter"`
	Marker       string  `location:"query,marker"`
	MaxKeys      *int64  `location:"query,max-keys"`
	EncodingType string  `location:"query,encoding-type"`
}

// ListObjectsResponse is a page of keys.
type ListObjectsResponse struct {
	_              struct{} `root:"ListBucketResult"`
	Name           string
	Prefix         string
	Marker         string
	NextMarker     string `xml:",omitempty"` // only with a delimiter; else it is the last key
	MaxKeys        int
	Delimiter      string `xml:",omitempty"`
	EncodingType   string `xml:",omitempty"`
	IsTruncated    bool
	Contents       []ListedObject
	CommonPrefixes []CommonPrefix
}

// ListObjects answers NoSuchBucket, AccessDenied and InvalidArgument.
func (s *Service) ListObjects(ctx context.Context, in ListObjectsRequest) (ListObjectsResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:ListBucket", listKeys(in.Prefix, in.Delimiter, in.MaxKeys)); err != nil {
		return ListObjectsResponse{}, err
	}
	max, err := limit(in.MaxKeys)
	if err != nil {
		return ListObjectsResponse{}, err
	}
	spell, err := speller(in.EncodingType)
	if err != nil {
		return ListObjectsResponse{}, err
	}
	p := s.page(in.Bucket, listing{prefix: value(in.Prefix), delimiter: value(in.Delimiter), after: in.Marker, max: max})
	out := ListObjectsResponse{
		Name: in.Bucket, Prefix: spell(value(in.Prefix)), Delimiter: spell(value(in.Delimiter)), Marker: spell(in.Marker),
		MaxKeys: max, EncodingType: in.EncodingType, IsTruncated: p.truncated,
	}
	out.Contents, out.CommonPrefixes = s.listed(p, spell, s.owner())
	if p.truncated && value(in.Delimiter) != "" {
		out.NextMarker = spell(p.last)
	}
	trace.Summarize(ctx, "%d keys", p.count())
	return out, nil
}
