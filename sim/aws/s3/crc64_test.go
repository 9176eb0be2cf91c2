package s3

import (
	"bytes"
	"encoding/binary"
	"hash/crc64"
	"testing"
)

// The checksum is that of the slow way, whatever the pieces in which the bytes come.
func FuzzCRC64NVME(f *testing.F) {
	long := bytes.Repeat([]byte("0123456789abcdef-"), 40)
	for _, n := range []int{0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 64, 680} {
		f.Add(long[:n], n/3)
	}
	slow := crc64.MakeTable(crc64NVME)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		h := newNVME()
		cut = max(0, min(cut, len(data)))
		for _, piece := range [][]byte{data[:cut], data[cut:]} {
			if n, err := h.Write(piece); n != len(piece) || err != nil {
				t.Fatalf("wrote %d of %d: %v", n, len(piece), err)
			}
		}
		if got, want := binary.BigEndian.Uint64(h.Sum(nil)), crc64.Checksum(data, slow); got != want {
			t.Errorf("%d bytes, cut at %d: %x, want %x", len(data), cut, got, want)
		}
		h.Reset()
		if got := binary.BigEndian.Uint64(h.Sum(nil)); got != 0 {
			t.Errorf("of nothing: %x, want 0", got)
		}
	})
}
