package s3

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"poolschool/sim/account"
	"poolschool/sim/policy"
)

// Load fills the service with the buckets of an account file.
func (s *Service) Load(a account.Account) error { return s.Seed(a.Buckets) }

// Seed adds buckets with their objects, without asking anybody.
func (s *Service) Seed(buckets []account.Bucket) error {
	for _, b := range buckets {
		if err := s.seed(b); err != nil {
			return fmt.Errorf("bucket %q: %w", b.Name, err)
		}
	}
	return nil
}

func (s *Service) seed(from account.Bucket) error {
	if err := s.checkName(from.Name); err != nil {
		return err
	}
	b := newBucket(from.Name, s.clock.Now())
	if from.AllowPublic {
		b.block, b.blockSet = PublicAccessBlockConfiguration{}, false
	}
	if len(from.Policy) > 0 {
		document, err := policy.ParseBucketPolicy(from.Name, from.Policy)
		if err != nil {
			return err
		}
		b.policy = &document
	}
	s.mu.Lock()
	taken := s.buckets[from.Name] != nil
	if !taken {
		s.buckets[from.Name] = b
	}
	s.mu.Unlock()
	if taken {
		return fmt.Errorf("stands twice")
	}
	for _, key := range slices.Sorted(maps.Keys(from.Objects)) {
		if err := s.Put(from.Name, key, []byte(from.Objects[key])); err != nil {
			return fmt.Errorf("object %q: %w", key, err)
		}
	}
	return nil
}

// Put stores an object without asking anybody: for the start of an account and for tests.
func (s *Service) Put(bucketName, key string, data []byte) error {
	n := int64(len(data))
	got, err := s.receive(context.Background(), strings.NewReader(string(data)), Integrity{ContentLength: &n}, defaultAlgorithm)
	if err != nil {
		return err
	}
	about, err := ObjectMetadata{}.stored()
	if err != nil {
		return err
	}
	o := &object{key: key, content: content{got.blob}, size: n, etag: got.etag(), modified: s.clock.Now(), about: about, checksum: got.checksum}
	if err := s.store(bucketName, o, WriteConditions{}.check(key)); err != nil {
		return firstOf(err, o.content.remove())
	}
	return nil
}
