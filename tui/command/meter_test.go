package command

import (
	"strings"
	"testing"

	"poolschool/lessons"
)

func TestTheMeterOnStandardError(t *testing.T) {
	motionless := true
	for _, tt := range []struct {
		name string
		env  Env
		seen bool
		want string
	}{
		{"one line that is taken away at the end", Env{}, true,
			"\r\x1b[Kplaying ▯▯▯▯▯▯▯▯▯▯▯▯ 0 of 2  two-pools\r\x1b[Kplaying ▮▮▮▮▮▮▯▯▯▯▯▯ 1 of 2  choose\r\x1b[K"},
		{"without motion a line each", Env{noMotion: &motionless}, true, "playing lesson 1 of 2: two-pools\nplaying lesson 2 of 2: choose\n"},
		{"a dumb terminal has no motion", Env{Term: "dumb"}, true, "playing lesson 1 of 2: two-pools\nplaying lesson 2 of 2: choose\n"},
		{"where nobody sees it there is none", Env{}, false, ""},
	} {
		var out strings.Builder
		tt.env.Err = &out
		m := tt.env.meter(tt.seen)
		m.begin(0, 2, &lessons.Lesson{ID: "two-pools"})
		m.begin(1, 2, &lessons.Lesson{ID: "choose"})
		m.end()
		if got := out.String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTheMeterFitsANarrowTerminal(t *testing.T) {
	var out strings.Builder
	m := Env{Err: &out}.meter(true)
	m.begin(7, 16, &lessons.Lesson{ID: strings.Repeat("long-", 30)})
	line := strings.TrimPrefix(out.String(), "\r\x1b[K")
	if got := len([]rune(line)); got > meterWidth {
		t.Errorf("%d cells, want at most %d: %q", got, meterWidth, line)
	}
}
