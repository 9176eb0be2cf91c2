package command

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"poolschool/lessons"
	"poolschool/sim/chance"
	"poolschool/sim/keyring"
)

// keys are shared by all tests of the package: making them is most of the time that a lesson takes.
var keys = &keyring.Ring{}

// testEnv is a machine without a terminal, at a fixed hour, whose luck repeats.
func testEnv(args ...string) (Env, *bytes.Buffer, *bytes.Buffer) {
	out, problems := &bytes.Buffer{}, &bytes.Buffer{}
	return Env{
		Args: args, In: strings.NewReader(""), Out: out, Err: problems,
		Now:    func() time.Time { return time.Date(2026, 1, 5, 10, 0, 0, 0, time.UTC) },
		Chance: chance.Seeded([32]byte{1}), Keys: keys,
		Open: func(path string) (io.ReadCloser, error) { return os.Open(path) },
	}, out, problems
}

func BenchmarkWholeCourse(b *testing.B) {
	env, _, _ := testEnv()
	c, err := env.course()
	if err != nil {
		b.Fatal(err)
	}
	if err := keys.Fill(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, l := range c.Lessons {
			s, err := env.session(c, l)
			if err != nil {
				b.Fatal(err)
			}
			if err := lessons.Through(b.Context(), s, func(lessons.At, lessons.Block, *lessons.Result) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
	}
}
