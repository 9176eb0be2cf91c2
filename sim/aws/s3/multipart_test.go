package s3

import (
	"strings"
	"testing"
)

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
		{"copying into a part", l.send(ownerKeys, "PUT", "photos/big?partNumber=1&uploadId="+open(), "", with("X-Amz-Copy-Source", "photos/big")), ""},
		{"copying what the caller may not read", l.send(anaKeys, "PUT", mine+"?partNumber=1&uploadId="+openMine(l), "", with("X-Amz-Copy-Source", "photos/big")), "AccessDenied"},
		{"copying where the caller may not write", l.send(bobKeys, "PUT", "photos/big?partNumber=1&uploadId="+open(), "", with("X-Amz-Copy-Source", "photos/big")), "AccessDenied"},
	} {
		if tt.got.code() != tt.code {
			t.Errorf("%s: %d %s, want %q", tt.name, tt.got.StatusCode, tt.got.body, tt.code)
		}
	}
	if got := l.send(ownerKeys, "GET", "photos/big", ""); got.body != "rest" || got.Header.Get("Content-Type") != "text/plain" || !strings.HasSuffix(got.Header.Get("ETag"), `-1"`) {
		t.Errorf("the object: %q %v", got.body, got.Header)
	}
	if got := l.send(ownerKeys, "GET", "photos/?uploads", ""); len(elements(got.body, "UploadId")) != 3 {
		t.Errorf("open uploads: %s", got.body)
	}
}

// openMine opens an upload in ana's folder.
func openMine(l *lab) string { return l.send(anaKeys, "POST", mine+"?uploads", "").member("UploadId") }

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
func TestRangesOfACopy(t *testing.T) {
	for _, tt := range []struct {
		name, header   string
		offset, length int64 // length 0: refused
	}{
		{"none: all of it", "", 0, 5},
		{"all of it", "bytes=0-4", 0, 5},
		{"one byte", "bytes=4-4", 4, 1},
		{"behind the end", "bytes=0-5", 0, 0},
		{"no end", "bytes=0-", 0, 0},
		{"no beginning", "bytes=-5", 0, 0},
		{"backwards", "bytes=4-0", 0, 0},
		{"something after it", "bytes=0-4,", 0, 0},
		{"other units", "chars=0-4", 0, 0},
		{"more digits than a number has", "bytes=0-99999999999999999999", 0, 0},
	} {
		got, err := copySpan(tt.header, 5)
		if (err == nil) != (tt.length > 0) || err == nil && (got.offset != tt.offset || got.length != tt.length) {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
}
