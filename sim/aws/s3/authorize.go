package s3

import (
	"context"
	"errors"
	"maps"

	"poolschool/sim/gate"
	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/trace"
)

func callerOf(ctx context.Context) principal.Caller { return gate.CallerOf(ctx) }

// arn is the ARN of a bucket, or of a key in it.
func arn(bucket, key string) string {
	if key == "" {
		return "arn:aws:s3:::" + bucket
	}
	return "arn:aws:s3:::" + bucket + "/" + key
}

// enter is how nearly every operation begins: the bucket must exist, then IAM and the bucket's
// policy are asked. keys are further condition keys of the operation.
func (s *Service) enter(ctx context.Context, bucketName, key, action string, keys map[string][]string) error {
	s.mu.RLock()
	b := s.buckets[bucketName]
	var document *policy.Policy
	var restricted bool
	if b != nil {
		document, restricted = b.policy, b.block.RestrictPublicBuckets
	}
	s.mu.RUnlock()
	if b == nil {
		trace.Failed(ctx, "bucket %s exists", bucketName)
		return errNoSuchBucket.With("BucketName", bucketName).Because("this account has no bucket %q", bucketName)
	}
	trace.Passed(ctx, "bucket %s exists", bucketName)
	if document != nil && restricted && callerOf(ctx).AccountID != s.accountID && policy.IsPublic(*document) {
		trace.Failed(ctx, "RestrictPublicBuckets lets a public policy serve this caller")
		return errAccessDenied.Because("the bucket's policy is public, and RestrictPublicBuckets of Block Public Access keeps it from serving anybody outside the account")
	}
	return s.ask(ctx, gate.Ask{Action: action, Resource: arn(bucketName, key), Context: keys, ResourcePolicy: document, ResourceAccount: s.accountID})
}

// ask puts one question to IAM; the error is a *wire.Error.
func (s *Service) ask(ctx context.Context, question gate.Ask) error {
	if base, ok := ctx.Value(keysKey).(map[string][]string); ok {
		all := maps.Clone(base)
		maps.Copy(all, question.Context)
		question.Context = all
	}
	err := s.gate.Authorize(ctx, question)
	var denied *gate.Denied
	if errors.As(err, &denied) {
		return denied.S3()
	}
	return err
}

// missing answers for a key that is not there. Only who may list the bucket learns that it
// is not; the others get 403.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
func (s *Service) missing(ctx context.Context, bucketName, key string) error {
	if err := s.enter(ctx, bucketName, "", "s3:ListBucket", nil); err != nil {
		e := wireError(err)
		return e.Because("there is no object %q; who may not list the bucket is not told so, but refused", key)
	}
	trace.Failed(ctx, "object %s exists", key)
	return errNoSuchKey.With("Key", key).Because("bucket %s has no object %q", bucketName, key)
}

// find returns the object at a key, or what S3 says when there is none.
func (s *Service) find(ctx context.Context, bucketName, key string) (*object, error) {
	o := s.object(bucketName, key)
	if o == nil {
		return nil, s.missing(ctx, bucketName, key)
	}
	trace.Passed(ctx, "object %s exists", key)
	return o, nil
}
