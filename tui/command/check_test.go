package command

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// aLesson is a lesson that is right, with one place for a mistake.
const aLesson = "---\ntitle: A lesson\nminutes: 1\naccount: photo-app\nterms: ID token, HEAD\n---\n\n# Sign in {#sign-in}\n\nBODY\n\n" +
	"```call app -> cognito-idp InitiateAuth\n{\"AuthFlow\": \"USER_PASSWORD_AUTH\", \"ClientId\": \"{{clientId}}\", \"AuthParameters\": {\"USERNAME\": \"{{username}}\", \"PASSWORD\": \"{{password}}\"}}\n---\nexpect 200\n```\n"

func writeCourse(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func right() string { return strings.NewReplacer("HEAD", "aud", "BODY", "Hello.").Replace(aLesson) }

func TestCheckFindsAPlantedMistakeOfEachKind(t *testing.T) {
	for _, tt := range []struct{ name, from, to, says string }{
		{"none", "", "", "1 lesson played, no mistakes"},
		{"an unknown operation", "InitiateAuth", "InitiateAuht", ":12: "},
		{"an unknown member", `"AuthFlow"`, `"AuthFlw"`, ":13: "},
		{"an unknown block", "```call app", "```cal app", `did you mean "call"?`},
		{"a promise that does not hold", "expect 200", "expect 400", ":15: "},
		{"a question without a reason for a choice", "Hello.", "```predict q\nWho?\n\n- me [x]\n  : Yes.\n- you\n```", ":15: a choice without its why"},
		{"two right answers", "Hello.", "```predict q\nWho?\n\n- me [x]\n  : Yes.\n- you [x]\n  : Yes.\n```", "2 choices are marked right"},
		{"a value that is not there", "Hello.", "Hello, {{nobody}}.", ":10: "},
		{"a term that the glossary lacks", "terms: ID token, aud", "terms: ID token, flux token", `:5: the glossary has no term "flux token"`},
		{"a step that is too long", "Hello.", strings.Repeat("word ", 200), "200 words without a step"},
		{"an account that is not there", "photo-app", "foto-app", `did you mean "photo-app"?`},
		{"an unknown key", "minutes: 1", "minutes: 1\nlevel: 3", `unknown key "level"`},
	} {
		text := right()
		if tt.from != "" && !strings.Contains(text, tt.from) {
			t.Fatalf("%s: nothing to replace", tt.name)
		}
		dir := writeCourse(t, map[string]string{"200-mine.md": strings.Replace(text, tt.from, tt.to, 1)})
		env, out, problems := testEnv("check", dir)
		code := Run(context.Background(), env)
		want := Failed
		if tt.name == "none" || strings.Contains(tt.says, "words without") {
			want = Done
		}
		if code != want || !strings.Contains(out.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q; want %d and %q", tt.name, code, out, problems, want, tt.says)
		}
		if want == Failed && !strings.HasPrefix(out.String(), filepath.Join(dir, "200-mine.md")+":") {
			t.Errorf("%s: the first line does not begin with the file: %q", tt.name, out)
		}
	}
}

func TestCheckLooksAtOneFile(t *testing.T) {
	dir := writeCourse(t, map[string]string{"200-mine.md": right(), "210-yours.md": "nothing"})
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		out, says string
	}{
		{"the good one", []string{"check", filepath.Join(dir, "200-mine.md")}, Done, "1 lesson played", ""},
		{"the bad one", []string{"check", filepath.Join(dir, "210-yours.md")}, Failed, "210-yours.md:1", "to correct"},
		{"both", []string{"check", dir}, Failed, "210-yours.md:1", "to correct"},
		{"no such file", []string{"check", filepath.Join(dir, "220.md")}, Misuse, "", "there is no file or folder"},
		{"no lesson", []string{"check", writeCourse(t, map[string]string{"a.txt": "x"})}, Misuse, "", "holds no lesson"},
		{"another kind of file", []string{"check", filepath.Join(writeCourse(t, map[string]string{"a.txt": "x"}), "a.txt")}, Misuse, "", "is no lesson"},
		{"nothing", []string{"check"}, Misuse, "", "check needs"},
	} {
		env, out, problems := testEnv(tt.args...)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}

func TestATeachersOwnCourse(t *testing.T) {
	own := `{"userPools": [{"name": "p", "clients": [{"name": "c", "flows": ["ALLOW_USER_PASSWORD_AUTH"]}], "users": [{"username": "zoe", "password": "Sunny-Day-7"}]}], "learner": {"username": "zoe", "password": "Sunny-Day-7"}}`
	inside := writeCourse(t, map[string]string{"200-mine.md": strings.Replace(right(), "photo-app", "zoo", 1), "accounts/zoo.json": own})
	beside := writeCourse(t, map[string]string{"course/200-mine.md": strings.Replace(right(), "photo-app", "zoo", 1), "accounts/zoo.json": own})
	instead := writeCourse(t, map[string]string{"200-mine.md": right(), "accounts/photo-app.json": own})
	broken := writeCourse(t, map[string]string{"200-mine.md": strings.NewReplacer("title:", "titel:").Replace(right())})
	for _, tt := range []struct {
		name      string
		args      []string
		in        string
		code      int
		out, says string
	}{
		{"printed, with an account inside", []string{"print", "mine", "--course", inside}, "", Done, "zoe", ""},
		{"with an account beside", []string{"print", "--course", filepath.Join(beside, "course")}, "", Done, "zoe", ""},
		{"with an account in the place of one that is built in", []string{"print", "--course", instead}, "", Done, "zoe", ""},
		{"held as a conversation", []string{"learn", "200", "--plain", "--course", inside}, "\n\n", Done, "The end of A lesson", ""},
		{"without the lessons that are built in", []string{"print", "photo-upload", "--course", inside}, "", Misuse, "", "there is no lesson"},
		{"no such folder", []string{"print", "--course", filepath.Join(inside, "no")}, "", Misuse, "", "there is no folder"},
		{"several mistakes are one line", []string{"print", "--course", broken}, "", Failed, "", "200-mine.md:1: no title; add a line title: … to the front matter; poolschool check " + broken + " lists all 2 mistakes\n"},
	} {
		env, out, problems := testEnv(tt.args...)
		env.In = strings.NewReader(tt.in)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}

func TestTheCourseThatIsBuiltInPassesTheCheck(t *testing.T) {
	env, out, problems := testEnv("check", filepath.Join("..", "..", "lessons", "course"))
	if code := Run(context.Background(), env); code != Done {
		t.Errorf("exit code %d\n%s%s", code, out, problems)
	}
}

func TestCheckSaysOnStandardErrorWhichLessonItPlays(t *testing.T) {
	dir := writeCourse(t, map[string]string{"200-mine.md": right()})
	for _, tt := range []struct {
		name string
		seen bool
		want string
	}{
		{"to a person", true, "playing lesson 1 of 1: mine\n"},
		{"not to a file", false, ""},
	} {
		env, out, problems := testEnv("check", dir, "--no-motion")
		env.ErrTerminal = tt.seen
		if code := Run(context.Background(), env); code != Done || problems.String() != tt.want || !strings.Contains(out.String(), "no mistakes") {
			t.Errorf("%s: exit code %d, output %q, errors %q, want %q", tt.name, code, out, problems, tt.want)
		}
	}
}

func TestPrintSaysOnStandardErrorWhichLessonItPlays(t *testing.T) {
	for _, tt := range []struct {
		name               string
		args               []string
		outSeen, errorSeen bool
		want               string
	}{
		{"several into a file", []string{"two-pools", "choose"}, false, true, "playing lesson 1 of 2: two-pools\nplaying lesson 2 of 2: choose\n"},
		{"one needs no meter", []string{"two-pools"}, false, true, ""},
		{"on the same terminal it would stand in the text", []string{"two-pools", "choose"}, true, true, ""},
		{"nobody sees it", []string{"two-pools", "choose"}, false, false, ""},
	} {
		env, _, problems := testEnv(append([]string{"print", "--no-motion"}, tt.args...)...)
		env.OutTerminal, env.ErrTerminal = tt.outSeen, tt.errorSeen
		if code := Run(context.Background(), env); code != Done || problems.String() != tt.want {
			t.Errorf("%s: exit code %d, errors %q, want %q", tt.name, code, problems, tt.want)
		}
	}
}
