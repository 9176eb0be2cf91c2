package s3

import (
	"context"
	"io"

	"poolschool/sim/trace"
)

// PutObjectRequest asks to store an object; an older one at the key is replaced.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
type PutObjectRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	ObjectMetadata
	Integrity
	WriteConditions
	ACL     string    `location:"header,x-amz-acl"`
	Tagging string    `location:"header,x-amz-tagging"` // as a query: "team=red"
	Body    io.Reader `location:"body" json:"-"`
}

// PutObjectResponse names what was stored.
type PutObjectResponse struct {
	Checksums
	ETag                 string `location:"header,ETag"` // MD5 of the bytes, in quotation marks
	ChecksumType         string `location:"header,x-amz-checksum-type"`
	ServerSideEncryption string `location:"header,x-amz-server-side-encryption"`
}

// PutObject answers NoSuchBucket, AccessDenied, EntityTooLarge, BadDigest, InvalidDigest,
// InvalidRequest, IncompleteBody, PreconditionFailed, AccessControlListNotSupported and the errors of tags.
func (s *Service) PutObject(ctx context.Context, in PutObjectRequest) (PutObjectResponse, error) {
	tags, err := tagsOf(in.Tagging)
	if err != nil {
		return PutObjectResponse{}, err
	}
	if err := s.enterTagged(ctx, in.Bucket, in.Key, tags, nil); err != nil {
		return PutObjectResponse{}, err
	}
	if err := firstOf(aclAllowed(in.ACL), in.WriteConditions.valid()); err != nil {
		return PutObjectResponse{}, err
	}
	about, err := in.ObjectMetadata.stored()
	if err != nil {
		return PutObjectResponse{}, err
	}
	got, err := s.receive(ctx, in.Body, in.Integrity, defaultAlgorithm)
	if err != nil {
		return PutObjectResponse{}, err
	}
	o := &object{
		key: in.Key, content: content{got.blob}, size: got.size, etag: got.etag(),
		modified: s.clock.Now(), about: about, tags: tags, checksum: got.checksum,
	}
	if err := s.store(in.Bucket, o, in.WriteConditions.check(in.Key)); err != nil {
		return PutObjectResponse{}, firstOf(err, o.content.remove())
	}
	trace.Summarize(ctx, "stored %s", bytesText(o.size))
	sums, kind := o.checksum.members()
	return PutObjectResponse{Checksums: sums, ETag: quoted(o.etag), ChecksumType: kind, ServerSideEncryption: encrypted}, nil
}
