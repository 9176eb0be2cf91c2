package s3

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"poolschool/sim/clock"
	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// spoken is one step of a lesson.
type spoken struct {
	op, input, payload string
	status             int
	want               string // part of the JSON, or the code of a refusal
}

var story = []spoken{
	{"PutObject", `{"Bucket":"photos","Key":"a b/ü.txt","ContentType":"text/plain","Metadata":{"colour":"red"}}`, "hello", 200, `"ETag":"\"5d41402abc4b2a76b9719d911017c592\""`},
	{"HeadObject", `{"Bucket":"photos","Key":"a b/ü.txt"}`, "", 200, `"Metadata":{"colour":"red"}`},
	{"GetObject", `{"Bucket":"photos","Key":"a b/ü.txt","Range":"bytes=0-1"}`, "", 206, `"ContentRange":"bytes 0-1/5"`},
	{"GetObject", `{"Bucket":"photos","Key":"none"}`, "", 404, "NoSuchKey"},
	{"ListObjectsV2", `{"Bucket":"photos","Prefix":"a b/","MaxKeys":5}`, "", 200, `"Contents":[{"Key":"a b/ü.txt","LastModified":"2026-03-02T12:00:00.000Z"`},
	{"ListObjects", `{"Bucket":"photos","Delimiter":"/"}`, "", 200, `"CommonPrefixes":[{"Prefix":"a b/"}]`},
	{"CopyObject", `{"Bucket":"photos","Key":"copy","CopySource":"photos/a%20b/%C3%BC.txt"}`, "", 200, `"CopyObjectResult":{"LastModified"`},
	{"PutObjectTagging", `{"Bucket":"photos","Key":"copy","Tagging":{"TagSet":[{"Key":"team","Value":"red"}]}}`, "", 200, `{}`},
	{"GetObjectTagging", `{"Bucket":"photos","Key":"copy"}`, "", 200, `{"TagSet":[{"Key":"team","Value":"red"}]}`},
	{"DeleteObjectTagging", `{"Bucket":"photos","Key":"copy"}`, "", 204, `{}`},
	{"DeleteObject", `{"Bucket":"photos","Key":"copy"}`, "", 204, `{}`},
	{"CreateBucket", `{"Bucket":"second"}`, "", 200, `"Location":"/second"`},
	{"CreateBucket", `{"Bucket":"third","CreateBucketConfiguration":{"LocationConstraint":"eu-west-1"}}`, "", 400, "IllegalLocationConstraintException"},
	{"HeadBucket", `{"Bucket":"second"}`, "", 200, `"BucketRegion":"us-east-1"`},
	{"ListBuckets", `{}`, "", 200, `"Buckets":[{"Name":"photos"`},
	{"GetBucketLocation", `{"Bucket":"second"}`, "", 200, `"LocationConstraint":""`},
	{"GetPublicAccessBlock", `{"Bucket":"second"}`, "", 200, `"BlockPublicPolicy":true`},
	{"PutPublicAccessBlock", `{"Bucket":"second","PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}`, "", 200, `{}`},
	{"PutBucketPolicy", `{"Bucket":"second","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::second/*\"}}"}`, "", 204, `{}`},
	{"GetBucketPolicy", `{"Bucket":"second"}`, "", 200, `"Policy":"{\"Version\"`},
	{"DeleteBucketPolicy", `{"Bucket":"second"}`, "", 204, `{}`},
	{"DeletePublicAccessBlock", `{"Bucket":"second"}`, "", 204, `{}`},
	{"DeleteBucket", `{"Bucket":"second"}`, "", 204, `{}`},
	{"CreateMultipartUpload", `{"Bucket":"photos","Key":"big"}`, "", 200, `"UploadId":"`},
	{"UploadPart", `{"Bucket":"photos","Key":"big","UploadId":"UPLOAD","PartNumber":1}`, "hello", 200, `"ETag":"\"5d41402abc4b2a76b9719d911017c592\""`},
	{"UploadPartCopy", `{"Bucket":"photos","Key":"big","UploadId":"UPLOAD","PartNumber":2,"CopySource":"photos/a%20b/%C3%BC.txt","CopySourceRange":"bytes=0-1"}`, "", 200, `"CopyPartResult":{"LastModified"`},
	{"ListParts", `{"Bucket":"photos","Key":"big","UploadId":"UPLOAD"}`, "", 200, `"Parts":[{"PartNumber":1`},
	{"ListMultipartUploads", `{"Bucket":"photos"}`, "", 200, `"Uploads":[{"Key":"big"`},
	{"CompleteMultipartUpload", `{"Bucket":"photos","Key":"big","UploadId":"UPLOAD","MultipartUpload":{"Parts":[{"PartNumber":1,"ETag":"5d41402abc4b2a76b9719d911017c592"}]}}`, "", 200, `-1\""`},
	{"AbortMultipartUpload", `{"Bucket":"photos","Key":"big","UploadId":"UPLOAD"}`, "", 404, "NoSuchUpload"},
	{"DeleteObjects", `{"Bucket":"photos","Delete":{"Objects":[{"Key":"big"}]}}`, "", 200, `"Deleted":[{"Key":"big"}]`},
	{"DeleteObjects", `{"Bucket":"photos","Delete":{"Objects":[{"Key":"big"}],"Quiet":false},"ChecksumSHA256":"MjQ="}`, "", 400, "InvalidRequest"},
}

// TestLessonsSpeakEveryOperation plays a story by the client's half of the protocol: JSON in,
// JSON out, signed, as a lesson does it.
func TestLessonsSpeakEveryOperation(t *testing.T) {
	l := newLab(t)
	table := map[string]wire.Operation{}
	for _, op := range l.Operations() {
		table[op.Name] = op
	}
	upload := ""
	for _, tt := range story {
		op, ok := table[tt.op]
		if !ok {
			t.Errorf("no operation %s", tt.op)
			continue
		}
		var payload []byte
		if tt.payload != "" {
			payload = []byte(tt.payload)
		}
		r, err := op.Codec.Encode(op, "https://s3.us-east-1.amazonaws.com", []byte(strings.ReplaceAll(tt.input, "UPLOAD", upload)), payload)
		if err != nil {
			t.Errorf("%s: %v", tt.op, err)
			continue
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		if r.Body, err = r.GetBody(); err != nil {
			t.Fatal(err)
		}
		if err := sigv4.Sign(r, ownerKeys, "s3", "us-east-1", noon, sigv4.Hash(body)); err != nil {
			t.Fatal(err)
		}
		got := l.play(r)
		said := ""
		if got.StatusCode >= 400 {
			said, _ = op.Codec.Refusal(got.Header, []byte(got.body))
		} else {
			text, err := op.Codec.Decode(op, got.StatusCode, got.Header, []byte(got.body))
			if err != nil {
				t.Errorf("%s: %v", tt.op, err)
			}
			said = string(text)
		}
		if got.StatusCode != tt.status || !strings.Contains(said, tt.want) {
			t.Errorf("%s: got %d %s\n%s\nwant %d %s", tt.op, got.StatusCode, said, got.body, tt.status, tt.want)
		}
		if tt.op == "CreateMultipartUpload" {
			upload = got.member("UploadId")
		}
	}
}

func TestABucketThatIsNoHostNameIsAddressedByPath(t *testing.T) {
	l := newLab(t)
	op := l.Operations()[len(l.Operations())-3] // GetObject
	for _, tt := range []struct{ name, input, want string }{
		{"a plain name is part of the host", `{"Bucket":"photos","Key":"a//b c"}`, "https://photos.s3.us-east-1.amazonaws.com/a//b%20c"},
		{"a dotted one is not", `{"Bucket":"a.b.c","Key":"k"}`, "https://s3.us-east-1.amazonaws.com/a.b.c/k"},
		{"reserved characters are encoded", `{"Bucket":"photos","Key":"!*'()+~"}`, "https://photos.s3.us-east-1.amazonaws.com/%21%2A%27%28%29%2B~"},
	} {
		r, err := op.Codec.Encode(op, "https://s3.us-east-1.amazonaws.com", []byte(tt.input), nil)
		if err != nil || r.URL.String() != tt.want {
			t.Errorf("%s: got %v, %v; want %s", tt.name, r.URL, err, tt.want)
		}
	}
	for _, tt := range []struct{ name, input string }{
		{"a member that does not exist", `{"Bucket":"photos","Key":"k","Keys":"k"}`},
		{"a member in another case", `{"bucket":"photos","Key":"k"}`},
		{"a bucket is needed", `{"Key":"k"}`},
		{"a key is needed", `{"Bucket":"photos"}`},
		{"a member twice", `{"Bucket":"photos","Key":"k","Key":"l"}`},
	} {
		if r, err := op.Codec.Encode(op, "https://s3.us-east-1.amazonaws.com", []byte(tt.input), nil); err == nil {
			t.Errorf("%s: encoded as %v", tt.name, r.URL)
		}
	}
	if _, err := op.Codec.Encode(op, "https://s3.us-east-1.amazonaws.com", []byte(`{"Bucket":"photos","Key":"k"}`), []byte("x")); err == nil {
		t.Error("a body where none belongs was taken")
	}
}

func TestBehindARealListener(t *testing.T) {
	l := newLabAt(t, clock.At(noon))
	server := httptest.NewServer(l.h)
	defer server.Close()
	for _, tt := range []struct {
		name, method, path, body string
		status                   int
	}{
		{"put", "PUT", "/photos/a%20b//c", "hello", 200},
		{"get", "GET", "/photos/a%20b//c", "", 200},
		{"head", "HEAD", "/photos/a%20b//c", "", 200},
		{"head of nothing", "HEAD", "/photos/none", "", 404},
		{"list", "GET", "/photos?list-type=2&prefix=a%20", "", 200},
		{"buckets", "GET", "/", "", 200},
		{"delete", "DELETE", "/photos/a%20b//c", "", 204},
	} {
		r, err := http.NewRequest(tt.method, server.URL+tt.path, strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		if err := sigv4.Sign(r, ownerKeys, "s3", "us-east-1", noon, sigv4.Hash([]byte(tt.body))); err != nil {
			t.Fatal(err)
		}
		w, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(w.Body)
		if err := firstOf(err, w.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if w.StatusCode != tt.status || tt.name == "get" && string(body) != "hello" {
			t.Errorf("%s: %d %s, want %d", tt.name, w.StatusCode, body, tt.status)
		}
		if tt.name == "head" && w.ContentLength != 5 {
			t.Errorf("head says %d bytes, want 5", w.ContentLength)
		}
	}
}
