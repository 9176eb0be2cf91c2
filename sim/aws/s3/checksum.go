package s3

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"strconv"
	"strings"

	"poolschool/sim/wire"
)

// Checksums are base64 of the checksum's bytes, most significant first. Requests carry at most
// one; answers carry the one that is stored.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
type Checksums struct {
	ChecksumCRC32     string `location:"header,x-amz-checksum-crc32" xml:",omitempty"`
	ChecksumCRC32C    string `location:"header,x-amz-checksum-crc32c" xml:",omitempty"`
	ChecksumCRC64NVME string `location:"header,x-amz-checksum-crc64nvme" xml:",omitempty"`
	ChecksumSHA1      string `location:"header,x-amz-checksum-sha1" xml:",omitempty"`
	ChecksumSHA256    string `location:"header,x-amz-checksum-sha256" xml:",omitempty"`
}

// Kinds of checksum: over the whole object, or over the checksums of its parts.
const (
	fullObject = "FULL_OBJECT"
	composite  = "COMPOSITE"
)

// defaultAlgorithm is what S3 computes when the client names none.
const defaultAlgorithm = "CRC64NVME"

// checksum is what is stored with an object.
type checksum struct{ algorithm, value, kind string }

// headerOf maps the header of each algorithm to its name.
var headerOf = map[string]string{
	"x-amz-checksum-crc32": "CRC32", "x-amz-checksum-crc32c": "CRC32C", "x-amz-checksum-crc64nvme": "CRC64NVME",
	"x-amz-checksum-sha1": "SHA1", "x-amz-checksum-sha256": "SHA256",
}

// newHash returns the hash of an algorithm; nil for an unknown one.
func newHash(algorithm string) hash.Hash {
	switch algorithm {
	case "CRC32":
		return crc32.NewIEEE()
	case "CRC32C":
		return crc32.New(crc32.MakeTable(crc32.Castagnoli))
	case "CRC64NVME":
		return newNVME()
	case "SHA1":
		return sha1.New()
	case "SHA256":
		return sha256.New()
	}
	return nil
}

func base64Sum(h hash.Hash) string { return base64.StdEncoding.EncodeToString(h.Sum(nil)) }

// slot is the member for an algorithm's value; nil for an unknown algorithm.
func (c *Checksums) slot(algorithm string) *string {
	switch algorithm {
	case "CRC32":
		return &c.ChecksumCRC32
	case "CRC32C":
		return &c.ChecksumCRC32C
	case "CRC64NVME":
		return &c.ChecksumCRC64NVME
	case "SHA1":
		return &c.ChecksumSHA1
	case "SHA256":
		return &c.ChecksumSHA256
	}
	return nil
}

// only returns the one checksum that is set; "" when none is, and false when several are.
func (c *Checksums) only() (algorithm, value string, ok bool) {
	for _, name := range headerOf {
		if v := *c.slot(name); v != "" {
			if algorithm != "" {
				return "", "", false
			}
			algorithm, value = name, v
		}
	}
	return algorithm, value, true
}

// members returns the members of an answer for a stored checksum.
func (c checksum) members() (out Checksums, kind string) {
	if slot := out.slot(c.algorithm); slot != nil {
		*slot, kind = c.value, c.kind
	}
	return out, kind
}

var (
	errBadChecksum   = &wire.Error{Code: "BadDigest", Message: "The %s you specified did not match the calculated checksum.", Status: 400}
	errBadMD5        = &wire.Error{Code: "BadDigest", Message: "The Content-MD5 you specified did not match what we received.", Status: 400}
	errInvalidDigest = &wire.Error{Code: "InvalidDigest", Message: "The Content-MD5 you specified was invalid.", Status: 400}
)

// validChecksum reports whether a value can be a checksum of that algorithm.
func validChecksum(algorithm, value string) bool {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(value, suffixOf(value)))
	return err == nil && len(raw) == newHash(algorithm).Size()
}

// suffixOf is the "-3" of a composite checksum over three parts; "" without one.
func suffixOf(value string) string {
	i := strings.LastIndexByte(value, '-')
	if i < 0 {
		return ""
	}
	if _, err := strconv.Atoi(value[i+1:]); err != nil {
		return ""
	}
	return value[i:]
}
