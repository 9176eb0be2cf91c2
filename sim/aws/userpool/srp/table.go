package srp

import "math/big"

// The exponents that matter are SHA-256 values: 256 bits, taken in windows of 6.
const (
	window  = 6
	windows = (256 + window - 1) / window
)

// table holds 2^(d·64^i) mod n for every window i and digit d, so that a power of 2 is a
// product of at most 43 entries.
type table struct {
	n       *big.Int
	entries [windows][1 << window]*big.Int
}

func newTable(n *big.Int) *table {
	t := &table{n: n}
	step := big.NewInt(2)
	for i := range t.entries {
		power := big.NewInt(1)
		for d := range t.entries[i] {
			t.entries[i][d] = power
			power = mulMod(new(big.Int), power, step, n)
		}
		step = power
	}
	return t
}

// power returns 2^e mod n for an exponent of up to 256 bits; longer ones take math/big's way.
func (t *table) power(e *big.Int) *big.Int {
	if e.BitLen() > 256 {
		return new(big.Int).Exp(big.NewInt(2), e, t.n)
	}
	result, product, quotient := big.NewInt(1), new(big.Int), new(big.Int)
	for i := range t.entries {
		digit := uint(0)
		for bit := range window {
			digit |= e.Bit(i*window+bit) << bit
		}
		if digit != 0 {
			product.Mul(result, t.entries[i][digit])
			quotient.QuoRem(product, t.n, result)
		}
	}
	return result
}

func mulMod(z, x, y, n *big.Int) *big.Int {
	z.Mul(x, y)
	return z.Mod(z, n)
}
