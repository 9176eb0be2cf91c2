package command

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"poolschool/tui/screen"
)

// podium is a lectern with its socket in a folder of its own, and a follower.
func podium(t *testing.T) (*lectern, *follower) {
	t.Helper()
	path := Env{StateDir: t.TempDir()}.socketPath()
	l := newLectern(path)
	t.Cleanup(func() {
		if err := l.close(); err != nil {
			t.Error(err)
		}
	})
	return l, &follower{path: path}
}

func at(page int) screen.Presented {
	return screen.Presented{Lesson: "two-pools", Page: page, Block: 2, Since: time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC)}
}

func tell(t *testing.T, l *lectern, place screen.Presented) {
	t.Helper()
	if err := l.present(place)(); err != nil {
		t.Fatal(err)
	}
}

func follows(t *testing.T, f *follower, want screen.Presented) {
	t.Helper()
	if got := f.next(t.Context()); got != want {
		t.Fatalf("got %+v, want %+v", got, want)
	}
}

func TestNotesFollowThePresenter(t *testing.T) {
	l, f := podium(t)
	follows(t, f, screen.Presented{})
	tell(t, l, at(0))
	follows(t, f, at(0))
	tell(t, l, at(1))
	follows(t, f, at(1))
	late := &follower{path: f.path}
	follows(t, late, at(1))
	tell(t, l, screen.Presented{})
	follows(t, f, screen.Presented{})
	follows(t, late, screen.Presented{})
	if exists(f.path) {
		t.Error("the socket is still there, and nobody presents")
	}
	tell(t, l, at(3))
	follows(t, f, at(3))
}

func TestTheSocketIsForThisUserOnly(t *testing.T) {
	l, f := podium(t)
	tell(t, l, at(0))
	info, err := os.Lstat(f.path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); runtime.GOOS != "windows" && got != 0o600 {
		t.Errorf("got mode %o, want 600", got)
	}
	if network := l.listener.Addr().Network(); network != "unix" {
		t.Errorf("got a socket of the kind %s, want unix", network)
	}
}

func TestASecondPresenterIsToldAndTakesOverLater(t *testing.T) {
	first, f := podium(t)
	second := newLectern(f.path)
	t.Cleanup(func() {
		if err := second.close(); err != nil {
			t.Error(err)
		}
	})
	tell(t, first, at(0))
	if err := second.present(at(4))(); !errors.Is(err, errAnother) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want one line: %v", err, errAnother)
	}
	tell(t, second, at(5)) // it is said once
	follows(t, f, at(0))
	tell(t, first, screen.Presented{})
	follows(t, f, screen.Presented{})
	tell(t, second, at(6))
	follows(t, f, at(6))
}

func TestASocketThatAKilledProgramLeftIsTakenAway(t *testing.T) {
	l, f := podium(t)
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: f.path, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	tell(t, l, at(2))
	follows(t, f, at(2))
}

func TestAFileInTheSocketsPlaceIsLeftAlone(t *testing.T) {
	l, f := podium(t)
	if err := os.WriteFile(f.path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := l.present(at(0))(); err == nil || !strings.HasPrefix(err.Error(), "--notes cannot follow: ") {
		t.Errorf("got %v, want why notes cannot follow", err)
	}
	if data, err := os.ReadFile(f.path); err != nil || string(data) != "mine" {
		t.Errorf("got %q, %v, want the file as it was", data, err)
	}
}

func TestASocketOfSomethingElseCountsAsNobody(t *testing.T) {
	for _, tt := range []struct{ name, says string }{
		{"no JSON", "hello\n"}, {"no end", "{"}, {"more than a place takes", strings.Repeat("x", 1<<16)},
	} {
		_, f := podium(t)
		other, err := net.Listen("unix", f.path)
		if err != nil {
			t.Fatal(err)
		}
		wrote := make(chan struct{})
		go func() {
			defer close(wrote)
			if conn, err := other.Accept(); err == nil {
				_, _ = conn.Write([]byte(tt.says)) // the follower hangs up on long ones
				_ = conn.Close()
			}
		}()
		if got := f.next(t.Context()); got != (screen.Presented{}) {
			t.Errorf("%s: got %+v, want nobody", tt.name, got)
		}
		<-wrote
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheSocketStandsInTheRuntimeFolderIfThereIsOne(t *testing.T) {
	folder := t.TempDir()
	for _, tt := range []struct {
		name string
		env  Env
		want string
	}{
		{"there is one", Env{RuntimeDir: folder, StateDir: "/state"}, filepath.Join(folder, "poolschool", socketFile)},
		{"there is none", Env{RuntimeDir: filepath.Join(folder, "no"), StateDir: "/state"}, filepath.Join("/state", socketFile)},
		{"there is no folder at all", Env{}, ""},
	} {
		if got := tt.env.socketPath(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if err := newLectern("").present(at(0))(); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want that there is no folder", err)
	}
}
