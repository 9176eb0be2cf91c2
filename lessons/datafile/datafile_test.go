package datafile

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestMistakesHaveTheirLine(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a good file", "{\n\"name\": \"x\"\n}", ""},
		{"an unknown member", "{\n\n\"nome\": \"x\"}", "a.json:3: "},
		{"a member twice", "{\"name\": \"x\",\n\"name\": \"y\"}", "a.json:2: "},
		{"the wrong kind", "{\n\"name\": 3}", "a.json:2: "},
		{"no JSON", "{\n\n\n,", "a.json:4: "},
		{"cut off", "{\n\"name\":", "a.json:2: "},
		{"nothing", "", "a.json:1: "},
	} {
		var into struct {
			Name string `json:"name"`
		}
		err := Read(fstest.MapFS{"a.json": {Data: []byte(tt.text)}}, "a.json", &into)
		if (err == nil) != (tt.want == "") || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if err := Read(fstest.MapFS{}, "a.json", nil); err == nil {
		t.Error("a missing file is no error")
	}
}
