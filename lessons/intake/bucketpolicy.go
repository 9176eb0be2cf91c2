package intake

import (
	"errors"
	"regexp"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/account"
)

// bucketARN finds the names of buckets; a name with a star in it is none.
var bucketARN = regexp.MustCompile(`arn:aws[a-z-]*:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:["/]|$)`)

// gotBucketPolicy takes over get-bucket-policy's answer: the policy as text, which names its bucket in its resources.
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
func (d *draft) gotBucketPolicy(data []byte) error {
	var answer struct{ Policy jsontext.Value }
	if err := decode(data, &answer); err != nil {
		return err
	}
	doc, err := document(answer.Policy)
	if err != nil {
		return err
	}
	name := bucketARN.FindSubmatch(doc)
	if name == nil {
		return errors.New("the bucket policy names no bucket in its resources")
	}
	d.bucket(account.Bucket{Name: string(name[1]), Policy: doc})
	return nil
}

// bucket adds a bucket, or what is new about one.
func (d *draft) bucket(b account.Bucket) {
	d.things++
	for i := range d.buckets {
		if have := &d.buckets[i]; have.Name == b.Name {
			if len(b.Policy) > 0 {
				have.Policy = b.Policy
			}
			have.AllowPublic = have.AllowPublic || b.AllowPublic
			return
		}
	}
	d.buckets = append(d.buckets, b)
}
