package s3

import (
	"net/http"
	"strings"

	"poolschool/sim/wire"
)

var (
	errNoOrigin = &wire.Error{Code: "BadRequest", Message: "Insufficient information. Origin request header needed.", Status: 400}
	errNoCORS   = &wire.Error{Code: "AccessForbidden", Message: "CORSResponse: %s", Status: 403}
)

// preflight answers a browser that asks whether a page of another origin may call. Buckets have no CORS configuration
// here, and S3's answer is then no. The question carries no signature.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html
func (s *Service) preflight(r *http.Request, p place) error {
	refused := errNoCORS.With("Method", r.Header.Get("Access-Control-Request-Method")).With("ResourceType", resourceType(p))
	switch {
	case r.Header.Get("Origin") == "":
		return errNoOrigin.Because("OPTIONS asks on behalf of a page, and Origin says of which")
	case !s.exists(p.Bucket):
		return refused.Saying("Bucket not found").Because("this account has no bucket %q", p.Bucket)
	}
	return refused.Saying("CORS is not enabled for this bucket.").Because("no bucket here has a CORS configuration: pages cannot call S3, programs can")
}

// posted answers a POST to a bucket that is no operation: an upload form of a page, or nothing that S3 knows.
func posted(r *http.Request) error {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return errNotImplemented.With("Header", "Content-Type").Because("poolschool does not simulate uploads by a page's form")
	}
	return errPreconditionFailed.With("Condition", "Bucket POST must be of the enclosure-type multipart/form-data").
		Because("without a form, a bucket takes ?delete by POST and nothing else")
}
