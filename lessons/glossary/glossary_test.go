package glossary

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

func theGlossary(t testing.TB) *Glossary {
	t.Helper()
	g, err := Load(os.DirFS("../../assets/glossary"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestThereAreEnoughTermsAndPages(t *testing.T) {
	g := theGlossary(t)
	linked := 0
	for _, term := range g.Terms {
		if term.See != "" {
			linked++
		}
	}
	if len(g.Terms) < 60 || linked*10 < len(g.Terms)*8 {
		t.Errorf("%d terms, %d with a page; want 60 and most with one", len(g.Terms), linked)
	}
}

func TestEveryLinkResolves(t *testing.T) {
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	var all []*lessons.Course
	for _, files := range []fs.FS{course.Files(), assets.Reference()} {
		c, err := lessons.LoadCourse(lessons.Sources{Lessons: files, Accounts: accounts.Files()}, know)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	there := func(place string) bool {
		return slices.ContainsFunc(all, func(c *lessons.Course) bool { return c.HasPage(place) })
	}
	for _, fault := range theGlossary(t).Broken(there) {
		t.Error(fault)
	}
	if got := theGlossary(t).Broken(func(string) bool { return false }); len(got) == 0 {
		t.Error("links to nowhere are not reported")
	}
}

func TestTermsAreFound(t *testing.T) {
	g := theGlossary(t)
	for name, want := range map[string]string{
		"ID token": "ID token", "id tokens": "ID token", "jwt": "token", "amr": "", "hosted-ui": "login page",
		"USER_SRP_AUTH": "SRP", "Cognito identity pool": "identity pool", "aws:PrincipalTag": "principal tag",
	} {
		if got, ok := g.Find(name); got.Name != want || ok != (want != "") {
			t.Errorf("%s: got %q, want %q", name, got.Name, want)
		}
	}
	if got := g.Nearest("acess token"); got != `did you mean "access token"?` {
		t.Errorf("got %s", got)
	}
}

func TestSearchPutsNamesFirst(t *testing.T) {
	found := theGlossary(t).Search("refresh")
	if len(found) < 3 || !strings.HasPrefix(found[0].Name, "refresh token") {
		t.Errorf("got %v", found)
	}
}

func TestAnEntryHoldsWhatItKnows(t *testing.T) {
	term, _ := theGlossary(t).Find("identity ID")
	for _, want := range []string{"● identity ID", term.Text, "Not to be confused with: sub.", "poolschool learn photo-upload, page get-id"} {
		if !strings.Contains(term.Entry(), want) {
			t.Errorf("%q is missing in:\n%s", want, term.Entry())
		}
	}
}

func TestMistakesInTheFilesAreNamed(t *testing.T) {
	const good = `{"term":"a","text":"One. Two.","not":{"term":"a","text":"x"}}`
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "[" + good + "]", ""},
		{"unknown member", "[\n" + strings.Replace(good, "text", "txt", 1) + "]", "a.json:2"},
		{"no JSON", "[\n\n,", "a.json:3"},
		{"one sentence", "[" + strings.Replace(good, "One. Two.", "One.", 1) + "]", "1 sentences"},
		{"three sentences", "[" + strings.Replace(good, "One. Two.", "One. Two? Three!", 1) + "]", "3 sentences"},
		{"a number with a point is no sentence", "[" + strings.Replace(good, "One. Two.", "It costs 0.5 cents. Two.", 1) + "]", ""},
		{"nothing to confuse it with", "[" + strings.Replace(good, `"x"`, `""`, 1) + "]", "confuse"},
		{"confused with no term", "[" + strings.Replace(good, `{"term":"a","text"`, `{"term":"b","text"`, 1) + "]", `"a", which is no term`},
		{"twice", "[" + good + "," + good + "]", "is also that of"},
		{"no name", "[" + strings.Replace(good, `"term":"a","text"`, `"term":"","text"`, 1) + "]", "no name"},
		{"unknown side", "[" + strings.Replace(good, `"text":"One`, `"side":"left","text":"One`, 1) + "]", `side is "left"`},
	} {
		_, err := Load(fstest.MapFS{"a.json": {Data: []byte(tt.text)}})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}
