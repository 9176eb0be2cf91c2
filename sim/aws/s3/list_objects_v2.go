package s3

import (
	"context"
	"encoding/base64"

	"poolschool/sim/trace"
)

// ListObjectsV2Request asks for keys, in the order of their bytes.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
type ListObjectsV2Request struct {
	Bucket            string  `location:"uri,Bucket"`
	Prefix            *string `location:"query,prefix"`
	Delimiter         *string `location:"query,delimiter"`
	MaxKeys           *int64  `location:"query,max-keys"` // 1,000 when left out
	StartAfter        string  `location:"query,start-after"`
	ContinuationToken *string `location:"query,continuation-token"`
	EncodingType      string  `location:"query,encoding-type"`
	FetchOwner        bool    `location:"query,fetch-owner"`
}

// ListObjectsV2Response is a page of keys.
type ListObjectsV2Response struct {
	_                     struct{} `root:"ListBucketResult"`
	Name                  string
	Prefix                string
	StartAfter            string `xml:",omitempty"`
	ContinuationToken     string `xml:",omitempty"`
	NextContinuationToken string `xml:",omitempty"`
	KeyCount              int
	MaxKeys               int
	Delimiter             string `xml:",omitempty"`
	EncodingType          string `xml:",omitempty"`
	IsTruncated           bool
	Contents              []ListedObject
	CommonPrefixes        []CommonPrefix
}

// ListObjectsV2 answers NoSuchBucket, AccessDenied and InvalidArgument.
func (s *Service) ListObjectsV2(ctx context.Context, in ListObjectsV2Request) (ListObjectsV2Response, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:ListBucket", listKeys(in.Prefix, in.Delimiter, in.MaxKeys)); err != nil {
		return ListObjectsV2Response{}, err
	}
	max, err := limit(in.MaxKeys)
	if err != nil {
		return ListObjectsV2Response{}, err
	}
	spell, err := speller(in.EncodingType)
	if err != nil {
		return ListObjectsV2Response{}, err
	}
	after := in.StartAfter
	if token := in.ContinuationToken; token != nil {
		last, err := base64.URLEncoding.DecodeString(*token)
		if err != nil || *token == "" {
			return ListObjectsV2Response{}, invalidArgument("The continuation token provided is incorrect", "continuation-token", *token).
				Because("the token did not come from an earlier answer")
		}
		after = string(last)
	}
	p := s.page(in.Bucket, listing{prefix: value(in.Prefix), delimiter: value(in.Delimiter), after: after, max: max})
	var owner *Owner
	if in.FetchOwner {
		owner = s.owner()
	}
	out := ListObjectsV2Response{
		Name: in.Bucket, Prefix: spell(value(in.Prefix)), Delimiter: spell(value(in.Delimiter)), StartAfter: spell(in.StartAfter), ContinuationToken: value(in.ContinuationToken),
		KeyCount: p.count(), MaxKeys: max, EncodingType: in.EncodingType, IsTruncated: p.truncated,
	}
	out.Contents, out.CommonPrefixes = s.listed(p, spell, owner)
	if p.truncated {
		out.NextContinuationToken = base64.URLEncoding.EncodeToString([]byte(p.last))
	}
	trace.Summarize(ctx, "%d keys", p.count())
	return out, nil
}
