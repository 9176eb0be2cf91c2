package s3

import (
	"context"
	"maps"
	"strings"
)

const (
	existingTag = "s3:ExistingObjectTag/"
	requestTag  = "s3:RequestObjectTag/"
)

// requestTagKeys are the condition keys of tags that a request wants to set.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
func requestTagKeys(tags []Tag) map[string][]string {
	keys := tagKeys(requestTag, tags)
	for _, t := range tags {
		keys["s3:RequestObjectTagKeys"] = append(keys["s3:RequestObjectTagKeys"], t.Key)
	}
	return keys
}

// existingTagKeys are the condition keys of the tags that an object has; none for a key that holds nothing.
func (s *Service) existingTagKeys(bucketName, key string) map[string][]string {
	o := s.object(bucketName, key)
	if o == nil {
		return nil
	}
	return tagKeys(existingTag, o.tags)
}

// tagKeys spells the tags' keys in lower case: case matters in a tag and does not in a condition key. Of two tags that
// differ in case only, the later one is seen.
func tagKeys(prefix string, tags []Tag) map[string][]string {
	keys := map[string][]string{}
	for _, t := range tags {
		keys[prefix+strings.ToLower(t.Key)] = []string{t.Value}
	}
	return keys
}

// enterTagged is enter for a request that stores an object with tags, which takes a permission of its own.
func (s *Service) enterTagged(ctx context.Context, bucketName, key string, tags []Tag, keys map[string][]string) error {
	all := requestTagKeys(tags)
	maps.Copy(all, keys)
	if err := s.enter(ctx, bucketName, key, "s3:PutObject", all); err != nil || len(tags) == 0 {
		return err
	}
	return s.enter(ctx, bucketName, key, "s3:PutObjectTagging", all)
}

// tagCount is how many tags an object has, for callers who may read them; 0 for the others.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_ResponseSyntax
func (s *Service) tagCount(ctx context.Context, bucketName string, o *object) int {
	if len(o.tags) == 0 || !s.allowed(ctx, bucketName, o.key, "s3:GetObjectTagging", tagKeys(existingTag, o.tags)) {
		return 0
	}
	return len(o.tags)
}

// retag gives the object at a key other tags. Objects do not change, so another takes its place with the same bytes.
func (s *Service) retag(bucketName, key string, tags []Tag) error {
	return s.change(bucketName, func(b *bucket) error {
		old := b.objects[key]
		if old == nil {
			return errNoSuchKey.With("Key", key).Because("the object was deleted meanwhile")
		}
		tagged := *old
		tagged.tags = tags
		b.objects[key] = &tagged
		return nil
	})
}
