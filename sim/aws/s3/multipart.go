package s3

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"poolschool/sim/wire"
)

// multipart is an upload in parts that is not complete yet. The service's lock guards it.
type multipart struct {
	id        string
	key       string
	initiated time.Time
	about     ObjectMetadata
	tags      []Tag
	algorithm string // "" when the client named none: then parts keep the default's
	kind      string // of the object's checksum: FULL_OBJECT or COMPOSITE
	parts     map[int]part
}

// part is one part that has arrived.
type part struct {
	number   int
	blob     Blob
	size     int64
	md5      []byte
	checksum checksum
	modified time.Time
}

// Limits of multipart uploads.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const (
	maxParts = 10000
	minPart  = 5 << 20 // bytes; the last part may be smaller
)

var errNoSuchUpload = &wire.Error{Code: "NoSuchUpload", Message: "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", Status: 404}

// enterUpload is enter for operations on an upload, which must exist too.
func (s *Service) enterUpload(ctx context.Context, bucketName, key, action, id string, keys map[string][]string) (multipart, error) {
	if err := s.enter(ctx, bucketName, key, action, keys); err != nil {
		return multipart{}, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if b := s.buckets[bucketName]; b != nil {
		if m := b.uploads[id]; m != nil && m.key == key {
			return *m, nil
		}
	}
	return multipart{}, noSuchUpload(id)
}

func noSuchUpload(id string) error {
	return errNoSuchUpload.With("UploadId", id).Because("no upload with this id is open for this key")
}

// takeUpload removes an upload from its bucket and returns it: it ends once.
func (s *Service) takeUpload(bucketName, id string) (*multipart, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.buckets[bucketName]
	if b == nil || b.uploads[id] == nil {
		return nil, noSuchUpload(id)
	}
	m := b.uploads[id]
	delete(b.uploads, id)
	return m, nil
}

// sortedParts are the parts by number. The caller holds the lock, or the only reference.
func (m *multipart) sortedParts() []part {
	out := make([]part, 0, len(m.parts))
	for _, p := range m.parts {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b part) int { return cmp.Compare(a.number, b.number) })
	return out
}

// hashAlgorithm is what parts are checked by.
func (m *multipart) hashAlgorithm() string {
	if m.algorithm == "" {
		return defaultAlgorithm
	}
	return m.algorithm
}

// checksumKind settles which kind of checksum the whole object gets. CRC64NVME only knows the
// full object, SHA only the composite; both CRC32s let the caller choose.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
func checksumKind(algorithm, asked string) (string, error) {
	sha := strings.HasPrefix(algorithm, "SHA")
	switch {
	case asked == "" && (algorithm == "" || algorithm == "CRC64NVME"):
		return fullObject, nil
	case asked == "":
		return composite, nil
	case asked == fullObject && !sha, asked == composite && algorithm != "" && algorithm != "CRC64NVME":
		return asked, nil
	case asked != fullObject && asked != composite:
		return "", errInvalidRequest.Saying("Value for x-amz-checksum-type header is invalid.").Because("the types are FULL_OBJECT and COMPOSITE")
	}
	return "", errInvalidRequest.Saying("The "+asked+" checksum type cannot be used with the "+strings.ToLower(algorithm)+" checksum algorithm.").
		Because("%s over parts cannot be %s", algorithm, asked)
}
