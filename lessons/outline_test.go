package lessons

import (
	"testing"
	"testing/fstest"
)

func TestOutlineReadsHeadingsOnly(t *testing.T) {
	files := fstest.MapFS{
		"020-b.md":  {Data: []byte("---\ntitle: Second\nminutes: 7\naccount: x\ntrack: User pools\n---\n\n# One {#one}\n\ntext\n\n# Two {#two}\n")},
		"010-a.md":  {Data: []byte("---\ntitle: First\nminutes: 5\naccount: x\ngoal: Know it.\n---\n\n# Only {#only}\n\n```call nonsense\n```\n")},
		"notes.txt": {Data: []byte("not a lesson")},
	}
	got, err := Outline(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].ID != "a" || got[0].Title != "First" || got[0].Goal != "Know it." || got[0].Minutes != 5 {
		t.Fatalf("outline = %+v", got)
	}
	if b := got[1]; b.Number != 20 || b.Track != "User pools" || len(b.Pages) != 2 || b.Pages[1].ID != "two" || b.Pages[1].Title != "Two" {
		t.Errorf("second = %+v", b)
	}
}

func TestOutlineReadsFilesFromWindows(t *testing.T) {
	files := fstest.MapFS{"010-a.md": {Data: []byte("\ufeff---\r\ntitle: First\r\nminutes: 5\r\naccount: x\r\n---\r\n\r\n# Only {#only}\r\n\r\ntext\r\n")}}
	got, err := Outline(files)
	if err != nil || len(got) != 1 || got[0].Title != "First" || got[0].Minutes != 5 || len(got[0].Pages) != 1 {
		t.Errorf("got %+v, %v, want lesson First with a page", got, err)
	}
}
