package chance

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"testing"
)

func TestSeededRepeats(t *testing.T) {
	a, b, other := Seeded([32]byte{1}), Seeded([32]byte{1}), Seeded([32]byte{2})
	x, y, z := a.Bytes(64), b.Bytes(64), other.Bytes(64)
	if !bytes.Equal(x, y) {
		t.Error("the same seed gave different bytes")
	}
	if bytes.Equal(x, z) {
		t.Error("different seeds gave the same bytes")
	}
}

func TestShapes(t *testing.T) {
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	for name, c := range map[string]Chance{"seeded": Seeded([32]byte{}), "crypto": Crypto()} {
		if id := c.ID(); !uuid.MatchString(id) {
			t.Errorf("%s: ID() = %q is no version 4 UUID", name, id)
		}
		if d := c.Digits(6); !regexp.MustCompile(`^[0-9]{6}$`).MatchString(d) {
			t.Errorf("%s: Digits(6) = %q", name, d)
		}
		if got := len(c.Bytes(33)); got != 33 {
			t.Errorf("%s: Bytes(33) has length %d", name, got)
		}
	}
}

func TestTextUsesTheWholeAlphabetEvenly(t *testing.T) {
	for _, alphabet := range []string{LowerAlnum, UpperAlnum, Base32, Alnum, "ab"} {
		const n = 20000
		text := Text(Seeded([32]byte{7}), n, alphabet)
		if len(text) != n {
			t.Fatalf("Text gave %d characters, want %d", len(text), n)
		}
		expected := n / len(alphabet)
		for _, r := range alphabet {
			if got := strings.Count(text, string(r)); got < expected/2 || got > expected*2 {
				t.Errorf("alphabet of %d: %q came %d times, expected about %d", len(alphabet), r, got, expected)
			}
		}
	}
}

func TestConcurrentUseGivesEverybodyTheirOwn(t *testing.T) {
	c := Seeded([32]byte{3})
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				id := c.ID()
				mu.Lock()
				if seen[id] {
					t.Errorf("id %s was given twice", id)
				}
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}
