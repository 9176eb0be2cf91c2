package lessons

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadingCountsTheBytesOfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cat.jpg")
	if err := os.WriteFile(path, []byte("a cat"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := &Session{}
	r := s.reading.count(f, lengthOf(f))
	says := func(when string, wantDone, wantTotal int64) {
		t.Helper()
		if done, total := s.Reading(); done != wantDone || total != wantTotal {
			t.Errorf("%s: got %d of %d, want %d of %d", when, done, total, wantDone, wantTotal)
		}
	}
	says("before", 0, 5)
	if _, err := io.ReadFull(r, make([]byte, 3)); err != nil {
		t.Fatal(err)
	}
	says("in the middle", 3, 5)
	s.reading.end()
	says("afterwards", 3, 0)
	noLength := strings.NewReader("no length")
	s.reading.count(noLength, lengthOf(noLength))
	says("where nobody knows the length", 0, 0)
}
