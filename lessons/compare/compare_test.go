package compare

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/step"
	"poolschool/sim"
	"poolschool/sim/account"
)

func theTable(t *testing.T) *Table {
	t.Helper()
	table, err := Load(os.DirFS("../../assets/compare"))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestTheTableIsWholeAndItsPagesExist(t *testing.T) {
	table := theTable(t)
	if len(table.Subjects) != 5 || len(table.Rows) < 7 {
		t.Errorf("%d subjects, %d rows", len(table.Subjects), len(table.Rows))
	}
	know := func(a account.Account) (step.Known, error) { return sim.New(sim.Config{Account: a}) }
	c, err := lessons.LoadCourse(lessons.Sources{Lessons: course.Files(), Accounts: accounts.Files()}, know)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range table.Subjects {
		if !c.HasPage(s.See) {
			t.Errorf("%s: there is no page %s", s.ID, s.See)
		}
	}
}

func TestTextNamesEverySubjectInEveryRow(t *testing.T) {
	table := theTable(t)
	text := table.Text()
	for _, r := range table.Rows {
		for _, s := range table.Subjects {
			if !strings.Contains(text, s.Name+": "+r.Cells[s.ID]) {
				t.Errorf("%s of %s is missing", r.ID, s.ID)
			}
		}
	}
	one, ok := table.Subject("Identity Pool")
	if !ok {
		t.Fatal("the identity pool is not found")
	}
	if text := table.Text(one); strings.Contains(text, "IAM user") || !strings.Contains(text, "● identity pool: one hour, fixed") {
		t.Errorf("got\n%s", text)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	const good = `{"asOf":"m","subjects":[{"id":"a","name":"A","see":"l/p"}],"rows":[{"id":"r","name":"R","cells":{"a":"x"}}]}`
	for _, tt := range []struct{ name, from, to, want string }{
		{"nothing", "", "", ""},
		{"unknown member", `"asOf"`, `"asof"`, "compare.json:1"},
		{"an empty cell", `"x"`, `" "`, `row "r" says nothing about a`},
		{"a cell for nobody", `{"a":"x"}`, `{"a":"x","b":"y"}`, `"b", which is no subject`},
		{"a subject without a page", `"l/p"`, `""`, "a page"},
		{"no month", `"m"`, `""`, "asOf"},
		{"a row without a name", `"R"`, `""`, "needs id and name"},
	} {
		_, err := Load(fstest.MapFS{File: {Data: []byte(strings.Replace(good, tt.from, tt.to, 1))}})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("a missing file is no error")
	}
}
