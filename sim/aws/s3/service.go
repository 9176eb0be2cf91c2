// Package s3 is a simulated Amazon S3: buckets and objects behind Signature Version 4, IAM
// and bucket policies. Each operation is a file: request, response, errors, method.
//
// Every operation keeps S3's order: the caller is authenticated, then the bucket must exist,
// then IAM is asked, then the object is looked up. So who may not ask never learns what
// exists.
// https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html
package s3

import (
	"net/http"
	"slices"
	"sync"

	"poolschool/sim/chance"
	"poolschool/sim/gate"
	"poolschool/sim/wire"
	"poolschool/sim/wire/restxml"
)

// Config is what a Service is made of.
type Config struct {
	Region    string
	AccountID string
	Clock     gate.Clock
	Chance    chance.Chance
	Gate      *gate.Gate
	Blobs     Blobs    // where objects' bytes are kept; nil means in memory
	Taken     []string // bucket names that are somebody else's
}

// Service is S3 of one account in one region. It is safe for concurrent use.
type Service struct {
	region    string
	accountID string
	clock     gate.Clock
	chance    chance.Chance
	gate      *gate.Gate
	blobs     Blobs
	taken     []string
	rows      []*restxml.Row
	buffers   sync.Pool // *[]byte for copying bodies

	// mu guards buckets and everything below them. It is never held while a body is read or
	// written.
	mu      sync.RWMutex
	buckets map[string]*bucket
}

// New returns a service without buckets.
func New(c Config) *Service {
	s := &Service{
		region: c.Region, accountID: c.AccountID, clock: c.Clock, chance: c.Chance, gate: c.Gate,
		blobs: c.Blobs, taken: slices.Clone(c.Taken), buckets: map[string]*bucket{},
	}
	if s.blobs == nil {
		s.blobs = Memory()
	}
	s.buffers.New = func() any { b := make([]byte, 64<<10); return &b }
	s.rows = s.table()
	return s
}

// Handler answers S3's HTTP requests.
func (s *Service) Handler() http.Handler { return http.HandlerFunc(s.serve) }

// Operations is the table of operations, in its order.
func (s *Service) Operations() []wire.Operation { return restxml.Operations("s3", s.rows) }

// table lists the operations. The first row that fits answers, so those with more demands
// stand first.
func (s *Service) table() []*restxml.Row {
	return []*restxml.Row{
		restxml.Op("ListBuckets", "GET /", 200, s.ListBuckets).Signed(),

		restxml.Op("GetBucketLocation", "GET /{Bucket}?location", 200, s.GetBucketLocation),
		restxml.Op("GetBucketPolicy", "GET /{Bucket}?policy", 200, s.GetBucketPolicy),
		restxml.Op("PutBucketPolicy", "PUT /{Bucket}?policy", 204, s.PutBucketPolicy).Signed(),
		restxml.Op("DeleteBucketPolicy", "DELETE /{Bucket}?policy", 204, s.DeleteBucketPolicy).Signed(),
		restxml.Op("GetPublicAccessBlock", "GET /{Bucket}?publicAccessBlock", 200, s.GetPublicAccessBlock),
		restxml.Op("PutPublicAccessBlock", "PUT /{Bucket}?publicAccessBlock", 200, s.PutPublicAccessBlock).Signed(),
		restxml.Op("DeletePublicAccessBlock", "DELETE /{Bucket}?publicAccessBlock", 204, s.DeletePublicAccessBlock).Signed(),
		restxml.Op("ListMultipartUploads", "GET /{Bucket}?uploads", 200, s.ListMultipartUploads),
		restxml.Op("ListObjectsV2", "GET /{Bucket}?list-type=2", 200, s.ListObjectsV2),
		restxml.Op("DeleteObjects", "POST /{Bucket}?delete", 200, s.DeleteObjects),
		restxml.Op("ListObjects", "GET /{Bucket}", 200, s.ListObjects),
		restxml.Op("HeadBucket", "HEAD /{Bucket}", 200, s.HeadBucket),
		restxml.Op("CreateBucket", "PUT /{Bucket}", 200, s.CreateBucket).Signed(),
		restxml.Op("DeleteBucket", "DELETE /{Bucket}", 204, s.DeleteBucket).Signed(),

		restxml.Op("CreateMultipartUpload", "POST /{Bucket}/{Key+}?uploads", 200, s.CreateMultipartUpload),
		restxml.Op("UploadPartCopy", "PUT /{Bucket}/{Key+}?partNumber&uploadId x-amz-copy-source", 200, s.UploadPartCopy),
		restxml.Op("UploadPart", "PUT /{Bucket}/{Key+}?partNumber&uploadId", 200, s.UploadPart),
		restxml.Op("CompleteMultipartUpload", "POST /{Bucket}/{Key+}?uploadId", 200, s.CompleteMultipartUpload),
		restxml.Op("AbortMultipartUpload", "DELETE /{Bucket}/{Key+}?uploadId", 204, s.AbortMultipartUpload),
		restxml.Op("ListParts", "GET /{Bucket}/{Key+}?uploadId", 200, s.ListParts),
		restxml.Op("GetObjectTagging", "GET /{Bucket}/{Key+}?tagging", 200, s.GetObjectTagging),
		restxml.Op("PutObjectTagging", "PUT /{Bucket}/{Key+}?tagging", 200, s.PutObjectTagging),
		restxml.Op("DeleteObjectTagging", "DELETE /{Bucket}/{Key+}?tagging", 204, s.DeleteObjectTagging),
		restxml.Op("CopyObject", "PUT /{Bucket}/{Key+} x-amz-copy-source", 200, s.CopyObject),
		restxml.Op("PutObject", "PUT /{Bucket}/{Key+}", 200, s.PutObject),
		restxml.Op("GetObject", "GET /{Bucket}/{Key+}", 200, s.GetObject),
		restxml.Op("HeadObject", "HEAD /{Bucket}/{Key+}", 200, s.HeadObject),
		restxml.Op("DeleteObject", "DELETE /{Bucket}/{Key+}", 204, s.DeleteObject),
	}
}
