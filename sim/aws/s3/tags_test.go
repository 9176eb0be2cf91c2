package s3

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
func TestTagsHaveTheirLimits(t *testing.T) {
	many := func(n int) (tags []Tag) {
		for i := range n {
			tags = append(tags, Tag{Key: fmt.Sprint(i)})
		}
		return tags
	}
	long := strings.Repeat("ü", 256)
	for _, tt := range []struct {
		name string
		tags []Tag
		says string
	}{
		{"none", nil, ""},
		{"ten", many(10), ""},
		{"eleven", many(11), "Object tags cannot be greater than 10"},
		{"letters of any alphabet, digits, spaces and signs", []Tag{{"Größe 1+-=._:/@", "日本 2+-=._:/@"}}, ""},
		{"no value", []Tag{{"team", ""}}, ""},
		{"no key", []Tag{{"", "red"}}, "The TagKey you have provided is invalid"},
		{"a key of 128 characters, a value of 256", []Tag{{long[:256], long}}, ""},
		{"a key of 129", []Tag{{long[:258], ""}}, "The TagKey you have provided is invalid"},
		{"a value of 257", []Tag{{"team", long + "x"}}, "The TagValue you have provided is invalid"},
		{"a sign that is not allowed", []Tag{{"team?", ""}}, "The TagKey you have provided is invalid"},
		{"a line break", []Tag{{"team", "a\nb"}}, "The TagValue you have provided is invalid"},
		{"a key twice", []Tag{{"team", "red"}, {"team", "blue"}}, "Cannot provide multiple Tags with the same key"},
		{"keys that differ in case", []Tag{{"team", "red"}, {"Team", "blue"}}, ""},
		{"a key of AWS's own", []Tag{{"aws:team", "red"}}, "System tags cannot be added/updated by requester"},
	} {
		got, e := "", (*wire.Error)(nil)
		if errors.As(checkTags(tt.tags), &e) {
			got = e.Message
		}
		if got != tt.says {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.says)
		}
	}
}

// Who may read an object and not its tags does not learn how many there are.
func TestTheNumberOfTagsIsForWhoMayReadThem(t *testing.T) {
	l := newLab(t)
	if got := l.send(ownerKeys, "PUT", "photos/k", "hello", with("X-Amz-Tagging", "team=red&stage=draft")); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	for _, tt := range []struct {
		name string
		as   sigv4.Credentials
		want string
	}{
		{"the owner", ownerKeys, "2"},
		{"a reader of objects", bobKeys, ""},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			if got := l.send(tt.as, method, "photos/k", "").Header.Get("X-Amz-Tagging-Count"); got != tt.want {
				t.Errorf("%s, %s: %q, want %q", tt.name, method, got, tt.want)
			}
		}
	}
}

func TestTagsStayWithTheObject(t *testing.T) {
	l := newLab(t)
	put := func(key string, options ...option) {
		t.Helper()
		if got := l.send(ownerKeys, "PUT", "photos/"+key, "hello", options...); got.StatusCode != 200 {
			t.Fatalf("%s: %d %s", key, got.StatusCode, got.body)
		}
	}
	tagged := with("X-Amz-Tagging", "team=red")
	put("k", tagged)
	before := l.object("photos", "k")
	if got := l.send(ownerKeys, "PUT", "photos/k?tagging", "<Tagging><TagSet><Tag><Key>team</Key><Value>blue</Value></Tag></TagSet></Tagging>"); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	after := l.object("photos", "k")
	if before.tags[0].Value != "red" || after.tags[0].Value != "blue" || !after.modified.Equal(before.modified) || after.etag != before.etag {
		t.Errorf("other tags made another object: %+v, %+v", before, after)
	}
	if note := l.Snapshot()[0].Children[0].Note; !strings.HasSuffix(note, ", tags team=blue") {
		t.Errorf("the picture says %q", note)
	}
	put("k")
	if got := l.object("photos", "k").tags; got != nil {
		t.Errorf("a new object has its predecessor's tags: %v", got)
	}
}

// A browser cannot send the headers that whoever presigned a URL had in mind, so they stand in the URL.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
func TestAPresignedURLCarriesHeaders(t *testing.T) {
	l := newLab(t)
	sum := newHash("CRC64NVME")
	sum.Write([]byte("hello"))
	for _, tt := range []struct {
		name, method, query, body string
		status                    int
		header, want              string
	}{
		{"tags", "PUT", "x-amz-tagging=team%3Dred", "hello", 200, "X-Amz-Checksum-Type", "FULL_OBJECT"},
		{"the tags are there", "GET", "", "", 200, "X-Amz-Tagging-Count", "1"},
		{"a checksum that is asked for", "GET", "X-Amz-Checksum-Mode=ENABLED", "", 200, "X-Amz-Checksum-Crc64nvme", base64Sum(sum)},
		{"a checksum of another body", "PUT", "x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32", "hello", 400, "", ""},
		{"an algorithm alone", "PUT", "x-amz-sdk-checksum-algorithm=CRC32", "hello", 200, "", ""},
	} {
		r := l.request(tt.method, "photos/k?"+tt.query, tt.body)
		address, err := sigv4.Presign(r, ownerKeys, "s3", "us-east-1", l.clock.Now(), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		got := l.playURL(tt.method, address, tt.body)
		if got.StatusCode != tt.status || tt.header != "" && got.Header.Get(tt.header) != tt.want {
			t.Errorf("%s: %d %v %s", tt.name, got.StatusCode, got.Header, got.body)
		}
	}
}
