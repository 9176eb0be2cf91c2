package s3

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/wire/sigv4"
)

func TestPutAnswersWhatItStored(t *testing.T) {
	for _, tt := range []struct {
		name    string
		body    string
		options []option
		header  map[string]string
	}{
		{"CRC64NVME where the client names no checksum", "hello", nil, map[string]string{
			"ETag": `"5d41402abc4b2a76b9719d911017c592"`, "X-Amz-Checksum-Crc64nvme": "M3eFcAZSQlc=", "X-Amz-Checksum-Type": "FULL_OBJECT", "X-Amz-Server-Side-Encryption": "AES256"}},
		{"the client's checksum in its place", "hello", []option{with("X-Amz-Checksum-Crc32", "NhCmhg==")}, map[string]string{"X-Amz-Checksum-Crc32": "NhCmhg==", "X-Amz-Checksum-Crc64nvme": ""}},
		{"a trailing checksum counts as one", "5\r\nhello\r\n0\r\nx-amz-checksum-sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=\r\n\r\n", []option{
			with("X-Amz-Content-Sha256", sigv4.StreamingUnsignedTrailer), with("X-Amz-Decoded-Content-Length", "5"), with("X-Amz-Trailer", "x-amz-checksum-sha1"), with("Content-Encoding", "aws-chunked"),
		}, map[string]string{"ETag": `"5d41402abc4b2a76b9719d911017c592"`, "X-Amz-Checksum-Sha1": "qvTGHdzF6KLavt4PO0gs2a6pQ00="}},
	} {
		l := newLab(t)
		got := l.send(ownerKeys, "PUT", "photos/k", tt.body, tt.options...)
		if got.StatusCode != 200 {
			t.Errorf("%s: %d %s", tt.name, got.StatusCode, got.body)
		}
		for name, want := range tt.header {
			if v := got.Header.Get(name); v != want {
				t.Errorf("%s: %s = %q, want %q", tt.name, name, v, want)
			}
		}
		if read := l.send(ownerKeys, "GET", "photos/k", ""); read.body != "hello" || read.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: stored as %q, encoding %q", tt.name, read.body, read.Header.Get("Content-Encoding"))
		}
	}
}

func TestGetAndHeadSayTheSame(t *testing.T) {
	l := newLab(t)
	l.send(ownerKeys, "PUT", "photos/k", "hello", with("Content-Type", "text/plain"), with("Cache-Control", "no-store"), with("X-Amz-Meta-Colour", "red"), with("Content-Encoding", "gzip"))
	for _, tt := range []struct {
		name    string
		target  string
		options []option
		status  int
		body    string // of GET
		header  map[string]string
	}{
		{"a whole object", "photos/k", nil, 200, "hello", map[string]string{"Content-Type": "text/plain", "Cache-Control": "no-store", "X-Amz-Meta-Colour": "red", "Content-Encoding": "gzip",
			"Content-Length": "5", "Accept-Ranges": "bytes", "Last-Modified": "Mon, 02 Mar 2026 12:00:00 GMT", "X-Amz-Checksum-Crc64nvme": ""}},
		{"its checksum on request", "photos/k", []option{with("X-Amz-Checksum-Mode", "ENABLED")}, 200, "hello", map[string]string{"X-Amz-Checksum-Crc64nvme": "M3eFcAZSQlc=", "X-Amz-Checksum-Type": "FULL_OBJECT"}},
		{"the first bytes", "photos/k", []option{with("Range", "bytes=0-1")}, 206, "he", map[string]string{"Content-Range": "bytes 0-1/5", "Content-Length": "2"}},
		{"the last bytes", "photos/k", []option{with("Range", "bytes=-2")}, 206, "lo", map[string]string{"Content-Range": "bytes 3-4/5"}},
		{"from a byte to the end", "photos/k", []option{with("Range", "bytes=3-")}, 206, "lo", nil},
		{"a range beyond the end is cut", "photos/k", []option{with("Range", "bytes=3-99")}, 206, "lo", map[string]string{"Content-Range": "bytes 3-4/5"}},
		{"a range has no checksum", "photos/k", []option{with("Range", "bytes=0-1"), with("X-Amz-Checksum-Mode", "ENABLED")}, 206, "he", map[string]string{"X-Amz-Checksum-Crc64nvme": ""}},
		{"several ranges are the whole", "photos/k", []option{with("Range", "bytes=0-1,3-4")}, 200, "hello", nil},
		{"a range that is none is the whole", "photos/k", []option{with("Range", "lines=1-2")}, 200, "hello", nil},
		{"an ETag that matches", "photos/k", []option{with("If-Match", `"5d41402abc4b2a76b9719d911017c592"`)}, 200, "hello", nil},
		{"an ETag that does not", "photos/k", []option{with("If-Match", `"other"`)}, 412, "", nil},
		{"the caller's copy is good", "photos/k", []option{with("If-None-Match", `"other", "5d41402abc4b2a76b9719d911017c592"`)}, 304, "", map[string]string{"ETag": `"5d41402abc4b2a76b9719d911017c592"`}},
		{"any copy is good", "photos/k", []option{with("If-None-Match", "*")}, 304, "", nil},
		{"not modified since", "photos/k", []option{with("If-Modified-Since", "Mon, 02 Mar 2026 12:00:00 GMT")}, 304, "", nil},
		{"modified since", "photos/k", []option{with("If-Modified-Since", "Mon, 02 Mar 2026 11:59:59 GMT")}, 200, "hello", nil},
		{"modified since what was read", "photos/k", []option{with("If-Unmodified-Since", "Mon, 02 Mar 2026 11:59:59 GMT")}, 412, "", nil},
		{"an ETag decides before a date", "photos/k", []option{with("If-Match", `"5d41402abc4b2a76b9719d911017c592"`), with("If-Unmodified-Since", "Mon, 02 Mar 2026 11:59:59 GMT")}, 200, "hello", nil},
		{"a date that is none is ignored", "photos/k", []option{with("If-Modified-Since", "yesterday")}, 200, "hello", nil},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			got := l.send(ownerKeys, method, tt.target, "", tt.options...)
			body := got.body
			if got.code() != "" {
				body = ""
			}
			if want := tt.body; got.StatusCode != tt.status || method == "GET" && body != want || method == "HEAD" && got.body != "" {
				t.Errorf("%s, %s: got %d %q, want %d %q", tt.name, method, got.StatusCode, got.body, tt.status, tt.body)
			}
			for name, want := range tt.header {
				if v := got.Header.Get(name); v != want {
					t.Errorf("%s, %s: %s = %q, want %q", tt.name, method, name, v, want)
				}
			}
		}
	}
	if got := l.send(ownerKeys, "GET", "photos/k?response-content-type=image%2Fpng", ""); got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the caller's content type: %q", got.Header.Get("Content-Type"))
	}
}

func TestConditionalWrites(t *testing.T) {
	for _, tt := range []struct {
		name, key string
		option    option
		status    int
	}{
		{"only where nothing is: nothing is", "new", with("If-None-Match", "*"), 200},
		{"only where nothing is: something is", "five", with("If-None-Match", "*"), 412},
		{"only over the object that was read", "five", with("If-Match", `"5d41402abc4b2a76b9719d911017c592"`), 200},
		{"not over another", "five", with("If-Match", `"other"`), 412},
		{"not where nothing is", "new", with("If-Match", `"5d41402abc4b2a76b9719d911017c592"`), 404},
		{"If-None-Match knows no ETags on a write", "five", with("If-None-Match", `"x"`), 501},
	} {
		l := newLab(t)
		l.mustPut("five", "hello")
		if got := l.send(ownerKeys, "PUT", "photos/"+tt.key, "x", tt.option); got.StatusCode != tt.status {
			t.Errorf("%s: %d %s, want %d", tt.name, got.StatusCode, got.body, tt.status)
		}
	}
}

func TestListing(t *testing.T) {
	l := newLab(t)
	for _, key := range []string{"a", "b/1", "b/2", "b/c/3", "c", "ü d"} {
		l.mustPut(key, key)
	}
	for _, tt := range []struct {
		name, query    string
		keys, prefixes []string
		truncated      bool
	}{
		{"all, by their bytes", "", []string{"a", "b/1", "b/2", "b/c/3", "c", "ü d"}, nil, false},
		{"a prefix", "prefix=b", []string{"b/1", "b/2", "b/c/3"}, nil, false},
		{"folders", "delimiter=/", []string{"a", "c", "ü d"}, []string{"b/"}, false},
		{"a folder", "prefix=b/&delimiter=/", []string{"b/1", "b/2"}, []string{"b/c/"}, false},
		{"a delimiter of two letters", "prefix=b&delimiter=%2F1", []string{"b/2", "b/c/3"}, []string{"b/1"}, false},
		{"after a key", "start-after=b/2", []string{"b/c/3", "c", "ü d"}, nil, false},
		{"after a folder", "start-after=b/&delimiter=/", []string{"c", "ü d"}, nil, false},
		{"after a key within a folder", "start-after=b/1&delimiter=/", []string{"c", "ü d"}, []string{"b/"}, false},
		{"some", "max-keys=2", []string{"a", "b/1"}, nil, true},
		{"a folder counts as one", "max-keys=2&delimiter=/", []string{"a"}, []string{"b/"}, true},
		{"none", "max-keys=0", nil, nil, false},
		{"URL-encoded", "prefix=%C3%BC&encoding-type=url", []string{"%C3%BC%20d"}, nil, false},
		{"nothing there", "prefix=z", nil, nil, false},
	} {
		got := l.send(ownerKeys, "GET", "photos/?list-type=2&"+tt.query, "")
		keys, prefixes := elements(got.body, "Key"), elements(got.body, "CommonPrefixes")
		if !slices.Equal(keys, tt.keys) || !slices.Equal(prefixes, tt.prefixes) || (got.member("IsTruncated") == "true") != tt.truncated {
			t.Errorf("%s: %q and %q, truncated %s; want %q and %q, %v", tt.name, keys, prefixes, got.member("IsTruncated"), tt.keys, tt.prefixes, tt.truncated)
		}
		old := l.send(ownerKeys, "GET", "photos/?"+strings.Replace(tt.query, "start-after", "marker", 1), "")
		if keys := elements(old.body, "Key"); !slices.Equal(keys, tt.keys) {
			t.Errorf("%s, in the older way: %q, want %q", tt.name, keys, tt.keys)
		}
	}
}

// elements are the texts of all elements of a name, tags within them left out.
func elements(body, name string) []string {
	var out []string
	for part := range strings.SplitSeq(body, "<"+name+">") {
		text, _, ok := strings.Cut(part, "</"+name+">")
		if ok && !strings.HasPrefix(part, "<?xml") {
			text = strings.TrimSuffix(strings.TrimPrefix(text, "<Prefix>"), "</Prefix>")
			out = append(out, text)
		}
	}
	return out
}

func TestPagesMeetWithoutGapOrOverlap(t *testing.T) {
	l := newLab(t)
	var want []string
	for _, a := range "abc" {
		for _, b := range "12345" {
			l.mustPut(string(a)+"/"+string(b), "x")
			want = append(want, string(a)+"/"+string(b))
		}
	}
	for _, delimiter := range []string{"", "/"} {
		for size := 1; size <= 4; size++ {
			var got []string
			after := ""
			for range 100 {
				p := l.page("photos", listing{delimiter: delimiter, after: after, max: size})
				for _, o := range p.objects {
					got = append(got, o.key)
				}
				got = append(got, p.prefixes...)
				if after = p.last; !p.truncated {
					break
				}
			}
			expected := want
			if delimiter == "/" {
				expected = []string{"a/", "b/", "c/"}
			}
			if !slices.Equal(got, expected) {
				t.Errorf("pages of %d with delimiter %q: %q, want %q", size, delimiter, got, expected)
			}
		}
	}
}

func TestDeleteObjectsAsksForEachKey(t *testing.T) {
	l := newLab(t)
	l.mustPut("uploads/us-east-1:7f3c/a", "x")
	l.mustPut("uploads/us-east-1:9999/b", "x")
	const body = `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>uploads/us-east-1:7f3c/a</Key></Object><Object><Key>uploads/us-east-1:9999/b</Key></Object></Delete>`
	sum := newHash("SHA256")
	sum.Write([]byte(body))
	got := l.send(anaKeys, "POST", "photos/?delete=", body, with("X-Amz-Checksum-Sha256", base64Sum(sum)))
	if got.StatusCode != 200 || !strings.Contains(got.body, "<Deleted><Key>uploads/us-east-1:7f3c/a</Key></Deleted>") ||
		!strings.Contains(got.body, "<Error><Key>uploads/us-east-1:9999/b</Key><Code>AccessDenied</Code>") {
		t.Errorf("got %d %s", got.StatusCode, got.body)
	}
	if l.object("photos", "uploads/us-east-1:7f3c/a") != nil || l.object("photos", "uploads/us-east-1:9999/b") == nil {
		t.Error("the wrong object went")
	}
	if got := l.send(ownerKeys, "DELETE", "photos/never", ""); got.StatusCode != 204 {
		t.Errorf("deleting nothing: %d", got.StatusCode)
	}
	if got := l.send(ownerKeys, "DELETE", "photos", ""); got.code() != "BucketNotEmpty" {
		t.Errorf("a bucket that is not empty: %d %s", got.StatusCode, got.body)
	}
}

func TestCopyKeepsOrReplacesMetadata(t *testing.T) {
	l := newLab(t)
	l.send(ownerKeys, "PUT", "photos/a", "hello", with("X-Amz-Meta-Colour", "red"), with("X-Amz-Checksum-Crc32", "NhCmhg=="))
	source := with("X-Amz-Copy-Source", "/photos/a")
	for _, tt := range []struct {
		name    string
		target  string
		options []option
		status  int
		colour  string
	}{
		{"it keeps the source's", "photos/b", []option{source}, 200, "red"},
		{"it takes new ones", "photos/b", []option{source, with("X-Amz-Metadata-Directive", "REPLACE"), with("X-Amz-Meta-Colour", "blue")}, 200, "blue"},
		{"onto itself with new ones", "photos/a", []option{source, with("X-Amz-Metadata-Directive", "REPLACE"), with("X-Amz-Meta-Colour", "green")}, 200, "green"},
		{"onto itself without a change", "photos/a", []option{source}, 400, "green"},
		{"an unknown directive", "photos/b", []option{source, with("X-Amz-Metadata-Directive", "MERGE")}, 400, "blue"},
		{"a source that has changed", "photos/b", []option{source, with("X-Amz-Copy-Source-If-Match", `"other"`)}, 412, "blue"},
		{"a source that has not", "photos/b", []option{source, with("X-Amz-Copy-Source-If-None-Match", `"5d41402abc4b2a76b9719d911017c592"`)}, 412, "blue"},
		{"another checksum", "photos/b", []option{source, with("X-Amz-Checksum-Algorithm", "SHA1")}, 200, "green"},
		{"a checksum that is none", "photos/b", []option{source, with("X-Amz-Checksum-Algorithm", "ROT13")}, 400, "green"},
	} {
		got := l.send(ownerKeys, "PUT", tt.target, "", tt.options...)
		read := l.send(ownerKeys, "GET", tt.target, "")
		if got.StatusCode != tt.status || read.Header.Get("X-Amz-Meta-Colour") != tt.colour || read.body != "hello" {
			t.Errorf("%s: %d %s, then %q %q; want %d, %q", tt.name, got.StatusCode, got.body, read.Header.Get("X-Amz-Meta-Colour"), read.body, tt.status, tt.colour)
		}
	}
	if got := l.object("photos", "b").checksum; got.algorithm != "SHA1" {
		t.Errorf("the copy's checksum: %+v", got)
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ name, host, path, bucket, key, region string }{
		{"virtual-hosted", "photos.s3.us-east-1.amazonaws.com", "/a/b", "photos", "a/b", "us-east-1"},
		{"path style", "s3.us-east-1.amazonaws.com", "/photos/a/b", "photos", "a/b", "us-east-1"},
		{"the global name", "photos.s3.amazonaws.com", "/a", "photos", "a", ""},
		{"dual stack", "photos.s3.dualstack.eu-west-1.amazonaws.com", "/a", "photos", "a", "eu-west-1"},
		{"a dotted bucket", "a.b.s3.us-east-1.amazonaws.com", "/k", "a.b", "k", "us-east-1"},
		{"localhost with a port", "localhost:4566", "/photos/a", "photos", "a", ""},
		{"a bucket of localhost", "photos.localhost:4566", "/a", "photos", "a", ""},
		{"an address", "127.0.0.1:4566", "/photos/", "photos", "", ""},
		{"the service itself", "s3.us-east-1.amazonaws.com", "/", "", "", "us-east-1"},
		{"slashes at the beginning of a key", "photos.s3.us-east-1.amazonaws.com", "//a", "photos", "/a", "us-east-1"},
	} {
		r, err := http.NewRequest("GET", "http://"+tt.host+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := locate(r)
		if p.Bucket != tt.bucket || p.Key != tt.key || p.region != tt.region {
			t.Errorf("%s: %q %q in %q, want %q %q in %q", tt.name, p.Bucket, p.Key, p.region, tt.bucket, tt.key, tt.region)
		}
	}
}

func TestAnotherRegionsEndpointSendsOn(t *testing.T) {
	l := newLab(t)
	for _, tt := range []struct{ name, bucket, code string }{
		{"a bucket of this region", "photos", "PermanentRedirect"},
		{"no bucket at all", "absent", "NoSuchBucket"},
	} {
		r, err := http.NewRequest("GET", "https://"+tt.bucket+".s3.eu-west-1.amazonaws.com/k", nil)
		if err != nil {
			t.Fatal(err)
		}
		got := l.play(r)
		if got.code() != tt.code {
			t.Errorf("%s: %d %s", tt.name, got.StatusCode, got.body)
		}
		if tt.code == "PermanentRedirect" && (got.StatusCode != 301 || got.Header.Get("X-Amz-Bucket-Region") != "us-east-1" || got.member("Endpoint") != "photos.s3.us-east-1.amazonaws.com") {
			t.Errorf("%s: %d %v %s", tt.name, got.StatusCode, got.Header, got.body)
		}
	}
}

func TestPublicAccessNeedsPolicyAndOpenBlock(t *testing.T) {
	const public = `{"Version":"2012-10-17","Statement":{"Sid":"Everybody","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::photos/*"}}`
	off := PublicAccessBlockConfiguration{}
	l := newLab(t)
	l.mustPut("k", "hello")
	for _, tt := range []struct {
		name   string
		before func()
		status int
	}{
		{"no policy", func() {}, 403},
		{"no block and no policy", func() { l.block(off) }, 403},
		{"a public policy", func() {
			if _, err := l.PutBucketPolicy(l.asOwner(), PutBucketPolicyRequest{Bucket: "photos", Policy: public}); err != nil {
				t.Fatal(err)
			}
		}, 200},
		{"BlockPublicPolicy does not touch a policy that is there", func() { l.block(PublicAccessBlockConfiguration{BlockPublicPolicy: true}) }, 200},
		{"RestrictPublicBuckets does", func() { l.block(PublicAccessBlockConfiguration{RestrictPublicBuckets: true}) }, 403},
	} {
		tt.before()
		if got := l.send(nobody, "GET", "photos/k", ""); got.StatusCode != tt.status {
			t.Errorf("%s: %d %s, want %d", tt.name, got.StatusCode, got.body, tt.status)
		}
		if got := l.send(ownerKeys, "GET", "photos/k", ""); got.StatusCode != 200 {
			t.Errorf("%s: the owner gets %d", tt.name, got.StatusCode)
		}
	}
	l.block(off)
	if got := l.send(nobody, "GET", "photos/k?response-content-type=x", ""); got.code() != "InvalidRequest" {
		t.Errorf("nobody chooses headers: %d %s", got.StatusCode, got.body)
	}
	if got := l.send(ownerKeys, "DELETE", "photos/?policy", ""); got.StatusCode != 204 {
		t.Errorf("delete the policy: %d", got.StatusCode)
	}
	if got := l.send(ownerKeys, "DELETE", "photos/?publicAccessBlock", ""); got.StatusCode != 204 {
		t.Errorf("delete the block: %d", got.StatusCode)
	}
	if got := l.send(ownerKeys, "GET", "photos/?publicAccessBlock", ""); got.code() != "NoSuchPublicAccessBlockConfiguration" {
		t.Errorf("the block after that: %d %s", got.StatusCode, got.body)
	}
}

func TestSignedChunksAreStoredWithoutTheirFraming(t *testing.T) {
	// The chunks' signatures are computed in sigv4's tests; here a wrong one must not store.
	l := newLab(t)
	got := l.send(ownerKeys, "PUT", "photos/k", "5;chunk-signature="+strings.Repeat("0", 64)+"\r\nhello\r\n0;chunk-signature="+strings.Repeat("0", 64)+"\r\n\r\n",
		with("X-Amz-Content-Sha256", sigv4.StreamingSigned), with("X-Amz-Decoded-Content-Length", "5"))
	if got.code() != "SignatureDoesNotMatch" || l.object("photos", "k") != nil {
		t.Errorf("got %d %s", got.StatusCode, got.body)
	}
}

func TestMultipartRules(t *testing.T) {
	l := newLab(t)
	open := func() string {
		return l.send(ownerKeys, "POST", "photos/big?uploads", "", with("Content-Type", "text/plain")).member("UploadId")
	}
	put := func(id, number, body string) answer {
		return l.send(ownerKeys, "PUT", "photos/big?partNumber="+number+"&uploadId="+id, body)
	}
	complete := func(id string, parts ...string) answer {
		body := "<CompleteMultipartUpload>"
		for i := 0; i < len(parts); i += 2 {
			body += "<Part><PartNumber>" + parts[i] + "</PartNumber><ETag>" + parts[i+1] + "</ETag></Part>"
		}
		return l.send(ownerKeys, "POST", "photos/big?uploadId="+id, body+"</CompleteMultipartUpload>")
	}
	id := open()
	first, second := put(id, "1", "small").Header.Get("ETag"), put(id, "2", "rest").Header.Get("ETag")
	for _, tt := range []struct {
		name string
		got  answer
		code string
	}{
		{"a part number of zero", put(id, "0", "x"), "InvalidArgument"},
		{"a part number above 10000", put(id, "10001", "x"), "InvalidArgument"},
		{"no parts", complete(id), "MalformedXML"},
		{"parts out of order", complete(id, "2", second, "1", first), "InvalidPartOrder"},
		{"a part that never came", complete(id, "3", first), "InvalidPart"},
		{"another ETag", complete(id, "1", second), "InvalidPart"},
		{"a small part before the last", complete(id, "1", first, "2", second), "EntityTooSmall"},
		{"after refusals the upload is still open", l.send(ownerKeys, "GET", "photos/big?uploadId="+id, ""), ""},
		{"another key", l.send(ownerKeys, "GET", "photos/other?uploadId="+id, ""), "NoSuchUpload"},
		{"who may not write", l.send(bobKeys, "PUT", "photos/big?partNumber=1&uploadId="+id, "x"), "AccessDenied"},
		{"the last part may be small", complete(id, "2", second), ""},
		{"an upload ends once", complete(id, "2", second), "NoSuchUpload"},
		{"an upload that is given up", l.send(ownerKeys, "DELETE", "photos/big?uploadId="+open(), ""), ""},
		{"a checksum that is none", l.send(ownerKeys, "POST", "photos/big?uploads", "", with("X-Amz-Checksum-Algorithm", "ROT13")), "InvalidRequest"},
		{"SHA over the whole object", l.send(ownerKeys, "POST", "photos/big?uploads", "", with("X-Amz-Checksum-Algorithm", "SHA256"), with("X-Amz-Checksum-Type", "FULL_OBJECT")), "InvalidRequest"},
		{"copying into a part", l.send(ownerKeys, "PUT", "photos/big?partNumber=1&uploadId="+open(), "", with("X-Amz-Copy-Source", "photos/big")), "NotImplemented"},
	} {
		if tt.got.code() != tt.code {
			t.Errorf("%s: %d %s, want %q", tt.name, tt.got.StatusCode, tt.got.body, tt.code)
		}
	}
	if got := l.send(ownerKeys, "GET", "photos/big", ""); got.body != "rest" || got.Header.Get("Content-Type") != "text/plain" || !strings.HasSuffix(got.Header.Get("ETag"), `-1"`) {
		t.Errorf("the object: %q %v", got.body, got.Header)
	}
	if got := l.send(ownerKeys, "GET", "photos/?uploads", ""); len(elements(got.body, "UploadId")) != 1 {
		t.Errorf("open uploads: %s", got.body)
	}
}

func TestSeedAndSnapshot(t *testing.T) {
	l := newLab(t)
	err := l.Seed([]account.Bucket{{Name: "site", AllowPublic: true, Objects: map[string]string{"index.html": "<h1>", "a": strings.Repeat("x", 2048)},
		Policy: []byte(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}}`)}})
	if err != nil {
		t.Fatal(err)
	}
	if got := l.send(nobody, "GET", "site/index.html", ""); got.body != "<h1>" {
		t.Errorf("the seeded object: %d %s", got.StatusCode, got.body)
	}
	tree := l.Snapshot()
	if len(tree) != 2 || tree[1].Label != "site" || tree[1].Note != "2 objects" || len(tree[1].Children) != 3 || !strings.HasPrefix(tree[1].Children[1].Note, "2 KiB, ETag ") {
		t.Errorf("snapshot: %+v", tree)
	}
	before := account.Tree(tree)
	if err := l.Put("site", "index.html", []byte("<h2>")); err != nil {
		t.Fatal(err)
	}
	if after := account.Diff(before, l.Snapshot()); !after[1].Children[2].Changed || after[1].Children[1].Changed {
		t.Errorf("replaced with the same size: %+v", after[1].Children)
	}
	for _, tt := range []struct {
		name   string
		bucket account.Bucket
	}{
		{"a bucket twice", account.Bucket{Name: "site"}},
		{"a bad name", account.Bucket{Name: "Site"}},
		{"a bad policy", account.Bucket{Name: "other", Policy: []byte(`{}`)}},
	} {
		if err := l.Seed([]account.Bucket{tt.bucket}); err == nil {
			t.Errorf("%s: accepted", tt.name)
		}
	}
}

func TestARefusedBodyLeavesTheOldObject(t *testing.T) {
	l := newLab(t)
	l.mustPut("k", "old")
	l.send(ownerKeys, "PUT", "photos/k", "new", with("X-Amz-Checksum-Crc32", "AAAAAA=="))
	if got := l.send(ownerKeys, "GET", "photos/k", ""); got.body != "old" {
		t.Errorf("got %q", got.body)
	}
}

func TestManyWritersLoseNothing(t *testing.T) {
	l := newLab(t)
	done := make(chan error)
	const writers, each = 8, 50
	for w := range writers {
		go func() {
			for i := range each {
				key := string(rune('a'+w)) + "/" + strings.Repeat("i", i+1)
				_, err := l.PutObject(l.asOwner(), PutObjectRequest{Bucket: "photos", Key: key, Body: strings.NewReader("x"), Integrity: Integrity{ContentLength: new(int64(1))}})
				if err == nil {
					_, err = l.ListObjectsV2(l.asOwner(), ListObjectsV2Request{Bucket: "photos"})
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range writers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := len(l.page("photos", listing{max: 1000}).objects); got != writers*each {
		t.Errorf("%d objects, want %d", got, writers*each)
	}
}

func TestDateAndServerStandInEveryAnswer(t *testing.T) {
	l := newLab(t)
	l.clock.Advance(time.Hour)
	got := l.send(ownerKeys, "GET", "photos/none", "")
	if got.Header.Get("Date") != "Mon, 02 Mar 2026 13:00:00 GMT" || got.Header.Get("Server") != "AmazonS3" || got.Header.Get("X-Amz-Id-2") == "" {
		t.Errorf("headers: %v", got.Header)
	}
}

func TestReadersMayGoOnAfterADelete(t *testing.T) {
	l := newLab(t)
	l.mustPut("k", "hello")
	out, err := l.GetObject(l.asOwner(), GetObjectRequest{Bucket: "photos", Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.remove("photos", "k"); err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(out.Body); err != nil || string(body) != "hello" {
		t.Errorf("read %q, %v", body, err)
	}
	if _, err := l.find(context.Background(), "photos", "k"); err == nil {
		t.Error("the object is still there")
	}
}
