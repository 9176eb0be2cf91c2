package s3

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"poolschool/sim/gate"
	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// CreateBucketRequest asks for a new bucket. Its name must be free in all of AWS.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
type CreateBucketRequest struct {
	Bucket                    string                     `location:"uri,Bucket"`
	ACL                       string                     `location:"header,x-amz-acl"`
	CreateBucketConfiguration *CreateBucketConfiguration `location:"payload" xml:"CreateBucketConfiguration,omitempty"`
}

// CreateBucketConfiguration names the bucket's region. In us-east-1 it must be left out.
type CreateBucketConfiguration struct {
	LocationConstraint string `xml:",omitempty"`
}

// CreateBucketResponse names the bucket: "/NAME".
type CreateBucketResponse struct {
	Location string `location:"header,Location"`
}

var (
	errInvalidBucketName = &wire.Error{Code: "InvalidBucketName", Message: "The specified bucket is not valid.", Status: 400}
	errBucketTaken       = &wire.Error{Code: "BucketAlreadyExists", Message: "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.", Status: 409}
	errBucketOwned       = &wire.Error{Code: "BucketAlreadyOwnedByYou", Message: "Your previous request to create the named bucket succeeded and you already own it.", Status: 409}
	errLocation          = &wire.Error{Code: "InvalidLocationConstraint", Message: "The specified location-constraint is not valid", Status: 400}
	errIllegalLocation   = &wire.Error{Code: "IllegalLocationConstraintException", Message: "The %s location constraint is incompatible for the region specific endpoint this request was sent to.", Status: 400}
)

// CreateBucket answers AccessDenied, InvalidBucketName, BucketAlreadyExists,
// BucketAlreadyOwnedByYou and the errors of a wrong location.
func (s *Service) CreateBucket(ctx context.Context, in CreateBucketRequest) (CreateBucketResponse, error) {
	if err := s.ask(ctx, gate.Ask{Action: "s3:CreateBucket", Resource: arn(in.Bucket, "")}); err != nil {
		return CreateBucketResponse{}, err
	}
	if err := firstOf(aclAllowed(in.ACL), s.checkLocation(in.CreateBucketConfiguration), s.checkName(in.Bucket)); err != nil {
		return CreateBucketResponse{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.buckets[in.Bucket] != nil {
		// us-east-1 has always answered the owner with success, and still does.
		if s.region == "us-east-1" {
			return CreateBucketResponse{Location: "/" + in.Bucket}, nil
		}
		return CreateBucketResponse{}, errBucketOwned.With("BucketName", in.Bucket).Because("this account already has the bucket")
	}
	s.buckets[in.Bucket] = newBucket(in.Bucket, s.clock.Now())
	trace.Summarize(ctx, "created")
	return CreateBucketResponse{Location: "/" + in.Bucket}, nil
}

func (s *Service) checkLocation(c *CreateBucketConfiguration) error {
	asked := ""
	if c != nil {
		asked = c.LocationConstraint
	}
	switch {
	case s.region == "us-east-1" && asked == "us-east-1":
		return errLocation.With("LocationConstraint", asked).Because("in us-east-1 the location is left out")
	case s.region == "us-east-1" && asked == "", asked == s.region:
		return nil
	case asked == "":
		return errIllegalLocation.Saying("unspecified").Because("outside us-east-1 the location must be named: %s", s.region)
	}
	return errIllegalLocation.Saying(asked).Because("this account only has buckets in %s", s.region)
}

// checkName holds a name against the rules for new buckets.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
func (s *Service) checkName(name string) error {
	switch {
	case !bucketName.MatchString(name), strings.Contains(name, ".."), ipAddress.MatchString(name), strings.HasPrefix(name, "xn--"), strings.HasSuffix(name, "-s3alias"):
		return errInvalidBucketName.With("BucketName", name).Because("a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit")
	case slices.Contains(s.taken, name):
		return errBucketTaken.With("BucketName", name).Because("the name belongs to another account")
	}
	return nil
}

var (
	bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
	ipAddress  = regexp.MustCompile(`^\d+\.\d+\.\d+\.\d+$`)
)
