package s3

import (
	"context"
	"encoding/hex"
	"io"
	"net/url"
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
	CopySource                  string       `location:"header,x-amz-copy-source"` // "BUCKET/KEY", URL-encoded
	MetadataDirective           string       `location:"header,x-amz-metadata-directive"`
	ChecksumAlgorithm           string       `location:"header,x-amz-checksum-algorithm"`
	CopySourceIfMatch           string       `location:"header,x-amz-copy-source-if-match"`
	CopySourceIfNoneMatch       string       `location:"header,x-amz-copy-source-if-none-match"`
	CopySourceIfModifiedSince   restxml.Time `location:"header,x-amz-copy-source-if-modified-since"`
	CopySourceIfUnmodifiedSince restxml.Time `location:"header,x-amz-copy-source-if-unmodified-since"`
	ACL                         string       `location:"header,x-amz-acl"`
	ServerSideEncryption        string       `location:"header,x-amz-server-side-encryption"`
	StorageClass                string       `location:"header,x-amz-storage-class"`
	TaggingDirective            string       `location:"header,x-amz-tagging-directive"`
	Tagging                     string       `location:"header,x-amz-tagging"` // counts where the directive is REPLACE
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
	sourceBucket, sourceKey, err := sourceOf(in.CopySource)
	if err != nil {
		return CopyObjectResponse{}, err
	}
	tags, err := in.newTags()
	if err := firstOf(err, in.WriteConditions.valid()); err != nil {
		return CopyObjectResponse{}, err
	}
	if err := s.enterTagged(ctx, in.Bucket, in.Key, tags, map[string][]string{"s3:x-amz-copy-source": {sourceBucket + "/" + sourceKey}}); err != nil {
		return CopyObjectResponse{}, err
	}
	if err := s.enter(ctx, sourceBucket, sourceKey, "s3:GetObject", s.existingTagKeys(sourceBucket, sourceKey)); err != nil {
		return CopyObjectResponse{}, err
	}
	source, err := s.find(ctx, sourceBucket, sourceKey)
	if err != nil {
		return CopyObjectResponse{}, err
	}
	if err := in.checkSource(source); err != nil {
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

// sourceOf reads "/BUCKET/KEY"; the leading slash may be missing, the key is URL-encoded.
func sourceOf(text string) (bucketName, key string, err error) {
	text, version, ok := strings.Cut(text, "?")
	if ok {
		return "", "", errNotImplemented.With("Header", "x-amz-copy-source").Because("poolschool keeps no versions of objects: %s", version)
	}
	plain, bad := url.PathUnescape(strings.TrimPrefix(text, "/"))
	bucketName, key, _ = strings.Cut(plain, "/")
	if bad != nil || bucketName == "" || key == "" {
		return "", "", invalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", text).
			Because("the source is %q", text)
	}
	return bucketName, key, nil
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

// checkSource holds the conditions against the source. A copy has no 304: it fails.
func (in CopyObjectRequest) checkSource(o *object) error {
	c := ReadConditions{in.CopySourceIfMatch, in.CopySourceIfNoneMatch, in.CopySourceIfModifiedSince, in.CopySourceIfUnmodifiedSince}
	if err := c.check(o); err != nil {
		return errPreconditionFailed.With("Condition", "x-amz-copy-source-If-*").Because("%s", wireError(err).Why)
	}
	return nil
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

// duplicate reads the source once more, so that source and copy can be deleted apart.
func (s *Service) duplicate(source *object, in CopyObjectRequest, about ObjectMetadata) (*object, error) {
	algorithm := source.checksum.algorithm
	if in.ChecksumAlgorithm != "" {
		if algorithm = strings.ToUpper(in.ChecksumAlgorithm); newHash(algorithm) == nil {
			return nil, errInvalidRequest.Saying("Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]").Because("there is no algorithm %q", in.ChecksumAlgorithm)
		}
	}
	e, err := Integrity{}.expect(algorithm)
	if err != nil {
		return nil, err
	}
	body, err := source.content.open(0, source.size)
	if err != nil {
		return nil, err
	}
	draft, err := s.blobs.Create(source.size)
	if err != nil {
		return nil, firstOf(err, body.Close())
	}
	err = firstOf(s.copy(io.MultiWriter(e, draft), body), body.Close())
	if err != nil {
		return nil, firstOf(err, draft.Discard())
	}
	blob, err := draft.Commit()
	if err != nil {
		return nil, err
	}
	return &object{
		key: in.Key, content: content{blob}, size: source.size, etag: hex.EncodeToString(e.md5.Sum(nil)),
		modified: s.clock.Now(), about: about, checksum: e.checksum(),
	}, nil
}
