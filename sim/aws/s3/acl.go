package s3

import "poolschool/sim/wire"

// errACLs answers an ACL in a bucket without them: the default since April 2023.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
var errACLs = &wire.Error{Code: "AccessControlListNotSupported", Message: "The bucket does not allow ACLs", Status: 400}

// aclAllowed lets through the one ACL that says nothing new: the owner has full control.
func aclAllowed(acl string) error {
	if acl == "" || acl == "bucket-owner-full-control" {
		return nil
	}
	return errACLs.Because("ACLs are off in every bucket here, as in new buckets at AWS; access is given by policies")
}
