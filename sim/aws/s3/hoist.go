package s3

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// ofSignature are the parameters of a presigned URL that are the signature's own. The last one says what a client
// meant to compute; the checksum itself is what counts.
var ofSignature = []string{
	"x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-expires", "x-amz-signedheaders", "x-amz-signature",
	"x-amz-security-token", "x-amz-content-sha256", "x-amz-sdk-checksum-algorithm",
}

// unhoist puts headers back that whoever presigned a URL moved into its query: x-amz-tagging, x-amz-checksum-mode and
// the like. A header of the request itself wins.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
func unhoist(r *http.Request) {
	query := r.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		lower := strings.ToLower(name)
		if strings.HasPrefix(lower, "x-amz-") && !slices.Contains(ofSignature, lower) && r.Header.Get(name) == "" {
			r.Header.Set(name, query.Get(name))
		}
	}
}
