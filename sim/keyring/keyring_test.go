package keyring

import (
	"crypto/rsa"
	"sync"
	"testing"
	"testing/cryptotest"
)

func TestKeyIsMadeOnceAndSharedByAll(t *testing.T) {
	var ring Ring
	keys := make([]*rsa.PrivateKey, 8)
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			key, err := ring.Key(UserPoolID)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	wg.Wait()
	for _, key := range keys {
		if key != keys[0] || key.N.BitLen() != Bits {
			t.Fatal("two callers got different keys, or one of the wrong length")
		}
	}
}

func TestFillMakesDifferentKeys(t *testing.T) {
	var ring Ring
	if err := ring.Fill(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, name := range order() {
		key, err := ring.Key(name)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[key.N.String()]; ok {
			t.Errorf("%s and %s are the same key", name, other)
		}
		seen[key.N.String()] = name
	}
}

func TestKeysRepeatUnderATestSeed(t *testing.T) {
	made := func() string {
		cryptotest.SetGlobalRandom(t, 1)
		var ring Ring
		key, err := ring.Key(IdentityPool)
		if err != nil {
			t.Fatal(err)
		}
		return key.N.String()
	}
	if first, second := made(), made(); first != second {
		t.Error("the same seed made two different keys")
	}
}

func TestMadeCountsTheKeysThatFillMakes(t *testing.T) {
	var r Ring
	want := len(order())
	if made, all := r.Made(); made != 0 || all != want {
		t.Errorf("at first: got %d of %d, want 0 of %d", made, all, want)
	}
	for _, name := range []string{Google, Google, "somebody-else"} {
		if _, err := r.Key(name); err != nil {
			t.Fatal(err)
		}
	}
	if made, all := r.Made(); made != 1 || all != want {
		t.Errorf("after one of them, twice, and a stranger: got %d of %d, want 1 of %d", made, all, want)
	}
}
