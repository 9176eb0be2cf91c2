package s3

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/restxml"
)

// ListMultipartUploadsRequest asks which uploads are open. The answer is not paged: one
// account here has few.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
type ListMultipartUploadsRequest struct {
	Bucket string `location:"uri,Bucket"`
	Prefix string `location:"query,prefix"`
}

// ListMultipartUploadsResponse lists the open uploads by key.
type ListMultipartUploadsResponse struct {
	_           struct{} `root:"ListMultipartUploadsResult"`
	Bucket      string
	Prefix      string `xml:",omitempty"`
	MaxUploads  int
	IsTruncated bool
	Uploads     []MultipartUpload `xml:"Upload"`
}

// MultipartUpload is an open upload.
type MultipartUpload struct {
	Key          string
	UploadId     string
	Initiated    restxml.Time
	StorageClass string
	Owner        *Owner
}

// ListMultipartUploads answers NoSuchBucket and AccessDenied.
func (s *Service) ListMultipartUploads(ctx context.Context, in ListMultipartUploadsRequest) (ListMultipartUploadsResponse, error) {
	if err := s.enter(ctx, in.Bucket, "", "s3:ListBucketMultipartUploads", nil); err != nil {
		return ListMultipartUploadsResponse{}, err
	}
	out := ListMultipartUploadsResponse{Bucket: in.Bucket, Prefix: in.Prefix, MaxUploads: maxKeys}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if b := s.buckets[in.Bucket]; b != nil {
		for _, m := range b.uploads {
			if strings.HasPrefix(m.key, in.Prefix) {
				out.Uploads = append(out.Uploads, MultipartUpload{Key: m.key, UploadId: m.id, Initiated: restxml.At(m.initiated), StorageClass: "STANDARD", Owner: s.owner()})
			}
		}
	}
	slices.SortFunc(out.Uploads, func(a, b MultipartUpload) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), a.Initiated.Time().Compare(b.Initiated.Time()), strings.Compare(a.UploadId, b.UploadId))
	})
	trace.Summarize(ctx, "%d uploads", len(out.Uploads))
	return out, nil
}
