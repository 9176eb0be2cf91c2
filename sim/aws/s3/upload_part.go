package s3

import (
	"context"
	"io"
	"strconv"

	"poolschool/sim/trace"
)

// UploadPartRequest brings one part of an upload. A part that is sent again replaces itself.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
type UploadPartRequest struct {
	Bucket     string `location:"uri,Bucket"`
	Key        string `location:"uri,Key"`
	PartNumber int    `location:"query,partNumber"` // 1 to 10,000
	UploadId   string `location:"query,uploadId"`
	Integrity
	Body io.Reader `location:"body" json:"-"`
}

// UploadPartResponse names the part for CompleteMultipartUpload.
type UploadPartResponse struct {
	Checksums
	ETag                 string `location:"header,ETag"`
	ServerSideEncryption string `location:"header,x-amz-server-side-encryption"`
}

// UploadPart answers NoSuchBucket, AccessDenied, NoSuchUpload, InvalidArgument and the errors
// of a body that PutObject answers.
func (s *Service) UploadPart(ctx context.Context, in UploadPartRequest) (UploadPartResponse, error) {
	m, err := s.enterUpload(ctx, in.Bucket, in.Key, "s3:PutObject", in.UploadId, nil)
	if err := firstOf(err, checkPartNumber(in.PartNumber)); err != nil {
		return UploadPartResponse{}, err
	}
	got, err := s.receive(ctx, in.Body, in.Integrity, m.hashAlgorithm())
	if err != nil {
		return UploadPartResponse{}, err
	}
	if m.algorithm != "" && got.checksum.algorithm != m.algorithm {
		return UploadPartResponse{}, firstOf(got.blob.Remove(), errInvalidRequest.Saying("Checksum Type mismatch occurred, expected checksum Type: "+m.algorithm+", actual checksum Type: "+got.checksum.algorithm).
			Because("the upload was opened with %s", m.algorithm))
	}
	if err := s.keepPart(in.Bucket, in.UploadId, got.part(in.PartNumber, s.clock.Now())); err != nil {
		return UploadPartResponse{}, err
	}
	trace.Summarize(ctx, "part %d, %s", in.PartNumber, bytesText(got.size))
	out := UploadPartResponse{ETag: quoted(got.etag()), ServerSideEncryption: encrypted}
	if m.algorithm != "" || got.named {
		out.Checksums, _ = got.checksum.members()
	}
	return out, nil
}

func checkPartNumber(n int) error {
	if n >= 1 && n <= maxParts {
		return nil
	}
	return invalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", strconv.Itoa(n)).Because("the part number is %d", n)
}

// keepPart adds a part to its upload, if that is still open, and frees the part it replaces.
func (s *Service) keepPart(bucketName, uploadID string, p part) error {
	s.mu.Lock()
	var m *multipart
	if b := s.buckets[bucketName]; b != nil {
		m = b.uploads[uploadID]
	}
	if m == nil {
		s.mu.Unlock()
		return firstOf(p.blob.Remove(), noSuchUpload(uploadID))
	}
	old, replaced := m.parts[p.number]
	m.parts[p.number] = p
	s.mu.Unlock()
	if replaced {
		return old.blob.Remove()
	}
	return nil
}
