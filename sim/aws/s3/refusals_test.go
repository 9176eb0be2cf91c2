package s3

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/sim/trace"
	"poolschool/sim/wire/sigv4"
)

const mine, others = "photos/uploads/us-east-1:7f3c/cat.jpg", "photos/uploads/us-east-1:9999/cat.jpg"

// refusal is one request with what S3 answers.
type refusal struct {
	name    string
	as      sigv4.Credentials
	method  string
	target  string
	body    string
	options []option
	after   time.Duration

	status int
	code   string // "" for a success
	says   string // part of the answer
}

var refusals = []refusal{
	{name: "the own folder takes a photo", as: anaKeys, method: "PUT", target: mine, body: "x", status: 200},
	{name: "another's folder does not", as: anaKeys, method: "PUT", target: others, body: "x", status: 403, code: "AccessDenied",
		says: `on resource: &quot;arn:aws:s3:::photos/uploads/us-east-1:9999/cat.jpg&quot; because no identity-based policy allows the s3:PutObject action`},
	{name: "a path out of the own folder is just another key", as: anaKeys, method: "PUT", target: "photos/uploads/us-east-1:7f3c/../x", body: "x", status: 200},
	{name: "after an hour the session is over", as: anaKeys, method: "PUT", target: mine, body: "x", after: time.Hour, status: 400, code: "ExpiredToken", says: "<Token-0>ana's token</Token-0>"},
	{name: "a bearer token is no signature", as: nobody, method: "PUT", target: mine, body: "x", options: []option{with("Authorization", "Bearer eyJraWQi.x.y")}, status: 400, code: "InvalidArgument",
		says: "<Message>Unsupported Authorization Type</Message><ArgumentName>Authorization</ArgumentName><ArgumentValue>Bearer eyJraWQi.x.y</ArgumentValue><RequestId>"},
	{name: "nobody may write", as: nobody, method: "PUT", target: mine, body: "x", status: 403, code: "AccessDenied", says: "<Message>Access Denied</Message>"},
	{name: "nobody may list buckets", as: nobody, method: "GET", target: "", status: 403, code: "AccessDenied"},
	{name: "a bucket that is not there comes before IAM", as: anaKeys, method: "PUT", target: "absent/x", status: 404, code: "NoSuchBucket", says: "<BucketName>absent</BucketName>"},
	{name: "IAM comes before an object that is not there", as: anaKeys, method: "GET", target: others, status: 403, code: "AccessDenied", says: "s3:GetObject"},
	{name: "who may not list learns nothing about a missing object", as: bobKeys, method: "GET", target: "photos/none", status: 403, code: "AccessDenied", says: "s3:ListBucket on resource: &quot;arn:aws:s3:::photos&quot;"},
	{name: "who may list is told", as: ownerKeys, method: "GET", target: "photos/none", status: 404, code: "NoSuchKey", says: "<Key>none</Key>"},
	{name: "a key above 1024 bytes", as: ownerKeys, method: "PUT", target: "photos/" + strings.Repeat("k", 1025), status: 400, code: "KeyTooLongError", says: "<Size>1025</Size><MaxSizeAllowed>1024</MaxSizeAllowed>"},
	{name: "a key of 1024 bytes", as: ownerKeys, method: "PUT", target: "photos/" + strings.Repeat("k", 1024), status: 200},
	{name: "a key that leads out of the bucket", as: ownerKeys, method: "PUT", target: "photos/a/../../k", body: "x", status: 400, code: "InvalidURI", says: "<URI>/a/../../k</URI>"},
	{name: "a key that is no UTF-8", as: ownerKeys, method: "PUT", target: "photos/\xff", body: "x", status: 400, code: "InvalidURI"},
	{name: "a body above 5 GiB", as: ownerKeys, method: "PUT", target: "photos/k", status: 400, code: "EntityTooLarge", says: "<ProposedSize>5368709121</ProposedSize><MaxSizeAllowed>5368709120</MaxSizeAllowed>",
		options: []option{with("X-Amz-Content-Sha256", sigv4.StreamingUnsignedTrailer), with("X-Amz-Decoded-Content-Length", "5368709121")}},
	{name: "another body than the signed one", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Content-Sha256", sigv4.Hash([]byte("hellO")))}, status: 400, code: "XAmzContentSHA256Mismatch"},
	{name: "no body, and the hash of one", as: ownerKeys, method: "GET", target: "photos/five", options: []option{with("X-Amz-Content-Sha256", sigv4.Hash([]byte("hello")))}, status: 400, code: "XAmzContentSHA256Mismatch"},
	{name: "before IAM is asked", as: bobKeys, method: "DELETE", target: "photos/five", options: []option{with("X-Amz-Content-Sha256", sigv4.Hash([]byte("hello")))}, status: 400, code: "XAmzContentSHA256Mismatch"},
	{name: "a tag that stands twice in the header", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Tagging", "team=red&team=blue")}, status: 400, code: "InvalidArgument", says: "<ArgumentName>x-amz-tagging</ArgumentName><ArgumentValue>team=red&amp;team=blue</ArgumentValue>"},
	{name: "a tag that is broken in the header", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Tagging", "team=%zz")}, status: 400, code: "InvalidArgument"},
	{name: "tags of a bucket, which are not simulated", as: ownerKeys, method: "PUT", target: "photos/?tagging", body: "<Tagging/>", status: 501, code: "NotImplemented"},
	{name: "a wrong MD5", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")}, status: 400, code: "BadDigest"},
	{name: "an MD5 of words", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("Content-MD5", "later")}, status: 400, code: "InvalidDigest"},
	{name: "a wrong CRC32", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Checksum-Crc32", "AAAAAA==")}, status: 400, code: "BadDigest", says: "The CRC32 you specified did not match the calculated checksum."},
	{name: "a CRC32 that is none", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Checksum-Crc32", "AAAA")}, status: 400, code: "InvalidRequest"},
	{name: "two checksums", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Checksum-Crc32", "NhCmhg=="), with("X-Amz-Checksum-Sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=")}, status: 400, code: "InvalidRequest"},
	{name: "an algorithm without its checksum", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Sdk-Checksum-Algorithm", "CRC32")}, status: 400, code: "InvalidRequest"},
	{name: "a trailer that does not come", as: ownerKeys, method: "PUT", target: "photos/k", body: "5\r\nhello\r\n0\r\n\r\n", status: 400, code: "IncompleteBody",
		options: []option{with("X-Amz-Content-Sha256", sigv4.StreamingUnsignedTrailer), with("X-Amz-Decoded-Content-Length", "5"), with("X-Amz-Trailer", "x-amz-checksum-crc32")}},
	{name: "a wrong trailer", as: ownerKeys, method: "PUT", target: "photos/k", body: "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", status: 400, code: "BadDigest",
		options: []option{with("X-Amz-Content-Sha256", sigv4.StreamingUnsignedTrailer), with("X-Amz-Decoded-Content-Length", "5"), with("X-Amz-Trailer", "x-amz-checksum-crc32")}},
	{name: "fewer bytes than announced", as: ownerKeys, method: "PUT", target: "photos/k", body: "5\r\nhello\r\n0\r\n\r\n", status: 400, code: "IncompleteBody",
		options: []option{with("X-Amz-Content-Sha256", sigv4.StreamingUnsignedTrailer), with("X-Amz-Decoded-Content-Length", "6")}},
	{name: "a body without a length", as: ownerKeys, method: "PUT", target: "photos/k", body: "hello", options: []option{with("X-Amz-Content-Sha256", sigv4.Unsigned), func(r *http.Request) { r.ContentLength = -1 }}, status: 411, code: "MissingContentLength"},
	{name: "an ACL in a bucket without ACLs", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Acl", "public-read")}, status: 400, code: "AccessControlListNotSupported"},
	{name: "metadata above 2 KiB", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Meta-Note", strings.Repeat("n", 2045))}, status: 400, code: "MetadataTooLarge"},
	{name: "a sub-resource that is not simulated", as: ownerKeys, method: "GET", target: "photos/k?acl", status: 501, code: "NotImplemented"},
	{name: "a delete of what cannot be deleted", as: ownerKeys, method: "DELETE", target: "photos/?location", status: 405, code: "MethodNotAllowed"},
	{name: "a delete of uploads", as: ownerKeys, method: "DELETE", target: "photos/five?uploads", status: 405, code: "MethodNotAllowed"},
	{name: "an object asked for as a policy", as: ownerKeys, method: "GET", target: "photos/five?policy", status: 405, code: "MethodNotAllowed"},
	{name: "a part without an upload", as: ownerKeys, method: "PUT", target: "photos/k?partNumber=1", body: "x", status: 400, code: "InvalidArgument", says: "This operation does not accept partNumber without uploadId"},
	{name: "an upload without a part", as: ownerKeys, method: "PUT", target: "photos/k?uploadId=x", body: "x", status: 405, code: "MethodNotAllowed"},
	{name: "versions", as: ownerKeys, method: "GET", target: "photos/?versions", status: 501, code: "NotImplemented"},
	{name: "a version", as: ownerKeys, method: "DELETE", target: "photos/k?versionId=null", status: 501, code: "NotImplemented"},
	{name: "a version to copy", as: ownerKeys, method: "PUT", target: "photos/k", options: []option{with("X-Amz-Copy-Source", "photos/five?versionId=x")}, status: 501, code: "NotImplemented"},
	{name: "a key of one's own for encryption", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256")}, status: 501, code: "NotImplemented", says: "<Header>x-amz-server-side-encryption-customer-algorithm</Header>"},
	{name: "another encryption", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Server-Side-Encryption", "aws:kms")}, status: 501, code: "NotImplemented"},
	{name: "another storage class", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Storage-Class", "GLACIER")}, status: 501, code: "NotImplemented"},
	{name: "a storage class that is none", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Storage-Class", "DUSTY")}, status: 400, code: "InvalidStorageClass"},
	{name: "a lock", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Object-Lock-Mode", "GOVERNANCE")}, status: 501, code: "NotImplemented"},
	{name: "a grant of an ACL", as: ownerKeys, method: "PUT", target: "photos/k", body: "x", options: []option{with("X-Amz-Grant-Read", "id=x")}, status: 400, code: "AccessControlListNotSupported"},
	{name: "a delete with a condition", as: ownerKeys, method: "DELETE", target: "photos/five", options: []option{with("If-Match", `"x"`)}, status: 501, code: "NotImplemented"},
	{name: "an upload form", as: nobody, method: "POST", target: "photos/", body: "x", options: []option{with("Content-Type", "multipart/form-data; boundary=x")}, status: 501, code: "NotImplemented"},
	{name: "a post that is no form", as: nobody, method: "POST", target: "photos/", body: "x", status: 412, code: "PreconditionFailed", says: "<Condition>Bucket POST must be of the enclosure-type multipart/form-data</Condition>"},
	{name: "a page of another origin", as: nobody, method: "OPTIONS", target: "photos/k", options: []option{with("Origin", "https://app.example.com"), with("Access-Control-Request-Method", "PUT")}, status: 403, code: "AccessForbidden", says: "<Message>CORSResponse: CORS is not enabled for this bucket.</Message><Method>PUT</Method><ResourceType>OBJECT</ResourceType>"},
	{name: "a page at no bucket", as: nobody, method: "OPTIONS", target: "absent/k", options: []option{with("Origin", "https://app.example.com")}, status: 403, code: "AccessForbidden", says: "CORSResponse: Bucket not found"},
	{name: "a page without an origin", as: nobody, method: "OPTIONS", target: "photos/k", status: 400, code: "BadRequest"},
	{name: "a method that S3 does not know", as: ownerKeys, method: "PATCH", target: "photos/k", status: 405, code: "MethodNotAllowed"},
	{name: "max-keys of words", as: ownerKeys, method: "GET", target: "photos/?list-type=2&max-keys=many", status: 400, code: "InvalidArgument", says: "<ArgumentName>max-keys</ArgumentName><ArgumentValue>many</ArgumentValue>"},
	{name: "max-keys above 31 bits", as: ownerKeys, method: "GET", target: "photos/?list-type=2&max-keys=2147483648", status: 400, code: "InvalidArgument", says: "Provided max-keys not an integer or within integer range"},
	{name: "max-keys below zero", as: ownerKeys, method: "GET", target: "photos/?list-type=2&max-keys=-1", status: 400, code: "InvalidArgument"},
	{name: "a made-up continuation token", as: ownerKeys, method: "GET", target: "photos/?list-type=2&continuation-token=%25", status: 400, code: "InvalidArgument"},
	{name: "an empty continuation token", as: ownerKeys, method: "GET", target: "photos/?list-type=2&continuation-token=", status: 400, code: "InvalidArgument", says: "The continuation token provided is incorrect"},
	{name: "another encoding than url", as: ownerKeys, method: "GET", target: "photos/?list-type=2&encoding-type=xml", status: 400, code: "InvalidArgument", says: "Invalid Encoding Method specified in Request"},
	{name: "broken XML", as: ownerKeys, method: "PUT", target: "photos/?publicAccessBlock", body: "<PublicAccessBlock", status: 400, code: "MalformedXML"},
	{name: "another document than expected", as: ownerKeys, method: "PUT", target: "photos/?publicAccessBlock", body: "<Other/>", status: 400, code: "MalformedXML"},
	{name: "no document at all", as: ownerKeys, method: "PUT", target: "photos/?publicAccessBlock", status: 400, code: "MissingRequestBodyError"},
	{name: "deleting many without a checksum", as: ownerKeys, method: "POST", target: "photos/?delete=", body: "<Delete><Object><Key>k</Key></Object></Delete>", status: 400, code: "InvalidRequest"},
	{name: "a document with a wrong checksum", as: ownerKeys, method: "POST", target: "photos/?delete=", body: "<Delete><Object><Key>k</Key></Object></Delete>", options: []option{with("X-Amz-Checksum-Crc32", "AAAAAA==")}, status: 400, code: "BadDigest"},
	{name: "deleting an object without a key", as: ownerKeys, method: "POST", target: "photos/?delete=", body: "<Delete><Object/></Delete>", options: []option{with("Content-MD5", "32TlM9Pb/RBOz1KImdkkcQ==")}, status: 400, code: "MalformedXML"},
	{name: "tags without a set", as: ownerKeys, method: "PUT", target: "photos/five?tagging", body: "<Tagging/>", status: 400, code: "MalformedXML"},
	{name: "a tag without a value", as: ownerKeys, method: "PUT", target: "photos/five?tagging", body: "<Tagging><TagSet><Tag><Key>team</Key></Tag></TagSet></Tagging>", status: 400, code: "MalformedXML"},
	{name: "a policy for another bucket", as: ownerKeys, method: "PUT", target: "photos/?policy", body: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}}`, status: 400, code: "MalformedPolicy", says: "Policy has invalid resource"},
	{name: "a policy for a role that is not there", as: ownerKeys, method: "PUT", target: "photos/?policy", body: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Gone"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}`, status: 400, code: "MalformedPolicy", says: "Invalid principal in policy"},
	{name: "a policy above 20 KiB", as: ownerKeys, method: "PUT", target: "photos/?policy", body: strings.Repeat(" ", 20<<10) + "x", status: 400, code: "PolicyTooLarge"},
	{name: "a policy that is no JSON", as: ownerKeys, method: "PUT", target: "photos/?policy", body: `{`, status: 400, code: "MalformedPolicy"},
	{name: "a bucket without a policy", as: ownerKeys, method: "GET", target: "photos/?policy", status: 404, code: "NoSuchBucketPolicy"},
	{name: "a bucket with a bad name", as: ownerKeys, method: "PUT", target: "ab", status: 400, code: "InvalidBucketName"},
	{name: "a bucket of somebody else", as: ownerKeys, method: "PUT", target: "oauth2", status: 409, code: "BucketAlreadyExists"},
	{name: "the own bucket once more, in us-east-1", as: ownerKeys, method: "PUT", target: "photos", status: 200},
	{name: "a location that us-east-1 does not take", as: ownerKeys, method: "PUT", target: "elsewhere", body: "<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint></CreateBucketConfiguration>", status: 400, code: "InvalidLocationConstraint"},
	{name: "a location of another region", as: ownerKeys, method: "PUT", target: "elsewhere", body: "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>", status: 400, code: "IllegalLocationConstraintException"},
	{name: "an upload that is not open", as: ownerKeys, method: "PUT", target: "photos/k?partNumber=1&uploadId=none", body: "x", status: 404, code: "NoSuchUpload"},
	{name: "a copy without a source", as: ownerKeys, method: "PUT", target: "photos/k", options: []option{with("X-Amz-Copy-Source", "photos")}, status: 400, code: "InvalidArgument"},
	{name: "a copy of nothing", as: ownerKeys, method: "PUT", target: "photos/k", options: []option{with("X-Amz-Copy-Source", "photos/none")}, status: 404, code: "NoSuchKey"},
	{name: "a copy that the caller may not read", as: anaKeys, method: "PUT", target: mine, options: []option{with("X-Amz-Copy-Source", others)}, status: 403, code: "AccessDenied", says: "s3:GetObject"},
	{name: "a copy that the caller may not write", as: bobKeys, method: "PUT", target: mine, options: []option{with("X-Amz-Copy-Source", others)}, status: 403, code: "AccessDenied", says: "s3:PutObject"},
	{name: "a part that the object lacks", as: ownerKeys, method: "GET", target: "photos/five?partNumber=2", status: 416, code: "InvalidPartNumber"},
	{name: "part number 0", as: ownerKeys, method: "GET", target: "photos/five?partNumber=0", status: 400, code: "InvalidArgument", says: "Part number must be an integer between 1 and 10000, inclusive"},
	{name: "a part and a range", as: ownerKeys, method: "GET", target: "photos/five?partNumber=1", options: []option{with("Range", "bytes=0-1")}, status: 400, code: "InvalidRequest"},
	{name: "another owner than expected", as: ownerKeys, method: "GET", target: "photos/five", options: []option{with("X-Amz-Expected-Bucket-Owner", "999999999999")}, status: 403, code: "AccessDenied"},
	{name: "a range behind the end", as: ownerKeys, method: "GET", target: "photos/five", options: []option{with("Range", "bytes=5-")}, status: 416, code: "InvalidRange", says: "<ActualObjectSize>5</ActualObjectSize>"},
}

// Each refusal is S3's code, status and words, with a reason for the learner beside it.
func TestRefusals(t *testing.T) {
	for _, tt := range refusals {
		l := newLab(t)
		l.mustPut("five", "hello")
		l.clock.Advance(tt.after)
		before := l.log.Last()
		got := l.send(tt.as, tt.method, tt.target, tt.body, tt.options...)
		if got.StatusCode != tt.status || got.code() != tt.code || !strings.Contains(got.body, tt.says) {
			t.Errorf("%s: got %d %s\n%s\nwant %d %s … %s", tt.name, got.StatusCode, got.code(), got.body, tt.status, tt.code, tt.says)
		}
		if x := l.log.Since(before)[0]; tt.code != "" && (x.Because == "" || x.Code != tt.code) {
			t.Errorf("%s: the trace says %s because %q", tt.name, x.Code, x.Because)
		}
		if tt.code != "" && (strings.Contains(got.body, "xmlns") || got.member("RequestId") != got.Header.Get("X-Amz-Request-Id") || got.member("HostId") == "") {
			t.Errorf("%s: the body has a namespace, or not the ids of the headers: %s", tt.name, got.body)
		}
		if l.object("photos", "k") != nil && tt.code != "" && tt.target == "photos/k" {
			t.Errorf("%s: something was stored all the same", tt.name)
		}
	}
}

func TestChecksStandInOrder(t *testing.T) {
	l := newLab(t)
	for _, tt := range []struct {
		name   string
		as     sigv4.Credentials
		target string
		last   string // text of the last check
		ok     bool
	}{
		{"an unknown key is the end", sigv4.Credentials{AccessKeyID: "AKIAX", SecretKey: "x"}, mine, "access key AKIAX is known", false},
		{"then the bucket", anaKeys, "absent/k", "bucket absent exists", false},
		{"then IAM", anaKeys, others, "IAM: role AppUser (session CognitoIdentityCredentials) may do s3:PutObject on arn:aws:s3:::photos/uploads/us-east-1:9999/cat.jpg", false},
		{"then the body", anaKeys, mine, "the body arrived whole: 1 B", true},
	} {
		before := l.log.Last()
		l.send(tt.as, "PUT", tt.target, "x")
		x := l.log.Since(before)[0]
		last := x.Checks[len(x.Checks)-1]
		if last.Text != tt.last || last.OK != tt.ok {
			t.Errorf("%s: last check %q %v, want %q %v", tt.name, last.Text, last.OK, tt.last, tt.ok)
		}
		if failed := slices.IndexFunc(x.Checks, func(c trace.Check) bool { return !c.OK }); failed >= 0 && failed != len(x.Checks)-1 {
			t.Errorf("%s: checks went on after one had failed: %+v", tt.name, x.Checks)
		}
	}
}
