package s3

import (
	"context"
	"strings"

	"poolschool/sim/chance"
	"poolschool/sim/trace"
)

// CreateMultipartUploadRequest opens an upload in parts.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
type CreateMultipartUploadRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	ObjectMetadata
	ChecksumAlgorithm string `location:"header,x-amz-checksum-algorithm"`
	ChecksumType      string `location:"header,x-amz-checksum-type"`
	ACL               string `location:"header,x-amz-acl"`
	Tagging           string `location:"header,x-amz-tagging"` // as a query: "team=red"
}

// CreateMultipartUploadResponse names the upload.
type CreateMultipartUploadResponse struct {
	_                    struct{} `root:"InitiateMultipartUploadResult"`
	Bucket               string
	Key                  string
	UploadId             string
	ChecksumAlgorithm    string `location:"header,x-amz-checksum-algorithm"`
	ChecksumType         string `location:"header,x-amz-checksum-type"`
	ServerSideEncryption string `location:"header,x-amz-server-side-encryption"`
}

// CreateMultipartUpload answers NoSuchBucket, AccessDenied, InvalidRequest and the errors of tags.
func (s *Service) CreateMultipartUpload(ctx context.Context, in CreateMultipartUploadRequest) (CreateMultipartUploadResponse, error) {
	tags, err := tagsOf(in.Tagging)
	if err != nil {
		return CreateMultipartUploadResponse{}, err
	}
	if err := s.enterTagged(ctx, in.Bucket, in.Key, tags, nil); err != nil {
		return CreateMultipartUploadResponse{}, err
	}
	algorithm := strings.ToUpper(in.ChecksumAlgorithm)
	if algorithm != "" && newHash(algorithm) == nil {
		return CreateMultipartUploadResponse{}, errInvalidRequest.Saying("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]").
			Because("there is no algorithm %q", in.ChecksumAlgorithm)
	}
	kind, err := checksumKind(algorithm, in.ChecksumType)
	if err := firstOf(err, aclAllowed(in.ACL)); err != nil {
		return CreateMultipartUploadResponse{}, err
	}
	about, err := in.ObjectMetadata.stored()
	if err != nil {
		return CreateMultipartUploadResponse{}, err
	}
	m := &multipart{
		id: chance.Text(s.chance, 64, chance.Alnum), key: in.Key, initiated: s.clock.Now(), about: about,
		tags: tags, algorithm: algorithm, kind: kind, parts: map[int]part{},
	}
	if err := s.change(in.Bucket, func(b *bucket) error {
		b.uploads[m.id] = m
		return nil
	}); err != nil {
		return CreateMultipartUploadResponse{}, err
	}
	trace.Summarize(ctx, "upload opened")
	out := CreateMultipartUploadResponse{Bucket: in.Bucket, Key: in.Key, UploadId: m.id, ServerSideEncryption: encrypted}
	if algorithm != "" {
		out.ChecksumAlgorithm, out.ChecksumType = algorithm, kind
	}
	return out, nil
}
