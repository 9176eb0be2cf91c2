package s3

import (
	"net/http"
	"testing"
	"time"
)

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
	if got := l.send(nobody, "HEAD", "photos/k?response-content-type=x", ""); got.StatusCode != 400 {
		t.Errorf("nor by HEAD: %d", got.StatusCode)
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

func TestDateAndServerStandInEveryAnswer(t *testing.T) {
	l := newLab(t)
	l.clock.Advance(time.Hour)
	got := l.send(ownerKeys, "GET", "photos/none", "")
	if got.Header.Get("Date") != "Mon, 02 Mar 2026 13:00:00 GMT" || got.Header.Get("Server") != "AmazonS3" || got.Header.Get("X-Amz-Id-2") == "" {
		t.Errorf("headers: %v", got.Header)
	}
}
