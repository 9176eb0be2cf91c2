package s3

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"io"
	"strconv"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// CompleteMultipartUploadRequest makes an object of the parts that it lists.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
type CompleteMultipartUploadRequest struct {
	Bucket   string `location:"uri,Bucket"`
	Key      string `location:"uri,Key"`
	UploadId string `location:"query,uploadId"`
	WriteConditions
	MultipartUpload *CompletedMultipartUpload `location:"payload" xml:"CompleteMultipartUpload,omitempty"`
}

// CompletedMultipartUpload lists parts in ascending order.
type CompletedMultipartUpload struct {
	Parts []CompletedPart `xml:"Part"`
}

// CompletedPart names a part as UploadPart answered it.
type CompletedPart struct {
	PartNumber int
	ETag       string
	Checksums
}

// CompleteMultipartUploadResponse names the object.
type CompleteMultipartUploadResponse struct {
	_        struct{} `root:"CompleteMultipartUploadResult"`
	Location string
	Bucket   string
	Key      string
	ETag     string // MD5 of the parts' MD5s, and how many: "…-2"

	// The checksum, as Checksums; here the members are elements.
	ChecksumCRC32     string `xml:",omitempty"`
	ChecksumCRC32C    string `xml:",omitempty"`
	ChecksumCRC64NVME string `xml:",omitempty"`
	ChecksumSHA1      string `xml:",omitempty"`
	ChecksumSHA256    string `xml:",omitempty"`
	ChecksumType      string `xml:",omitempty"`

	ServerSideEncryption string `location:"header,x-amz-server-side-encryption"`
}

var (
	errInvalidPart      = &wire.Error{Code: "InvalidPart", Message: "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.", Status: 400}
	errInvalidPartOrder = &wire.Error{Code: "InvalidPartOrder", Message: "The list of parts was not in ascending order. Parts must be ordered by part number.", Status: 400}
	errEntityTooSmall   = &wire.Error{Code: "EntityTooSmall", Message: "Your proposed upload is smaller than the minimum allowed size", Status: 400}
)

// CompleteMultipartUpload answers NoSuchBucket, AccessDenied, NoSuchUpload, InvalidPart,
// InvalidPartOrder, EntityTooSmall, MalformedXML and PreconditionFailed.
func (s *Service) CompleteMultipartUpload(ctx context.Context, in CompleteMultipartUploadRequest) (CompleteMultipartUploadResponse, error) {
	if _, err := s.enterUpload(ctx, in.Bucket, in.Key, "s3:PutObject", in.UploadId, nil); err != nil {
		return CompleteMultipartUploadResponse{}, err
	}
	if err := in.WriteConditions.valid(); err != nil {
		return CompleteMultipartUploadResponse{}, err
	}
	// Taken out of the bucket, the upload cannot change while it is put together.
	m, err := s.takeUpload(in.Bucket, in.UploadId)
	if err != nil {
		return CompleteMultipartUploadResponse{}, err
	}
	o, err := s.finish(m, in)
	if err != nil {
		return CompleteMultipartUploadResponse{}, firstOf(err, s.change(in.Bucket, func(b *bucket) error {
			b.uploads[m.id] = m
			return nil
		}))
	}
	trace.Summarize(ctx, "stored %s in %d parts", bytesText(o.size), o.parts)
	sums, kind := o.checksum.members()
	return CompleteMultipartUploadResponse{
		Location: "https://" + in.Bucket + ".s3." + s.region + ".amazonaws.com/" + in.Key, Bucket: in.Bucket, Key: in.Key, ETag: quoted(o.etag),
		ChecksumCRC32: sums.ChecksumCRC32, ChecksumCRC32C: sums.ChecksumCRC32C, ChecksumCRC64NVME: sums.ChecksumCRC64NVME,
		ChecksumSHA1: sums.ChecksumSHA1, ChecksumSHA256: sums.ChecksumSHA256, ChecksumType: kind, ServerSideEncryption: encrypted,
	}, nil
}

// finish stores the object that the listed parts make. After an error the upload is as it was.
func (s *Service) finish(m *multipart, in CompleteMultipartUploadRequest) (*object, error) {
	parts, err := m.chosen(in)
	if err != nil {
		return nil, err
	}
	o, err := s.assemble(m, parts)
	if err != nil {
		return nil, err
	}
	if err := s.store(in.Bucket, o, in.WriteConditions.check(in.Key)); err != nil {
		return nil, err
	}
	return o, m.removeAllBut(parts)
}

// chosen finds the listed parts among those that have arrived.
func (m *multipart) chosen(in CompleteMultipartUploadRequest) ([]part, error) {
	if in.MultipartUpload == nil {
		return nil, errInvalidRequest.Saying("You must specify at least one part").Because("the request has no body")
	}
	if len(in.MultipartUpload.Parts) == 0 {
		return nil, errMalformedXML.Because("the request lists no part")
	}
	for i, want := range in.MultipartUpload.Parts {
		if i > 0 && want.PartNumber <= in.MultipartUpload.Parts[i-1].PartNumber {
			return nil, errInvalidPartOrder.With("UploadId", in.UploadId).Because("part %d is listed after part %d", want.PartNumber, in.MultipartUpload.Parts[i-1].PartNumber)
		}
	}
	var out []part
	for i, want := range in.MultipartUpload.Parts {
		p, ok := m.parts[want.PartNumber]
		_, sum, _ := want.only()
		if !ok || unquoted(want.ETag) != hex.EncodeToString(p.md5) || sum != "" && sum != p.checksum.value {
			return nil, errInvalidPart.With("UploadId", in.UploadId).With("PartNumber", strconv.Itoa(want.PartNumber)).With("ETag", unquoted(want.ETag)).
				Because("part %d has not arrived, or its ETag or checksum is another", want.PartNumber)
		}
		if last := i == len(in.MultipartUpload.Parts)-1; !last && p.size < minPart {
			return nil, errEntityTooSmall.With("ProposedSize", strconv.FormatInt(p.size, 10)).With("MinSizeAllowed", strconv.Itoa(minPart)).
				With("PartNumber", strconv.Itoa(p.number)).With("ETag", unquoted(want.ETag)).Because("part %d has %s; only the last may have less than 5 MiB", p.number, bytesText(p.size))
		}
		out = append(out, p)
	}
	return out, nil
}

// assemble makes an object of parts. Their bytes stay where they are.
func (s *Service) assemble(m *multipart, parts []part) (*object, error) {
	o := &object{key: m.key, modified: s.clock.Now(), about: m.about, tags: m.tags, parts: len(parts)}
	whole := md5.New()
	for _, p := range parts {
		o.content = append(o.content, p.blob)
		o.size += p.size
		whole.Write(p.md5)
	}
	suffix := "-" + strconv.Itoa(len(parts))
	o.etag = hex.EncodeToString(whole.Sum(nil)) + suffix
	sum := newHash(m.hashAlgorithm())
	o.checksum = checksum{algorithm: m.hashAlgorithm(), kind: m.kind}
	if m.kind == fullObject {
		body, err := o.content.open(0, o.size)
		if err != nil {
			return nil, err
		}
		if err := firstOf(s.copy(sum.(io.Writer), body), body.Close()); err != nil {
			return nil, err
		}
		o.checksum.value = base64Sum(sum)
		return o, nil
	}
	for _, p := range parts {
		raw, err := base64.StdEncoding.DecodeString(p.checksum.value)
		if err != nil {
			return nil, err
		}
		sum.Write(raw)
	}
	o.checksum.value = base64Sum(sum) + suffix
	return o, nil
}

// removeAllBut frees the parts that did not become part of the object.
func (m *multipart) removeAllBut(kept []part) error {
	used := map[int]bool{}
	for _, p := range kept {
		used[p.number] = true
	}
	for number, p := range m.parts {
		if !used[number] {
			if err := p.blob.Remove(); err != nil {
				return err
			}
		}
	}
	return nil
}
