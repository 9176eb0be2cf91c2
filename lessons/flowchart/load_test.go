package flowchart_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"poolschool/lessons/flowchart"
)

// short is a small chart that is right; the tests change one thing in it.
const short = `{
 "prices": "2026-09",
 "start": "Q",
 "questions": [
  {"id": "Q", "short": "need?", "ask": "What?", "why": "Because.", "answers": [
   {"id": "app", "text": "App", "next": "A", "reason": "It is an app."},
   {"id": "aws", "text": "AWS", "next": "B", "reason": "It is AWS."}]},
  {"id": "R", "short": "more?", "ask": "More?", "why": "Because.", "answers": [
   {"id": "yes", "text": "Yes", "next": "", "reason": "More."},
   {"id": "no", "text": "No", "next": "", "reason": "Less."}]}
 ],
 "outcomes": [
  {"id": "A", "short": "user pool", "title": "User pool", "side": "userpool", "choice": "c", "when": "w", "why": "y", "not-for": "n",
   "cost": "0", "set-up": ["s"], "calls": ["a → b: C"], "mistake": "m", "run": "two-pools", "outside": "", "then": []},
  {"id": "B", "short": "id pool", "title": "Identity pool", "side": "identitypool", "choice": "c", "when": "w", "why": "y", "not-for": "n",
   "cost": "0", "set-up": ["s"], "calls": ["a → b: C"], "mistake": "m", "run": "", "outside": "not simulated", "then": [
    {"id": "refine", "text": "Refine", "next": "R", "reason": "Roles are open."}]}
 ]
}`

func TestLoadNamesFileAndPlaceOfAMistake(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"broken JSON has a line", `"start": "Q",`, `"start": ,`, "c.json:3: start: invalid character ','"},
		{"no JSON at all", short, ``, "c.json:1: unexpected EOF"},
		{"a list is no chart", short, `[]`, "c.json:1: a JSON [ does not belong here"},
		{"text after the chart", "not simulated", `not simulated", "then": []}]} {"a": "`, "c.json:16: invalid character"},
		{"unknown member of the chart", `"start"`, `"begin"`, `c.json:3: begin: unknown object member name`},
		{"other capitals are another name", `"ask": "What?"`, `"Ask": "What?"`, `c.json:5: question Q: Ask: unknown object member name`},
		{"a member twice", `"ask": "What?"`, `"ask": "What?", "ask": "Who?"`, `c.json:5: question Q: ask: duplicate object member name`},
		{"a member is missing", `"ask": "What?", `, ``, `c.json: question Q: ask is empty`},
		{"wrong type", `"ask": "What?"`, `"ask": 3`, `c.json:5: question Q: ask: a JSON number does not belong here`},
		{"unknown member of an answer", `"text": "App"`, `"txt": "App"`, `c.json:6: question Q: answer app: txt: unknown object member name`},
		{"an answer without a readable id", `"id": "app", "text"`, `"id": 7, "text"`, `c.json:6: question Q: answer number 1: id: a JSON number`},
		{"unknown member of an outcome", `"mistake": "m", "run": "two`, `"mistakes": "m", "run": "two`, `c.json:14: outcome A: mistakes: unknown object member name`},
		{"start must exist", `"start": "Q"`, `"start": "X"`, `c.json: start "X" is no question`},
		{"prices have a date", `"prices": "2026-09"`, `"prices": ""`, `c.json: prices has no date`},
		{"an id twice", `"id": "R"`, `"id": "Q"`, `c.json: question Q: the id stands twice`},
		{"an empty id", `"id": "R"`, `"id": ""`, `has no id`},
		{"an answer id twice", `"id": "aws"`, `"id": "app"`, `c.json: question Q: answer app: the id stands twice`},
		{"an answer id is one word", `"id": "aws"`, `"id": "a,b"`, `answer a,b: an id is one word without commas`},
		{"an answer without text", `"text": "App"`, `"text": " "`, `answer app: text is empty`},
		{"an answer without a reason", `"It is an app."`, `""`, `c.json: question Q: answer app: reason is empty`},
		{"an answer into nowhere", `"next": "A"`, `"next": "Z"`, `c.json: question Q: answer app: next "Z" is neither question nor outcome`},
		{"one answer is no choice", "},\n   {\"id\": \"aws\", \"text\": \"AWS\", \"next\": \"B\", \"reason\": \"It is AWS.\"}]", "}]", `c.json: question Q: a question needs two answers or more`},
		{"short names are short", `"short": "need?"`, `"short": "what do you need?"`, `question Q: short name "what do you need?" has 17 characters`},
		{"a question without its reason", `"ask": "What?", "why": "Because."`, `"ask": "What?", "why": ""`, `question Q: why is empty`},
		{"an outcome without a cost", `"cost": "0"`, `"cost": ""`, `c.json: outcome A: cost is empty`},
		{"sides are four words", `"side": "userpool"`, `"side": "UserPool"`, `c.json: outcome A: side "UserPool" is none of`},
		{"run or outside", `"run": "two-pools"`, `"run": ""`, `c.json: outcome A: exactly one of run and outside must be filled`},
		{"not run and outside", `"run": ""`, `"run": "x"`, `c.json: outcome B: exactly one of run and outside must be filled`},
		{"refining leads somewhere", `"next": "R"`, `"next": ""`, `c.json: outcome B: answer refine: next is empty`},
		{"every question is reached", `"next": "R"`, `"next": "A"`, `c.json: question R: no answer leads here`},
		{"every outcome is reached", `"next": "A"`, `"next": "B"`, `c.json: outcome A: no answer leads here`},
		{"a cycle has no end", `"next": "", "reason": "Less."`, `"next": "B", "reason": "Less."`, `c.json: cycle: B → R → B`},
		{"a path ends with an outcome", `"next": "A"`, `"next": ""`, `c.json: question Q: answer app: the path ends here without an outcome`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(short, tt.old) {
				t.Fatalf("the chart has no %q to change", tt.old)
			}
			_, err := flowchart.Parse("c.json", []byte(strings.Replace(short, tt.old, tt.new, 1)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestLoadReportsEveryFaultOnALineOfItsOwn(t *testing.T) {
	bad := strings.NewReplacer(`"ask": "What?"`, `"ask": ""`, `"ask": "More?"`, `"ask": ""`).Replace(short)
	_, err := flowchart.Parse("c.json", []byte(bad))
	if got, want := err.Error(), "c.json: question Q: ask is empty\nc.json: question R: ask is empty"; got != want {
		t.Errorf("err = %q, want %q", got, want)
	}
}

func TestLoadReadsFromAFileSystem(t *testing.T) {
	fsys := fstest.MapFS{"f/c.json": {Data: []byte(short)}}
	if _, err := flowchart.Load(fsys, "f/c.json"); err != nil {
		t.Error(err)
	}
	if _, err := flowchart.Load(fsys, "f/none.json"); err == nil || !strings.HasPrefix(err.Error(), "f/none.json: ") {
		t.Errorf("err = %v, want the name of the missing file first", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(short))
	f.Add([]byte(`{"prices":"x","start":"Q","questions":[{"id":"Q"}],"outcomes":[null]}`))
	f.Add([]byte(`[`))
	f.Add([]byte(`{"questions":[{"answers":[{"id":"a","text":1}],"id":"Q"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := flowchart.Parse("c.json", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "c.json:") {
				t.Errorf("err = %v, want the file's name first", err)
			}
			return
		}
		// A chart that loads can be walked to an end by always giving the first answer.
		p := c.Begin()
		for range len(c.Questions) + len(c.Outcomes) {
			choices := p.Choices()
			if len(choices) == 0 {
				break
			}
			next, err := p.Answer(choices[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			p = next
		}
		if _, ok := p.Outcome(); !ok || len(p.Choices()) > 0 {
			t.Errorf("the path %v does not end with an outcome", p.IDs())
		}
	})
}
