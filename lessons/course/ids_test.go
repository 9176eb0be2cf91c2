package course_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "add the new ids to testdata/ids.txt")

// idFile lists every name that links and saved progress may hold: LESSON, LESSON/PAGE, LESSON/PAGE/BLOCK.
const idFile = "testdata/ids.txt"

// A name that vanishes takes people's progress with it, so it may only go on purpose: by taking its line out of the file.
func TestNoIdVanishes(t *testing.T) {
	data, err := os.ReadFile(idFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	kept := strings.Fields(string(data))
	var now []string
	for _, l := range theCourse(t).Lessons {
		now = append(now, l.ID)
		for _, p := range l.Pages {
			now = append(now, l.ID+"/"+p.ID)
		}
		for _, at := range l.Steps() {
			if ref := l.Ref(at); strings.Count(ref, "/") == 2 {
				now = append(now, ref)
			}
		}
	}
	for _, id := range kept {
		if !slices.Contains(now, id) {
			t.Errorf("%s has vanished; bring it back, or take its line out of %s", id, idFile)
		}
	}
	if fresh := slices.DeleteFunc(now, func(id string) bool { return slices.Contains(kept, id) }); len(fresh) > 0 {
		if !*update {
			t.Logf("%d new ids are not guarded yet; go test ./lessons/course -update adds them", len(fresh))
			return
		}
		all := append(kept, fresh...)
		slices.Sort(all)
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(idFile, []byte(strings.Join(all, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
