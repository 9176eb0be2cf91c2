package s3

import (
	"strings"
	"testing"
	"time"

	"poolschool/sim/policy"
	"poolschool/sim/principal"
	"poolschool/sim/wire/sigv4"
)

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
func TestChecksumsHaveTheirCheckValues(t *testing.T) {
	for _, tt := range []struct{ algorithm, want string }{ // of "123456789"
		{"CRC32", "y/Q5Jg=="},
		{"CRC32C", "4waSgw=="},
		{"CRC64NVME", "rosUhgp5mIg="},
	} {
		h := newHash(tt.algorithm)
		h.Write([]byte("123456789"))
		if got := base64Sum(h); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.algorithm, got, tt.want)
		}
	}
}

func TestChecksumTypeOfAnUpload(t *testing.T) {
	for _, tt := range []struct{ name, algorithm, asked, want string }{
		{"nothing said: the whole object", "", "", fullObject},
		{"CRC64NVME is always of the whole", "CRC64NVME", "", fullObject},
		{"CRC32 is of the parts", "CRC32", "", composite},
		{"unless asked for", "CRC32", fullObject, fullObject},
		{"SHA256 is of the parts", "SHA256", composite, composite},
		{"SHA256 of the whole cannot be put together", "SHA256", fullObject, ""},
		{"CRC64NVME of the parts is not offered", "CRC64NVME", composite, ""},
		{"a type that is none", "CRC32", "PARTIAL", ""},
	} {
		if got, err := checksumKind(tt.algorithm, tt.asked); got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
func TestBucketNames(t *testing.T) {
	l := newLab(t)
	for _, tt := range []struct {
		name, bucket string
		ok           bool
	}{
		{"letters, digits, hyphens, dots", "my.bucket-2", true},
		{"three letters", "abc", true},
		{"63 letters", strings.Repeat("a", 63), true},
		{"two letters", "ab", false},
		{"64 letters", strings.Repeat("a", 64), false},
		{"capitals", "MyBucket", false},
		{"an underline", "my_bucket", false},
		{"a hyphen at the end", "bucket-", false},
		{"two dots side by side", "my..bucket", false},
		{"an address", "192.168.5.4", false},
		{"a name for other alphabets", "xn--bucket", false},
		{"a name of an access point", "bucket-s3alias", false},
		{"a path of somebody else", "oauth2", false},
	} {
		if err := l.checkName(tt.bucket); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestRanges(t *testing.T) {
	for _, tt := range []struct {
		header         string
		size           int64
		offset, length int64
		partial, ok    bool
	}{
		{"", 5, 0, 5, false, true},
		{"bytes=0-4", 5, 0, 5, true, true},
		{"bytes=4-4", 5, 4, 1, true, true},
		{"bytes=4-2", 5, 0, 5, false, true},
		{"bytes=-9", 5, 0, 5, true, true},
		{"bytes=-0", 5, 0, 0, false, false},
		{"bytes=0-", 0, 0, 0, false, false},
		{"bytes=9-", 5, 0, 0, false, false},
		{"bytes=a-b", 5, 0, 5, false, true},
		{"bytes=", 5, 0, 5, false, true},
		{"bytes=99999999999999999999-", 5, 0, 5, false, true},
	} {
		got, err := spanOf(tt.header, tt.size)
		if (err == nil) != tt.ok || err == nil && got != (span{tt.offset, tt.length, tt.partial}) {
			t.Errorf("%q of %d: %+v, %v", tt.header, tt.size, got, err)
		}
	}
}

func FuzzRanges(f *testing.F) {
	f.Add("bytes=0-4", int64(5))
	f.Add("bytes=-1", int64(0))
	f.Fuzz(func(t *testing.T, header string, size int64) {
		if size < 0 {
			return
		}
		if got, err := spanOf(header, size); err == nil && (got.offset < 0 || got.length < 0 || got.offset+got.length > size) {
			t.Errorf("%q of %d: %+v", header, size, got)
		}
	})
}

// What a policy can ask about a request to S3 besides the caller.
// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
func TestConditionKeys(t *testing.T) {
	l := newLab(t)
	l.mustPut("k", "hello")
	get := func(options ...option) func() answer {
		return func() answer { return l.send(carolKeys, "GET", "photos/k", "", options...) }
	}
	presigned := func() answer {
		r := l.request("GET", "photos/k", "")
		address, err := sigv4.Presign(r, carolKeys, "s3", "us-east-1", l.clock.Now().Add(-10*time.Minute), 15*time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		return l.playURL("GET", address, "")
	}
	for _, tt := range []struct {
		name, condition string
		call            func() answer
		ok              bool
	}{
		{"signed in the header", `"StringEquals":{"s3:authType":"REST-HEADER"}`, get(), true},
		{"not in the URL", `"StringEquals":{"s3:authType":"REST-HEADER"}`, presigned, false},
		{"signed in the URL", `"StringEquals":{"s3:authType":"REST-QUERY-STRING"}`, presigned, true},
		{"a fresh signature", `"NumericLessThan":{"s3:signatureAge":"300000"}`, get(), true},
		{"an old one", `"NumericLessThan":{"s3:signatureAge":"300000"}`, presigned, false},
		{"the signature's version", `"StringEquals":{"s3:signatureversion":"AWS4-HMAC-SHA256"}`, get(), true},
		{"a body that nobody vouches for", `"StringNotEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"}`, get(with("X-Amz-Content-Sha256", sigv4.Unsigned)), false},
		{"over TLS", `"Bool":{"aws:SecureTransport":"true"}`, get(), true},
		{"from an address", `"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}`, get(), true},
		{"from another", `"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}`, get(), false},
		{"by a program", `"StringLike":{"aws:UserAgent":"curl/*"}`, get(with("User-Agent", "curl/8")), true},
		{"to a region", `"StringEquals":{"aws:RequestedRegion":"us-east-1"}`, get(), true},
		{"a prefix that was not sent is missing", `"Null":{"s3:prefix":"true"}`, func() answer { return l.send(carolKeys, "GET", "photos/?list-type=2", "") }, true},
		{"an empty one is not", `"Null":{"s3:prefix":"true"}`, func() answer { return l.send(carolKeys, "GET", "photos/?list-type=2&prefix=", "") }, false},
		{"few keys", `"NumericLessThanEquals":{"s3:max-keys":"10"}`, func() answer { return l.send(carolKeys, "GET", "photos/?list-type=2&max-keys=10", "") }, true},
		{"an ACL", `"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}`, func() answer {
			return l.send(carolKeys, "PUT", "photos/new", "x", with("X-Amz-Acl", "bucket-owner-full-control"))
		}, true},
		{"an ACL of a copy", `"StringEqualsIfExists":{"s3:x-amz-acl":"private"}`, func() answer {
			return l.send(carolKeys, "PUT", "photos/new", "", with("X-Amz-Copy-Source", "/photos/k"), with("X-Amz-Acl", "bucket-owner-full-control"))
		}, false},
		{"encryption that is asked for", `"StringEquals":{"s3:x-amz-server-side-encryption":"AES256"}`, func() answer {
			return l.send(carolKeys, "PUT", "photos/new", "x", with("X-Amz-Server-Side-Encryption", "AES256"))
		}, true},
		{"and that is not", `"StringEquals":{"s3:x-amz-server-side-encryption":"AES256"}`, func() answer { return l.send(carolKeys, "PUT", "photos/new", "x") }, false},
		{"a session's tag is not a user's", `"StringEquals":{"aws:PrincipalTag/team":"red"}`, get(), true},
	} {
		l.setCarol(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{` + tt.condition + `}}}`)
		if got := tt.call(); (got.StatusCode == 200) != tt.ok {
			t.Errorf("%s: %d %s, want %v", tt.name, got.StatusCode, got.body, tt.ok)
		}
	}
}

// carol's policy changes from test to test, by a role that she has taken on.
var carolKeys = sigv4.Credentials{AccessKeyID: "ASIACAROL", SecretKey: "carol's", Token: "carol's token"}

func (l *lab) setCarol(document string) {
	l.t.Helper()
	store := l.gate.Store
	inline := []policy.Policy{parsed(l.t, document)}
	err := store.UpdateRole("Carol", func(r *principal.Role) error { r.Inline = inline; return nil })
	if err == nil {
		return
	}
	err = firstOf(
		store.AddRole(principal.Role{Name: "Carol", ID: "AROACAROL", ARN: "arn:aws:iam::111122223333:role/Carol", Inline: inline, Tags: map[string]string{"team": "red"}}),
		store.AddSession(principal.Session{AccessKeyID: "ASIACAROL", SecretKey: "carol's", Token: "carol's token", Issued: noon, Expires: noon.Add(time.Hour), RoleARN: "arn:aws:iam::111122223333:role/Carol", RoleID: "AROACAROL", Name: "s"}),
	)
	if err != nil {
		l.t.Fatal(err)
	}
}

// Secrets do not survive in a redacted trace, also where the answer repeats them.
func TestRedactedTracesKeepNoSecret(t *testing.T) {
	l := newLab(t)
	for _, tt := range []struct {
		name, secret string
		call         func()
	}{
		{"a bearer token that S3 repeats", "eyJraWQi.x.y", func() { l.send(nobody, "PUT", "photos/k", "x", with("Authorization", "Bearer eyJraWQi.x.y")) }},
		{"an expired session token that S3 repeats", "ana's token", func() {
			l.clock.Advance(time.Hour)
			l.send(anaKeys, "GET", "photos/k", "")
		}},
		{"a session token in a URL", "carol", func() {
			l.setCarol(allowAll)
			address, err := sigv4.Presign(l.request("GET", "photos/k", ""), carolKeys, "s3", "us-east-1", l.clock.Now(), time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			l.playURL("GET", address, "")
		}},
	} {
		before := l.log.Last()
		tt.call()
		x := l.log.Since(before)[0].Redacted()
		text := x.Request.Target + string(x.Response.Body) + x.Because
		for _, values := range x.Request.Header {
			text += strings.Join(values, " ")
		}
		if strings.Contains(text, tt.secret) {
			t.Errorf("%s: still there in %s", tt.name, text)
		}
	}
}
