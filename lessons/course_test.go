package lessons_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/sim/account"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func readCourse(files, accounts map[string]string) (*lessons.Course, error) {
	know := func(a account.Account) (step.Known, error) {
		if len(a.Buckets) > 0 {
			return nil, errors.New("bucket photos is taken")
		}
		return known("")
	}
	return lessons.LoadCourse(lessons.Sources{Lessons: folder(files), Accounts: folder(accounts)}, know)
}

// small is a lesson that is right.
const small = page + "hello\n"

func TestACourseIsInTheOrderOfItsNumbers(t *testing.T) {
	c, err := readCourse(map[string]string{"120-upload.md": small, "010-pools.md": small, "040-tokens.md": small, "README.txt": "no lesson"}, map[string]string{"test.json": "{}"})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range c.Lessons {
		ids = append(ids, l.ID)
	}
	if got := strings.Join(ids, " "); got != "pools tokens upload" {
		t.Errorf("order = %s", got)
	}
	if _, ok := c.Account("test"); !ok {
		t.Error("the account is lost")
	}
}

func TestTheNextLessonIsOneOfTheSameTrack(t *testing.T) {
	on := func(track string) string { return strings.Replace(small, "---\n", "---\ntrack: "+track+"\n", 1) }
	c, err := readCourse(map[string]string{
		"010-pools.md": on("short"), "020-sign-up.md": on("people"), "030-sign-in.md": on("people"), "040-tokens.md": on("short, people"),
		"050-app.md": on("people"), "090-trade.md": on("short"),
		"200-alone.md": small, "210-alone-too.md": small,
	}, map[string]string{"test.json": "{}"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, after, passed, want string }{
		{"the short way leads over the others", "pools", "", "tokens"},
		{"and stays short where they cross", "tokens", "pools", "trade"},
		{"without a way there, too", "tokens", "", "trade"},
		{"who comes along the longer one goes on there", "tokens", "sign-up sign-in", "app"},
		{"also who has walked both", "tokens", "pools sign-in", "app"},
		{"what is passed is left out", "sign-up", "sign-in tokens", "app"},
		{"what was left out comes at the end", "trade", "tokens", "pools"},
		{"lessons without a track are one", "alone", "", "alone-too"},
		{"a track that is done leads nowhere", "app", "sign-up sign-in tokens", ""},
	} {
		l, _ := c.Find(tt.after)
		passed := strings.Fields(tt.passed)
		got := ""
		if next := c.Next(l, func(id string) bool { return slices.Contains(passed, id) }); next != nil {
			got = next.ID
		}
		if got != tt.want {
			t.Errorf("%s: after %s with %q passed: got %q, want %q", tt.name, tt.after, tt.passed, got, tt.want)
		}
	}
}

func TestLessonsAreFoundByAnyOfTheirNames(t *testing.T) {
	c, err := readCourse(map[string]string{"120-photo-upload.md": small, "010-two-pools.md": small}, map[string]string{"test.json": "{}"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"photo-upload": "photo-upload", "120": "photo-upload", "120-photo-upload": "photo-upload", "120-photo-upload.md": "photo-upload",
		" Two-Pools ": "two-pools", "10": "two-pools", "010": "two-pools",
	} {
		if l, ok := c.Find(name); !ok || l.ID != want {
			t.Errorf("%q finds %v, want %s", name, l, want)
		}
	}
	for name, want := range map[string]string{"photo-uplod": `did you mean "photo-upload"?`, "zzz": "known: photo-upload, two-pools"} {
		if _, ok := c.Find(name); ok || c.Nearest(name) != want {
			t.Errorf("%q: %s, want %s", name, c.Nearest(name), want)
		}
	}
}

func TestMistakesOfAllFilesAreReportedAtOnce(t *testing.T) {
	_, err := readCourse(map[string]string{
		"010-a.md": page + "{{nobody}}\n",
		"020-b.md": page + "```cal x\n```\n",
		"030-c.md": strings.Replace(small, "account: test", "account: tset", 1),
		"040-d.md": strings.Replace(small, "account: test", "account: taken", 1),
		"050-e.md": small,
		"050-f.md": small,
		"six.md":   small,
	}, map[string]string{
		"test.json":  "{}",
		"taken.json": `{"buckets": [{"name": "photos"}]}`,
		"bad.json":   "{\n\"bukets\": []}",
	})
	if err == nil {
		t.Fatal("a course with mistakes loads")
	}
	for _, want := range []string{
		"bad.json:2: ",
		"010-a.md:7: {{nobody}} is not kept",
		`020-b.md:7: unknown block "cal"; did you mean "call"?`,
		`030-c.md:4: account "tset" cannot be opened: no such account; did you mean "test"?; put it into lessons/accounts/tset.json, or name another`,
		`040-d.md:4: account "taken" cannot be opened: bucket photos is taken; `,
		"050-f.md: its number or its name is also that of 050-e.md; rename one of them",
		"six.md: the file's name is not NUMBER-NAME.md; name it like 120-photo-upload.md",
	} {
		if !strings.Contains("\n"+err.Error(), "\n"+want) {
			t.Errorf("no line %q in\n%v", want, err)
		}
	}
	if got := strings.Count(err.Error(), "\n") + 1; got != 7 {
		t.Errorf("%d lines, want 7:\n%v", got, err)
	}
}

func TestAnEmptyCourseIsEmpty(t *testing.T) {
	c, err := readCourse(nil, nil)
	if err != nil || len(c.Lessons) != 0 {
		t.Errorf("%v, %v", c, err)
	}
}

func TestPlacesThatAreNotThere(t *testing.T) {
	l := desks(t)
	for _, at := range []lessons.At{{Page: -1}, {Page: 9}, {Block: -1}, {Block: 99}} {
		if _, ok := l.Block(at); ok {
			t.Errorf("%v holds a block", at)
		}
		if l.Ref(at) != l.ID {
			t.Errorf("the name of %v is %s", at, l.Ref(at))
		}
	}
	if _, ok := l.Question("fresh"); ok {
		t.Error("a try counts as a question")
	}
	if q, ok := l.Question("what"); !ok || len(q.Choices) != 2 {
		t.Errorf("the question is %v", q)
	}
}
