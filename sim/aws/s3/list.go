package s3

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"poolschool/sim/wire/restxml"
)

// maxKeys is the most that one answer lists.
const maxKeys = 1000

// ListedObject is an object in a listing.
type ListedObject struct {
	Key               string
	LastModified      restxml.Time
	ETag              string
	ChecksumAlgorithm []string `xml:",omitempty"`
	ChecksumType      string   `xml:",omitempty"`
	Size              int64
	StorageClass      string
	Owner             *Owner `xml:",omitempty"`
}

// Owner is who owns a bucket or an object.
type Owner struct {
	ID          string // 64 hexadecimal digits
	DisplayName string `xml:",omitempty"`
}

// CommonPrefix stands for all keys up to the delimiter: a folder, as people see it.
type CommonPrefix struct{ Prefix string }

// listing is what a page of keys is asked by.
type listing struct {
	prefix, delimiter string
	after             string // the last key, or common prefix, that the caller has seen
	max               int
}

// page is one answer's worth of keys.
type page struct {
	objects   []*object
	prefixes  []string
	truncated bool
	last      string // key or prefix to go on after
}

func (p page) count() int { return len(p.objects) + len(p.prefixes) }

// list reads a page. Keys that share what follows the prefix up to the delimiter count as one.
func (b *bucket) list(q listing) page {
	var p page
	at, _ := slices.BinarySearch(b.keys, max(q.prefix, q.after))
	for at < len(b.keys) && strings.HasPrefix(b.keys[at], q.prefix) {
		key := b.keys[at]
		if key <= q.after && q.after != "" {
			at++
			continue
		}
		group, grouped := groupOf(key, q)
		if grouped && group == q.after {
			at = b.behind(group, at)
			continue
		}
		if p.count() == q.max {
			p.truncated = q.max > 0
			return p
		}
		if grouped {
			p.prefixes, p.last = append(p.prefixes, group), group
			at = b.behind(group, at)
			continue
		}
		p.objects, p.last = append(p.objects, b.objects[key]), key
		at++
	}
	return p
}

// behind is the index of the first key after at that does not begin with the group.
func (b *bucket) behind(group string, at int) int {
	n, _ := slices.BinarySearchFunc(b.keys[at:], group, func(key, group string) int {
		if strings.HasPrefix(key, group) {
			return -1
		}
		return strings.Compare(key, group)
	})
	return at + n
}

func groupOf(key string, q listing) (string, bool) {
	if q.delimiter == "" {
		return "", false
	}
	i := strings.Index(key[len(q.prefix):], q.delimiter)
	if i < 0 {
		return "", false
	}
	return key[:len(q.prefix)+i+len(q.delimiter)], true
}

// limit reads max-keys: 1,000 when left out, and never more.
func limit(asked *int64) (int, error) {
	if asked == nil {
		return maxKeys, nil
	}
	if *asked > math.MaxInt32 {
		return 0, invalidArgument("Provided max-keys not an integer or within integer range", "max-keys", strconv.FormatInt(*asked, 10)).Because("a number has 31 bits at most")
	}
	if *asked < 0 {
		return 0, invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", strconv.FormatInt(*asked, 10)).Because("max-keys is negative")
	}
	return int(min(*asked, maxKeys)), nil
}

// asForm makes of a query's encoding a form's, which is S3's: a space is +, and * and / stay as they are.
var asForm = strings.NewReplacer("%2F", "/", "%2A", "*", "~", "%7E")

// speller writes keys as the caller wants them: as they are, or URL-encoded because XML
// cannot hold every character.
func speller(encoding string) (func(string) string, error) {
	switch encoding {
	case "":
		return func(s string) string { return s }, nil
	case "url":
		return func(s string) string { return asForm.Replace(url.QueryEscape(s)) }, nil
	}
	return nil, invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding).Because("encoding-type only knows url")
}

// listed turns a page into elements.
func (s *Service) listed(p page, spell func(string) string, owner *Owner) ([]ListedObject, []CommonPrefix) {
	var objects []ListedObject
	for _, o := range p.objects {
		objects = append(objects, ListedObject{
			Key: spell(o.key), LastModified: restxml.At(o.modified), ETag: quoted(o.etag), ChecksumAlgorithm: []string{o.checksum.algorithm},
			ChecksumType: o.checksum.kind, Size: o.size, StorageClass: "STANDARD", Owner: owner,
		})
	}
	var prefixes []CommonPrefix
	for _, prefix := range p.prefixes {
		prefixes = append(prefixes, CommonPrefix{spell(prefix)})
	}
	return objects, prefixes
}

// page reads a page of a bucket; an empty one when the bucket has gone meanwhile.
func (s *Service) page(bucketName string, q listing) page {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if b := s.buckets[bucketName]; b != nil {
		return b.list(q)
	}
	return page{}
}

// listKeys are the condition keys of a listing. A prefix that was not sent is missing, which is
// not the same as an empty one.
func listKeys(prefix, delimiter *string, maxKeys *int64) map[string][]string {
	keys := map[string][]string{}
	if prefix != nil {
		keys["s3:prefix"] = []string{*prefix}
	}
	if delimiter != nil {
		keys["s3:delimiter"] = []string{*delimiter}
	}
	if maxKeys != nil {
		keys["s3:max-keys"] = []string{strconv.FormatInt(*maxKeys, 10)}
	}
	return keys
}

// splitList splits a header's list at its commas.
func splitList(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
