package policy

import "strings"

func isS3Action(p *Pattern) bool {
	return appliesTo(p, objectActions) || appliesTo(p, bucketActions) || appliesTo(p, accountActions)
}

// appliesTo tells whether the pattern covers one of the actions.
func appliesTo(p *Pattern, names []string) bool {
	for _, name := range names {
		if p.match("s3:"+strings.ToLower(name), nil) {
			return true
		}
	}
	return false
}

// objectActions are checked on arn:aws:s3:::bucket/key.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
var objectActions = []string{
	"AbortMultipartUpload", "BypassGovernanceRetention", "DeleteObject", "DeleteObjectTagging", "DeleteObjectVersion",
	"DeleteObjectVersionTagging", "GetObject", "GetObjectAcl", "GetObjectAttributes", "GetObjectLegalHold",
	"GetObjectRetention", "GetObjectTagging", "GetObjectTorrent", "GetObjectVersion", "GetObjectVersionAcl",
	"GetObjectVersionAttributes", "GetObjectVersionForReplication", "GetObjectVersionTagging", "GetObjectVersionTorrent",
	"InitiateReplication", "ListMultipartUploadParts", "ObjectOwnerOverrideToBucketOwner", "PutObject", "PutObjectAcl",
	"PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "PutObjectVersionAcl", "PutObjectVersionTagging",
	"ReplicateDelete", "ReplicateObject", "ReplicateTags", "RestoreObject",
}

// bucketActions are checked on arn:aws:s3:::bucket.
var bucketActions = []string{
	"CreateBucket", "DeleteBucket", "DeleteBucketPolicy", "DeleteBucketWebsite", "GetAccelerateConfiguration",
	"GetAnalyticsConfiguration", "GetBucketAcl", "GetBucketCORS", "GetBucketLocation", "GetBucketLogging",
	"GetBucketNotification", "GetBucketObjectLockConfiguration", "GetBucketOwnershipControls", "GetBucketPolicy",
	"GetBucketPolicyStatus", "GetBucketPublicAccessBlock", "GetBucketRequestPayment", "GetBucketTagging",
	"GetBucketVersioning", "GetBucketWebsite", "GetEncryptionConfiguration", "GetIntelligentTieringConfiguration",
	"GetInventoryConfiguration", "GetLifecycleConfiguration", "GetMetricsConfiguration", "GetReplicationConfiguration",
	"ListBucket", "ListBucketMultipartUploads", "ListBucketVersions", "PutAccelerateConfiguration",
	"PutAnalyticsConfiguration", "PutBucketAcl", "PutBucketCORS", "PutBucketLogging", "PutBucketNotification",
	"PutBucketObjectLockConfiguration", "PutBucketOwnershipControls", "PutBucketPolicy", "PutBucketPublicAccessBlock",
	"PutBucketRequestPayment", "PutBucketTagging", "PutBucketVersioning", "PutBucketWebsite", "PutEncryptionConfiguration",
	"PutIntelligentTieringConfiguration", "PutInventoryConfiguration", "PutLifecycleConfiguration",
	"PutMetricsConfiguration", "PutReplicationConfiguration",
}

// accountActions are checked on "*", so a bucket policy can hold them but they never apply.
var accountActions = []string{"ListAllMyBuckets"}
