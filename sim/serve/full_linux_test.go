package serve

import (
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// TestADiskThatFillsUpIsToldToOneClient lets files grow to a mebibyte and no further, as on a full disk: a larger upload is
// refused and leaves nothing, and the rest goes on.
func TestADiskThatFillsUpIsToldToOneClient(t *testing.T) {
	s := newSDK(t, listen(t, photoApp(t)))
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ) // without it the write ends the process
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Error(err)
		}
		signal.Reset(syscall.SIGXFSZ)
	})
	if err := s.adminPuts(t.Context(), "big", make([]byte, 2<<20)); code(err) != "InternalError" {
		t.Errorf("an upload: got %v, want InternalError", err)
	}
	if got := s.stored(t); got != 0 {
		t.Errorf("got %d files, want none", got)
	}
	if got, err := s.admins("big", t.Context()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a part of the object: got %d bytes, %v; want 404", len(got), err)
	}
	s.others(t)
	if err := s.adminPuts(t.Context(), "smaller", make([]byte, 512<<10)); err != nil {
		t.Errorf("what still fits: %v", err)
	}
}
