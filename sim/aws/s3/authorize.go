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

// rules are what of a bucket has a say in who may do what.
type rules struct {
	policy     *policy.Policy
	restricted bool // by RestrictPublicBuckets
}

// rulesOf reads a bucket's rules; ok is false where there is no such bucket.
func (s *Service) rulesOf(bucketName string) (r rules, ok bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	b := s.buckets[bucketName]
	if b == nil {
		return rules{}, false
	}
	return rules{b.policy, b.block.RestrictPublicBuckets}, true
}

// closedTo tells whether Block Public Access keeps the bucket's policy from serving a caller.
func (s *Service) closedTo(caller principal.Caller, r rules) bool {
	return r.policy != nil && r.restricted && caller.AccountID != s.accountID && policy.IsPublic(*r.policy)
}

// enter is how nearly every operation begins: the bucket must exist, then IAM and the bucket's
// policy are asked. keys are further condition keys of the operation.
func (s *Service) enter(ctx context.Context, bucketName, key, action string, keys map[string][]string) error {
	r, ok := s.rulesOf(bucketName)
	if !ok {
		trace.Failed(ctx, "bucket %s exists", bucketName)
		return errNoSuchBucket.With("BucketName", bucketName).Because("this account has no bucket %q", bucketName)
	}
	trace.Passed(ctx, "bucket %s exists", bucketName)
	if s.closedTo(callerOf(ctx), r) {
		trace.Failed(ctx, "RestrictPublicBuckets lets a public policy serve this caller")
		return errAccessDenied.Because("the bucket's policy is public, and RestrictPublicBuckets of Block Public Access keeps it from serving anybody outside the account")
	}
	return s.ask(ctx, s.about(r, bucketName, key, action, keys))
}

// allowed answers what enter does without a note in the trace, for parts of an answer that depend on a permission.
func (s *Service) allowed(ctx context.Context, bucketName, key, action string, keys map[string][]string) bool {
	r, ok := s.rulesOf(bucketName)
	return ok && !s.closedTo(callerOf(ctx), r) && s.gate.Passes(ctx, withBase(ctx, s.about(r, bucketName, key, action, keys)))
}

// about is the question to IAM whether an action on a bucket, or on a key in it, is allowed.
func (s *Service) about(r rules, bucketName, key, action string, keys map[string][]string) gate.Ask {
	return gate.Ask{Action: action, Resource: arn(bucketName, key), Context: keys, ResourcePolicy: r.policy, ResourceAccount: s.accountID}
}

// ask puts one question to IAM; the error is a *wire.Error.
func (s *Service) ask(ctx context.Context, question gate.Ask) error {
	err := s.gate.Authorize(ctx, withBase(ctx, question))
	var denied *gate.Denied
	if errors.As(err, &denied) {
		return denied.S3()
	}
	return err
}

// withBase adds the condition keys that any request brings.
func withBase(ctx context.Context, question gate.Ask) gate.Ask {
	if base, ok := ctx.Value(keysKey).(map[string][]string); ok {
		all := maps.Clone(base)
		maps.Copy(all, question.Context)
		question.Context = all
	}
	return question
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
