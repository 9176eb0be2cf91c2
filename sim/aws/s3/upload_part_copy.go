package s3

import (
	"context"

	"poolschool/sim/trace"
	"poolschool/sim/wire/restxml"
)

// UploadPartCopyRequest makes a part of an upload out of an object that is already there, or of a range of it. Programs
// copy large objects this way.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
type UploadPartCopyRequest struct {
	Bucket     string `location:"uri,Bucket"`
	Key        string `location:"uri,Key"`
	PartNumber int    `location:"query,partNumber"` // 1 to 10,000
	UploadId   string `location:"query,uploadId"`
	SourceOfCopy
	CopySourceRange string `location:"header,x-amz-copy-source-range"` // "bytes=0-9"
}

// UploadPartCopyResponse says what the part is.
type UploadPartCopyResponse struct {
	CopyPartResult       CopyPartResult `location:"payload"`
	ServerSideEncryption string         `location:"header,x-amz-server-side-encryption"`
}

// CopyPartResult names the part for CompleteMultipartUpload.
type CopyPartResult struct {
	LastModified restxml.Time
	ETag         string
	Checksums
}

// UploadPartCopy answers as UploadPart does for the target and as GetObject does for the source.
func (s *Service) UploadPartCopy(ctx context.Context, in UploadPartCopyRequest) (UploadPartCopyResponse, error) {
	sourceBucket, sourceKey, err := in.place()
	if err != nil {
		return UploadPartCopyResponse{}, err
	}
	m, err := s.enterUpload(ctx, in.Bucket, in.Key, "s3:PutObject", in.UploadId, copyKeys(sourceBucket, sourceKey))
	if err != nil {
		return UploadPartCopyResponse{}, err
	}
	if err := checkPartNumber(in.PartNumber); err != nil {
		return UploadPartCopyResponse{}, err
	}
	source, err := s.source(ctx, in.SourceOfCopy, sourceBucket, sourceKey)
	if err != nil {
		return UploadPartCopyResponse{}, err
	}
	at, err := copySpan(in.CopySourceRange, source.size)
	if err != nil {
		return UploadPartCopyResponse{}, err
	}
	got, err := s.again(source, at, m.hashAlgorithm())
	if err != nil {
		return UploadPartCopyResponse{}, err
	}
	p := got.part(in.PartNumber, s.clock.Now())
	if err := s.keepPart(in.Bucket, in.UploadId, p); err != nil {
		return UploadPartCopyResponse{}, err
	}
	trace.Summarize(ctx, "part %d, copied %s", in.PartNumber, bytesText(got.size))
	out := UploadPartCopyResponse{CopyPartResult: CopyPartResult{LastModified: restxml.At(p.modified), ETag: quoted(got.etag())}, ServerSideEncryption: encrypted}
	if m.algorithm != "" {
		out.CopyPartResult.Checksums, _ = got.checksum.members()
	}
	return out, nil
}
