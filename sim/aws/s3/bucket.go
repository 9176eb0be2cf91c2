package s3

import (
	"slices"
	"time"

	"poolschool/sim/policy"
)

// bucket is a bucket's state. The service's lock guards it.
type bucket struct {
	name    string
	created time.Time
	policy  *policy.Policy // nil for none
	block   PublicAccessBlockConfiguration
	// blockSet tells a configuration with everything off from none at all.
	blockSet bool

	objects map[string]*object
	keys    []string // of objects, sorted by bytes
	uploads map[string]*multipart
}

// object is one version of an object; it does not change once it is stored.
type object struct {
	key      string
	content  content
	size     int64
	etag     string // without quotation marks
	modified time.Time
	about    ObjectMetadata
	checksum checksum
	tags     []Tag
	parts    int // of a multipart upload; 0 for an object put at once
}

func newBucket(name string, created time.Time) *bucket {
	return &bucket{
		name: name, created: created, objects: map[string]*object{}, uploads: map[string]*multipart{},
		// Since April 2023 new buckets have all four settings on.
		block:    PublicAccessBlockConfiguration{BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true},
		blockSet: true,
	}
}

// put stores an object and returns the one that it replaces.
func (b *bucket) put(o *object) (old *object) {
	old = b.objects[o.key]
	if old == nil {
		at, _ := slices.BinarySearch(b.keys, o.key)
		b.keys = slices.Insert(b.keys, at, o.key)
	}
	b.objects[o.key] = o
	return old
}

// drop removes an object and returns it; nil when there was none.
func (b *bucket) drop(key string) *object {
	old := b.objects[key]
	if old != nil {
		at, _ := slices.BinarySearch(b.keys, key)
		b.keys = slices.Delete(b.keys, at, at+1)
		delete(b.objects, key)
	}
	return old
}

// object returns the object at a key, or nil. Objects do not change, so it can be used after
// the lock is given back.
func (s *Service) object(bucketName, key string) *object {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if b := s.buckets[bucketName]; b != nil {
		return b.objects[key]
	}
	return nil
}

// store puts an object into its bucket if the bucket is still there and the condition still
// holds, and frees what it replaces. After an error the object's bytes are still the caller's.
func (s *Service) store(bucketName string, o *object, condition func(old *object) error) error {
	s.mu.Lock()
	b := s.buckets[bucketName]
	err := error(errNoSuchBucket.With("BucketName", bucketName).Because("the bucket was deleted during the upload"))
	var old *object
	if b != nil {
		if err = condition(b.objects[o.key]); err == nil {
			old = b.put(o)
		}
	}
	s.mu.Unlock()
	if err != nil || old == nil {
		return err
	}
	return old.content.remove()
}

// change alters a bucket under the lock.
func (s *Service) change(bucketName string, f func(*bucket) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.buckets[bucketName]
	if b == nil {
		return errNoSuchBucket.With("BucketName", bucketName).Because("the bucket was deleted meanwhile")
	}
	return f(b)
}

// firstOf returns the first error that is one.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
