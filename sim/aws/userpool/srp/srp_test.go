package srp

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"testing"
)

// The vector was computed by two independent implementations of both halves.
var vector = struct {
	user                 User
	password, salt, a, b string
}{
	User{Pool: "ExAmPlE01", Name: "alice"}, "Passw0rd!", "a3f1c07d5e9b2846d0c1e2f3a4b5c6d7",
	"6be1f7d2a9c04e53b8d7f0a1c2e3d4f5061728394a5b6c7d8e9fa0b1c2d3e4f5",
	"1f2e3d4c5b6a79887766554433221100ffeeddccbbaa99887766554433221100",
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func digest(n *big.Int) string { return fmt.Sprintf("%x", sha256.Sum256(pad(n))) }

func TestVector(t *testing.T) {
	password := NewPassword(vector.user, vector.password, unhex(t, vector.salt))
	server, client := NewServer(password, unhex(t, vector.b)), NewClient(unhex(t, vector.a))
	key, err := server.Key(client.A)
	if err != nil {
		t.Fatal(err)
	}
	block, err := base64.StdEncoding.DecodeString("b3BhcXVlLXNlY3JldC1ibG9jay0wMDAx")
	if err != nil {
		t.Fatal(err)
	}
	claim := Claim(key, vector.user, block, "Tue Feb 3 04:05:06 UTC 2026")
	for _, tt := range []struct{ name, got, want string }{
		{"k", Hex(shared().k), "538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6"},
		{"x", Hex(vector.user.x(password.Salt, vector.password)), "4250d2c31dc8961b3b97576132d2c008fb88d23ab9a45f5b839626921afe4f63"},
		{"v", digest(password.Verifier), "cf20bcea70cc2558ed4d30790e0d83888eb9fe5af752cdf6b74edcb3f99b9af7"},
		{"A", digest(client.A), "53e82d07360bb3748712172037bf02b997f4eaa1a8bc3698134fd1d8092b73ca"},
		{"B", digest(server.B), "390035f0c2edd457ed62a016baf967782e7883186b425b9e82be22f06e9a52ba"},
		{"u", Hex(scramble(client.A, server.B)), "264d7e7c7765e2c1ba4b459ad2de62f7020bd855402305597b2e084370b567d1"},
		{"K", hex.EncodeToString(key), "01677d084e3405313d34f643dc60e47d"},
		{"signature", base64.StdEncoding.EncodeToString(claim), "1sgjzhZh8t05Ih4NV3ADhOewK1tcM5UD/D+23un6/VM="},
	} {
		if tt.got != tt.want {
			t.Errorf("%s = %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	clientKey, err := client.Key(vector.user, vector.password, password.Salt, server.B)
	if err != nil || !bytes.Equal(clientKey, key) {
		t.Errorf("client's key = %x (%v), want %x", clientKey, err, key)
	}
	if !ClaimMatches(key, vector.user, block, "Tue Feb 3 04:05:06 UTC 2026", claim) {
		t.Error("the claim does not match itself")
	}
	if ClaimMatches(key, vector.user, block, "Tue Feb 3 04:05:07 UTC 2026", claim) {
		t.Error("a claim for another time matches")
	}
}

func TestPasswordIsBoundToUserAndPool(t *testing.T) {
	salt := []byte("0123456789abcdef")
	password := NewPassword(vector.user, vector.password, salt)
	for _, tt := range []struct {
		name     string
		user     User
		password string
		want     bool
	}{
		{"the right password", vector.user, vector.password, true},
		{"another password", vector.user, "passw0rd!", false},
		{"another user", User{Pool: vector.user.Pool, Name: "bob"}, vector.password, false},
		{"another pool", User{Pool: "Other", Name: vector.user.Name}, vector.password, false},
	} {
		if got := password.Matches(tt.user, tt.password); got != tt.want {
			t.Errorf("%s: Matches = %v, want %v", tt.name, got, tt.want)
		}
	}
	if (Password{}).Matches(vector.user, "") {
		t.Error("a user without a password matches the empty one")
	}
}

func TestPublicValuesThatWouldGiveTheKeyAwayAreRefused(t *testing.T) {
	n := shared().n
	twice := new(big.Int).Mul(n, big.NewInt(2))
	for name, text := range map[string]string{"zero": "0", "N": n.Text(16), "2N": twice.Text(16), "no number": "xyz", "empty": "", "negative": "-5"} {
		if _, err := ParsePublic(text); !errors.Is(err, ErrPublicValue) {
			t.Errorf("%s: error = %v, want ErrPublicValue", name, err)
		}
	}
	if _, err := ParsePublic("2"); err != nil {
		t.Errorf("2 is refused: %v", err)
	}
}

func TestTableAgreesWithBig(t *testing.T) {
	g := shared()
	for i := range 40 {
		e := new(big.Int).SetBytes(hash([]byte{byte(i)}))
		e.Rsh(e, uint(i*6))
		if got, want := g.base.power(e), new(big.Int).Exp(big.NewInt(2), e, g.n); got.Cmp(want) != 0 {
			t.Errorf("2^%x differs", e)
		}
	}
	long := new(big.Int).Lsh(big.NewInt(1), 300)
	if got, want := g.base.power(long), new(big.Int).Exp(big.NewInt(2), long, g.n); got.Cmp(want) != 0 {
		t.Error("an exponent of 301 bits differs")
	}
}

func TestParseHexTakesDroppedZeros(t *testing.T) {
	for text, want := range map[string]int64{"f": 15, "0f": 15, "100": 256} {
		if got, err := ParseHex(text); err != nil || got.Int64() != want {
			t.Errorf("ParseHex(%q) = %v, %v; want %d", text, got, err, want)
		}
	}
	if _, err := ParseHex("zz"); err == nil {
		t.Error("zz is taken for a number")
	}
}

func BenchmarkVerifier(b *testing.B) {
	salt := []byte("0123456789abcdef")
	p := NewPassword(vector.user, vector.password, salt)
	for b.Loop() {
		p.Matches(vector.user, vector.password)
	}
}
