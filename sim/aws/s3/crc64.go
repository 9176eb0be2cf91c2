package s3

import (
	"encoding/binary"
	"hash"
	"hash/crc64"
	"sync"
)

// crc64NVME is the reversed polynomial of CRC-64/NVME.
const crc64NVME = 0x9a6c9329ac4bc9b5

// lanes is how many bytes are taken at a time: each has a table of its own, which says what the byte is worth with as
// many bytes behind it. Twice as many as hash/crc64 takes, and the tables are made once: every upload that names no
// checksum goes through here.
const lanes = 16

var crc64Tables = sync.OnceValue(func() *[lanes]crc64.Table {
	var t [lanes]crc64.Table
	t[0] = *crc64.MakeTable(crc64NVME)
	for i := range t[0] {
		for lane := 1; lane < lanes; lane++ {
			before := t[lane-1][i]
			t[lane][i] = t[0][before&0xff] ^ before>>8
		}
	}
	return &t
})

// nvme is CRC-64/NVME as a hash.
type nvme struct {
	crc uint64 // inverted, as the algorithm has it between bytes
	t   *[lanes]crc64.Table
}

func newNVME() hash.Hash { return &nvme{^uint64(0), crc64Tables()} }

// Write implements hash.Hash; it never fails.
func (h *nvme) Write(p []byte) (int, error) {
	n, crc, t := len(p), h.crc, h.t
	for len(p) >= lanes {
		a := crc ^ binary.LittleEndian.Uint64(p)
		b := binary.LittleEndian.Uint64(p[8:])
		crc = t[15][a&0xff] ^ t[14][a>>8&0xff] ^ t[13][a>>16&0xff] ^ t[12][a>>24&0xff] ^
			t[11][a>>32&0xff] ^ t[10][a>>40&0xff] ^ t[9][a>>48&0xff] ^ t[8][a>>56] ^
			t[7][b&0xff] ^ t[6][b>>8&0xff] ^ t[5][b>>16&0xff] ^ t[4][b>>24&0xff] ^
			t[3][b>>32&0xff] ^ t[2][b>>40&0xff] ^ t[1][b>>48&0xff] ^ t[0][b>>56]
		p = p[lanes:]
	}
	for _, v := range p {
		crc = t[0][byte(crc)^v] ^ crc>>8
	}
	h.crc = crc
	return n, nil
}

// Sum implements hash.Hash.
func (h *nvme) Sum(b []byte) []byte { return binary.BigEndian.AppendUint64(b, ^h.crc) }

// Reset implements hash.Hash.
func (h *nvme) Reset() { h.crc = ^uint64(0) }

// Size implements hash.Hash.
func (*nvme) Size() int { return crc64.Size }

// BlockSize implements hash.Hash.
func (*nvme) BlockSize() int { return lanes }
