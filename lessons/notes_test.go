package lessons

import (
	"testing"

	"poolschool/lessons/step"
)

func TestNotesBelongToWhatStandsBeforeThem(t *testing.T) {
	note := func(text string) Block { return Block{Step: &step.Notes{Text: text}} }
	l := &Lesson{Pages: []Page{{Blocks: []Block{{}, note("one"), {}, note("two"), {}}}, {Blocks: []Block{{}}}}}
	for _, tt := range []struct {
		name string
		at   At
		want string
	}{
		{"the next ones behind", At{0, 0}, "one"},
		{"each its own", At{0, 2}, "two"},
		{"behind the last, the last", At{0, 4}, "two"},
		{"a page without notes", At{1, 0}, ""},
		{"no such page", At{2, 0}, ""},
		{"before the lesson", At{-1, -1}, ""},
	} {
		if got := l.Notes(tt.at); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
