package s3

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"poolschool/sim/gate"
	"poolschool/sim/trace"
	"poolschool/sim/wire/restxml"
)

// ListBucketsRequest asks for the account's buckets.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
type ListBucketsRequest struct {
	Prefix string `location:"query,prefix"`
}

// ListBucketsResponse lists the buckets by name.
type ListBucketsResponse struct {
	_       struct{} `root:"ListAllMyBucketsResult"`
	Owner   *Owner
	Buckets []Bucket `xml:"Buckets>Bucket"`
	Prefix  string   `xml:",omitempty"`
}

// Bucket is a bucket in a listing.
type Bucket struct {
	Name         string
	CreationDate restxml.Time
	BucketRegion string
}

// ListBuckets answers AccessDenied.
func (s *Service) ListBuckets(ctx context.Context, in ListBucketsRequest) (ListBucketsResponse, error) {
	if err := s.ask(ctx, gate.Ask{Action: "s3:ListAllMyBuckets", Resource: "*"}); err != nil {
		return ListBucketsResponse{}, err
	}
	out := ListBucketsResponse{Owner: s.owner(), Prefix: in.Prefix}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, name := range slices.Sorted(maps.Keys(s.buckets)) {
		if len(name) >= len(in.Prefix) && name[:len(in.Prefix)] == in.Prefix {
			out.Buckets = append(out.Buckets, Bucket{Name: name, CreationDate: restxml.At(s.buckets[name].created), BucketRegion: s.region})
		}
	}
	trace.Summarize(ctx, "%d buckets", len(out.Buckets))
	return out, nil
}

// owner is the account as S3 names it: a canonical user id.
func (s *Service) owner() *Owner {
	id := sha256.Sum256([]byte("canonical user of " + s.accountID))
	return &Owner{ID: hex.EncodeToString(id[:])}
}
