package s3

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"poolschool/sim/wire"
	"poolschool/sim/wire/restxml"
)

// unsupported are sub-resources of S3 that are not simulated. Without this list a request for
// them would look like one for the object itself.
var unsupported = []string{
	"accelerate", "acl", "analytics", "attributes", "cors", "encryption", "intelligent-tiering", "inventory", "legal-hold",
	"lifecycle", "logging", "metrics", "notification", "object-lock", "ownershipControls", "policyStatus", "replication",
	"requestPayment", "restore", "retention", "select", "torrent", "versionId", "versioning", "versions", "website",
}

// selectors choose an operation. A request must not be taken for another one because nothing answers to its selector:
// DELETE /BUCKET?location would delete the bucket.
var selectors = []string{"delete", "location", "partNumber", "policy", "publicAccessBlock", "tagging", "uploadId", "uploads"}

// unsupportedHeaders begin headers that would change what is stored or deleted, so they cannot be passed over.
var unsupportedHeaders = []string{
	"X-Amz-Copy-Source-Server-Side-Encryption-", "X-Amz-If-Match-", "X-Amz-Object-Lock-", "X-Amz-Server-Side-Encryption-",
	"X-Amz-Website-Redirect-Location", "X-Amz-Write-Offset-Bytes",
}

// storageClasses are S3's. Only the first is simulated.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#AmazonS3-PutObject-request-header-StorageClass
var storageClasses = []string{
	"STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "GLACIER_IR",
	"SNOW", "EXPRESS_ONEZONE", "FSX_OPENZFS", "FSX_ONTAP",
}

var errInvalidStorageClass = &wire.Error{Code: "InvalidStorageClass", Message: "The storage class you specified is not valid", Status: 400}

// checkSubresource refuses parameters that ask for something that is not simulated.
func checkSubresource(r *http.Request, p place) error {
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) { // sorted: of several, the same is always named
		if slices.Contains(unsupported, name) || name == "tagging" && p.Key == "" {
			return errNotImplemented.Because("poolschool does not simulate ?%s of S3", name)
		}
	}
	return nil
}

// checkSelectors refuses a request that would be taken for another operation than it asks for.
func checkSelectors(row *restxml.Row, r *http.Request, p place) error {
	query := r.URL.Query()
	for _, name := range selectors {
		switch {
		case !query.Has(name) || row.Takes(name):
		case name == "partNumber" && r.Method == http.MethodPut:
			return invalidArgument("This operation does not accept partNumber without uploadId", name, query.Get(name)).Because("a part belongs to an upload")
		default:
			return notAllowed(r, p)
		}
	}
	return nil
}

// checkHeaders refuses headers that ask for something that is not simulated.
func checkHeaders(r *http.Request) error {
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		value := r.Header.Get(name)
		switch {
		case strings.HasPrefix(name, "X-Amz-Grant-"):
			return aclAllowed(name)
		case name == "X-Amz-Storage-Class" && !slices.Contains(storageClasses, value):
			return errInvalidStorageClass.With("StorageClassRequested", value).Because("there is no storage class %q", value)
		case slices.ContainsFunc(unsupportedHeaders, func(start string) bool { return strings.HasPrefix(name, start) }),
			name == "X-Amz-Storage-Class" && value != storageClasses[0],
			name == "X-Amz-Server-Side-Encryption" && value != encrypted,
			name == "If-Match" && r.Method == http.MethodDelete:
			return errNotImplemented.With("Header", strings.ToLower(name)).Because("poolschool does not simulate %s: %s", strings.ToLower(name), value)
		}
	}
	return nil
}
