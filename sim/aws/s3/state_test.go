package s3

import (
	"context"
	"io"
	"strings"
	"testing"

	"poolschool/sim/account"
)

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
