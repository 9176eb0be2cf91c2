package s3

import (
	"strings"
	"testing"

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

// A caller who signs may choose headers of the answer, of HEAD as of GET.
func TestChosenHeaders(t *testing.T) {
	l := newLab(t)
	l.mustPut("k", "hello")
	for _, method := range []string{"GET", "HEAD"} {
		got := l.send(ownerKeys, method, "photos/k?response-content-type=text%2Fcss&response-cache-control=no-store", "")
		if got.Header.Get("Content-Type") != "text/css" || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", method, got.Header)
		}
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
		l.mustPut("source", "x")
		for what, options := range map[string][]option{"put": {tt.option}, "copy": {tt.option, with("X-Amz-Copy-Source", "photos/source")}} {
			l.mustPut("five", "hello")
			if err := l.remove("photos", "new"); err != nil {
				t.Fatal(err)
			}
			if got := l.send(ownerKeys, "PUT", "photos/"+tt.key, "", options...); got.StatusCode != tt.status {
				t.Errorf("%s, %s: %d %s, want %d", tt.name, what, got.StatusCode, got.body, tt.status)
			}
		}
	}
}

// elements are the texts of all elements of a name, tags within them left out.

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

func TestSignedChunksAreStoredWithoutTheirFraming(t *testing.T) {
	// The chunks' signatures are computed in sigv4's tests; here a wrong one must not store.
	l := newLab(t)
	got := l.send(ownerKeys, "PUT", "photos/k", "5;chunk-signature="+strings.Repeat("0", 64)+"\r\nhello\r\n0;chunk-signature="+strings.Repeat("0", 64)+"\r\n\r\n",
		with("X-Amz-Content-Sha256", sigv4.StreamingSigned), with("X-Amz-Decoded-Content-Length", "5"))
	if got.code() != "SignatureDoesNotMatch" || l.object("photos", "k") != nil {
		t.Errorf("got %d %s", got.StatusCode, got.body)
	}
}
