package s3

import (
	"context"
	"encoding/hex"

	"poolschool/sim/trace"
	"poolschool/sim/wire/restxml"
)

// ListPartsRequest asks which parts of an upload have arrived.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
type ListPartsRequest struct {
	Bucket           string `location:"uri,Bucket"`
	Key              string `location:"uri,Key"`
	UploadId         string `location:"query,uploadId"`
	MaxParts         *int64 `location:"query,max-parts"`
	PartNumberMarker int    `location:"query,part-number-marker"`
}

// ListPartsResponse is a page of parts.
type ListPartsResponse struct {
	_                    struct{} `root:"ListPartsResult"`
	Bucket               string
	Key                  string
	UploadId             string
	PartNumberMarker     int
	NextPartNumberMarker int `xml:",omitempty"`
	MaxParts             int
	IsTruncated          bool
	Parts                []ListedPart `xml:"Part"`
	Owner                *Owner
	StorageClass         string
	ChecksumAlgorithm    string `xml:",omitempty"`
	ChecksumType         string `xml:",omitempty"`
}

// ListedPart is a part in a listing.
type ListedPart struct {
	PartNumber   int
	LastModified restxml.Time
	ETag         string
	Size         int64
	Checksums
}

// ListParts answers NoSuchBucket, AccessDenied and NoSuchUpload.
func (s *Service) ListParts(ctx context.Context, in ListPartsRequest) (ListPartsResponse, error) {
	m, err := s.enterUpload(ctx, in.Bucket, in.Key, "s3:ListMultipartUploadParts", in.UploadId, nil)
	if err != nil {
		return ListPartsResponse{}, err
	}
	max, err := limit(in.MaxParts)
	if err != nil {
		return ListPartsResponse{}, err
	}
	out := ListPartsResponse{
		Bucket: in.Bucket, Key: in.Key, UploadId: in.UploadId, PartNumberMarker: in.PartNumberMarker, MaxParts: max,
		Owner: s.owner(), StorageClass: "STANDARD", ChecksumAlgorithm: m.algorithm,
	}
	if m.algorithm != "" {
		out.ChecksumType = m.kind
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, p := range m.sortedParts() {
		if p.number <= in.PartNumberMarker {
			continue
		}
		if len(out.Parts) == max {
			out.IsTruncated = true
			break
		}
		sums, _ := p.checksum.members()
		out.Parts = append(out.Parts, ListedPart{PartNumber: p.number, LastModified: restxml.At(p.modified), ETag: quoted(hex.EncodeToString(p.md5)), Size: p.size, Checksums: sums})
		out.NextPartNumberMarker = p.number
	}
	trace.Summarize(ctx, "%d parts", len(out.Parts))
	return out, nil
}
