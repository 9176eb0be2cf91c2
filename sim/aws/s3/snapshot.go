package s3

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/account"
)

// maxShown is how many objects of a bucket a snapshot lists.
const maxShown = 200

// Snapshot is a picture of all buckets and their objects.
func (s *Service) Snapshot() []account.Node {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []account.Node
	for _, name := range slices.Sorted(maps.Keys(s.buckets)) {
		out = append(out, s.buckets[name].snapshot())
	}
	return out
}

func (b *bucket) snapshot() account.Node {
	n := account.Node{Side: account.IdentitySide, Kind: "bucket", ID: b.name, Label: b.name, Note: counted(len(b.keys), "object")}
	if b.policy != nil {
		n.Children = append(n.Children, account.Node{Side: account.IdentitySide, Kind: "bucket policy", ID: "policy", Label: "bucket policy", Note: counted(len(b.policy.Statements), "statement")})
	}
	for _, key := range b.keys[:min(len(b.keys), maxShown)] {
		o := b.objects[key]
		// The ETag's beginning shows that an object was replaced, also by one of the same size.
		n.Children = append(n.Children, account.Node{Side: account.IdentitySide, Kind: "object", ID: key, Label: key, Note: bytesText(o.size) + ", ETag " + o.etag[:8] + "…" + tagsNote(o.tags)})
	}
	if more := len(b.keys) - maxShown; more > 0 {
		n.Children = append(n.Children, account.Node{Side: account.IdentitySide, Kind: "more", ID: "\x00more", Label: fmt.Sprintf("and %d more", more)})
	}
	return n
}

// tagsNote writes tags as x-amz-tagging does: ", tags team=red&stage=test".
func tagsNote(tags []Tag) string {
	if len(tags) == 0 {
		return ""
	}
	pairs := make([]string, len(tags))
	for i, t := range tags {
		pairs[i] = t.Key + "=" + t.Value
	}
	return ", tags " + strings.Join(pairs, "&")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
