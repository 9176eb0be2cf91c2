package serve

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func openDisk(t *testing.T) *disk {
	t.Helper()
	d, err := newDisk(filepath.Join(t.TempDir(), "objects"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func files(t *testing.T, d *disk) int {
	t.Helper()
	entries, err := os.ReadDir(d.folder)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestBytesComeBackFromMemoryAndFromFiles(t *testing.T) {
	for _, tt := range []struct {
		name  string
		size  int
		said  int64
		files int
	}{
		{"an empty object", 0, 0, 0},
		{"a small object", 1000, 1000, 0},
		{"the largest small object", small, small, 0},
		{"one byte more", small + 1, small + 1, 1},
		{"a small object whose size nobody said", 1000, -1, 1},
	} {
		d := openDisk(t)
		draft, err := d.Create(tt.said)
		if err != nil {
			t.Fatal(err)
		}
		data := make([]byte, tt.size)
		for i := range data {
			data[i] = byte(i % 251)
		}
		if n, err := draft.Write(data); n != tt.size || err != nil {
			t.Fatalf("%s: wrote %d, %v", tt.name, n, err)
		}
		blob, err := draft.Commit()
		if err != nil || blob.Size() != int64(tt.size) {
			t.Fatalf("%s: %v, size %d", tt.name, err, blob.Size())
		}
		if got := files(t, d); got != tt.files {
			t.Errorf("%s: %d files, want %d", tt.name, got, tt.files)
		}
		for _, span := range [][2]int{{0, tt.size}, {tt.size / 3, tt.size / 3}, {tt.size, 0}} {
			r, err := blob.Open(int64(span[0]), int64(span[1]))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(got, data[span[0]:span[0]+span[1]]) {
				t.Errorf("%s: range %v differs (%v)", tt.name, span, err)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := blob.Remove(); err != nil || files(t, d) != 0 || d.held.Load() != 0 {
			t.Errorf("%s: after Remove %d files, %d bytes in memory (%v)", tt.name, files(t, d), d.held.Load(), err)
		}
	}
}

func TestSmallObjectsGoToFilesWhenMemoryIsFull(t *testing.T) {
	d := openDisk(t)
	for range smallTotal / small {
		if _, err := d.Create(small); err != nil {
			t.Fatal(err)
		}
	}
	draft, err := d.Create(1)
	if err != nil || files(t, d) != 1 {
		t.Fatalf("got %d files (%v), want 1", files(t, d), err)
	}
	if err := draft.Discard(); err != nil || files(t, d) != 0 {
		t.Errorf("after Discard: %d files (%v)", files(t, d), err)
	}
	if got := d.held.Load(); got != smallTotal {
		t.Errorf("%d bytes are counted, want %d", got, smallTotal)
	}
}

func TestBodiesLongerThanAnnouncedAreCut(t *testing.T) {
	for _, size := range []int64{10, small + 10} {
		d := openDisk(t)
		draft, err := d.Create(size)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := draft.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
		if _, err := draft.Write([]byte("x")); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%d bytes and one: got %v", size, err)
		}
		if err := draft.Discard(); err != nil || files(t, d) != 0 || d.held.Load() != 0 {
			t.Errorf("after Discard: %d files, %d bytes (%v)", files(t, d), d.held.Load(), err)
		}
	}
}

func TestAFolderThatIsGoneIsAnError(t *testing.T) {
	d := openDisk(t)
	if err := d.remove(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Create(small + 1); err == nil {
		t.Error("got no error")
	}
}
