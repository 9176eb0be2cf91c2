package s3

import (
	"context"
	"strings"

	"poolschool/sim/trace"
	"poolschool/sim/wire/restxml"
)

// CopyObjectRequest asks to store a copy of an object. IAM is asked twice: may the caller read
// the source, may the caller write the target.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
type CopyObjectRequest struct {
	Bucket string `location:"uri,Bucket"`
	Key    string `location:"uri,Key"`
	ObjectMetadata
	WriteConditions
	SourceOfCopy
	MetadataDirective    string `location:"header,x-amz-metadata-directive"`
	ChecksumAlgorithm    string `location:"header,x-amz-checksum-algorithm"`
	ACL                  string `location:"header,x-amz-acl"`
	ServerSideEncryption string `location:"header,x-amz-server-side-encryption"`
	StorageClass         string `location:"header,x-amz-storage-class"`
	TaggingDirective     string `location:"header,x-amz-tagging-directive"`
	Tagging              string `location:"header,x-amz-tagging"` // counts where the directive is REPLACE
}

// CopyObjectResponse says what was stored.
type CopyObjectResponse struct {
	CopyObjectResult     CopyObjectResult `location:"payload"`
	ServerSideEncryption string           `location:"header,x-amz-server-side-encryption"`
}

// CopyObjectResult names the copy.
type CopyObjectResult struct {
	LastModified restxml.Time
	ETag         string
	Checksums
	ChecksumType string `xml:",omitempty"`
}

// CopyObject answers as GetObject does for the source and as PutObject does for the target.
func (s *Service) CopyObject(ctx context.Context, in CopyObjectRequest) (CopyObjectResponse, error) {
	sourceBucket, sourceKey, err := in.place()
	if err != nil {
		return CopyObjectResponse{}, err
	}
	tags, err := in.newTags()
	if err := firstOf(err, in.WriteConditions.valid()); err != nil {
		return CopyObjectResponse{}, err
	}
	if err := s.enterTagged(ctx, in.Bucket, in.Key, tags, copyKeys(sourceBucket, sourceKey)); err != nil {
		return CopyObjectResponse{}, err
	}
	source, err := s.source(ctx, in.SourceOfCopy, sourceBucket, sourceKey)
	if err != nil {
		return CopyObjectResponse{}, err
	}
	about, err := in.about(source, sourceBucket)
	if err != nil {
		return CopyObjectResponse{}, err
	}
	if in.TaggingDirective != replace {
		if tags, err = s.handOn(ctx, source, sourceBucket, in); err != nil {
			return CopyObjectResponse{}, err
		}
	}
	o, err := s.duplicate(source, in, about)
	if err != nil {
		return CopyObjectResponse{}, err
	}
	o.tags = tags
	if err := s.store(in.Bucket, o, in.WriteConditions.check(in.Key)); err != nil {
		return CopyObjectResponse{}, firstOf(err, o.content.remove())
	}
	trace.Summarize(ctx, "copied %s", bytesText(o.size))
	sums, kind := o.checksum.members()
	return CopyObjectResponse{
		CopyObjectResult:     CopyObjectResult{ETag: quoted(o.etag), LastModified: restxml.At(o.modified), Checksums: sums, ChecksumType: kind},
		ServerSideEncryption: encrypted,
	}, nil
}

// The directives of a copy: keep what the source has, or take what the request says.
const (
	keep    = "COPY"
	replace = "REPLACE"
)

// newTags are the tags that the request gives to the copy.
func (in CopyObjectRequest) newTags() ([]Tag, error) {
	switch in.TaggingDirective {
	case replace:
		return tagsOf(in.Tagging)
	case "", keep:
		return nil, nil
	}
	return nil, invalidArgument("Unknown tagging directive.", "x-amz-tagging-directive", in.TaggingDirective).Because("the directives are COPY and REPLACE")
}

// handOn are the source's tags, for the copy: to read them and to set them takes permissions.
func (s *Service) handOn(ctx context.Context, source *object, sourceBucket string, in CopyObjectRequest) ([]Tag, error) {
	if len(source.tags) == 0 {
		return nil, nil
	}
	if err := s.enter(ctx, sourceBucket, source.key, "s3:GetObjectTagging", tagKeys(existingTag, source.tags)); err != nil {
		return nil, err
	}
	return source.tags, s.enter(ctx, in.Bucket, in.Key, "s3:PutObjectTagging", requestTagKeys(source.tags))
}

// about is the copy's metadata: the source's, or the request's where it says REPLACE.
func (in CopyObjectRequest) about(source *object, sourceBucket string) (ObjectMetadata, error) {
	if err := aclAllowed(in.ACL); err != nil {
		return ObjectMetadata{}, err
	}
	switch in.MetadataDirective {
	case replace:
		return in.ObjectMetadata.stored()
	case "", keep:
		if sourceBucket == in.Bucket && source.key == in.Key && in.ServerSideEncryption == "" && in.StorageClass == "" {
			return ObjectMetadata{}, errInvalidRequest.Saying("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.").
				Because("source and target are the same and nothing would change")
		}
		return source.about, nil
	}
	return ObjectMetadata{}, invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", in.MetadataDirective).Because("the directives are COPY and REPLACE")
}

// duplicate is the copy, with bytes of its own.
func (s *Service) duplicate(source *object, in CopyObjectRequest, about ObjectMetadata) (*object, error) {
	algorithm := source.checksum.algorithm
	if in.ChecksumAlgorithm != "" {
		if algorithm = strings.ToUpper(in.ChecksumAlgorithm); newHash(algorithm) == nil {
			return nil, errInvalidRequest.Saying("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]").Because("there is no algorithm %q", in.ChecksumAlgorithm)
		}
	}
	got, err := s.again(source, span{length: source.size}, algorithm)
	if err != nil {
		return nil, err
	}
	return &object{
		key: in.Key, content: content{got.blob}, size: got.size, etag: got.etag(),
		modified: s.clock.Now(), about: about, checksum: got.checksum,
	}, nil
}
