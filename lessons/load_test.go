package lessons_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
)

// head is front matter of five lines, so that what follows it begins in line 6.
const head = "---\ntitle: T\nminutes: 3\naccount: test\n---\n"

// page is head and the heading of a page; what follows begins in line 7.
const page = head + "# P {#p}\n"

// block is a page with one fenced block, whose opening line is line 7.
func block(lines ...string) string {
	return page + "```" + strings.Join(lines, "\n") + "\n```\n"
}

const signInJSON = `{"Flow": "PASSWORD"}`

func TestMistakesSayWhereWhatAndWhatToDo(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"front matter is needed", "# P {#p}\n\nx\n", `1: no front matter; begin the file with ---, then lines such as title: Photo upload, then ---`},
		{"front matter ends", "---\ntitle: T\n", `1: the front matter does not end; close it with a line ---`},
		{"front matter is key: value", "---\ntitle: T\nminutes 3\n---\n", `3: this is no front matter; write: key: value`},
		{"an unknown key", "---\ntitel: T\n---\n", `2: unknown key "titel"; did you mean "title"?`},
		{"a key stands once", "---\ntitle: T\ntitle: U\n---\n", `3: "title" stands twice; keep one of them`},
		{"a title is needed", "---\nminutes: 3\n---\n", `1: no title; add a line title: … to the front matter`},
		{"minutes are a number", "---\nminutes: ten\n---\n", `2: minutes: "ten" is no number of minutes; write a whole number`},
		{"an unknown account", "---\naccount: nowhere\n---\n", `2: account "nowhere" cannot be opened: no such account; put it into lessons/accounts/nowhere.json, or name another`},
		{"an unknown panel", "---\npanels: respons\n---\n", `2: unknown panel "respons"; did you mean "response"?`},
		{"a lesson has pages", head, `a lesson without pages; begin a page with: # Title {#id}`},
		{"text stands on a page", head + "hello\n", `6: text before the first page; begin a page with: # Title {#id}`},
		{"a page has an id", head + "# Trade\n\nx\n", `6: a page without an id; write: # Trade {#some-name}, and keep that name for good`},
		{"a page's id is stable", head + "# Trade {#Trade It}\n\nx\n", `6: the id "Trade It" is not a stable name; use small letters, digits and dashes, beginning with a letter`},
		{"a page has a title", head + "# {#p}\n\nx\n", `6: a page without a title; write: # Title {#p}`},
		{"a page is not empty", page, `6: an empty page; write its text below the heading`},
		{"page ids stand once", page + "x\n\n# Q {#p}\n\nx\n", `9: the id "p" stands already in line 6; give one of them another name`},
		{"block ids stand once", block("type a", "x = 1", "```", "```type a", "y = 1"), `10: the id "a" stands already in line 7; give one of them another name`},
		{"a tab", page + "\tx\n", `7: a tab: its width differs from screen to screen; leave it out, or write it in another way`},
		{"a wide rune", page + "漢\n", `7: '漢' is wider than a cell; leave it out, or write it in another way`},
		{"a rune without width", page + "e\u0301\n", `7: U+0301, which has no width of its own; leave it out, or write it in another way`},
		{"a control character", page + "a\x1bb\n", `7: a control character, U+001B; leave it out, or write it in another way`},

		{"an unknown block", block("predit a"), `7: unknown block "predit"; did you mean "predict"?`},
		{"an unknown word", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "kepe a = Result"), `11: unknown word "kepe"; did you mean "keep"?`},
		{"an unknown operation", block("call app -> cognito-idp SingIn", "---", "expect 200"), `7: no operation "cognito-idp SingIn"; did you mean "cognito-idp SignIn"?`},
		{"an unknown service", block("call app -> cognito-ipd SignIn", "---", "expect 200"), `7: no operation "cognito-ipd SignIn"; did you mean "cognito-idp SignIn"?`},
		{"a call has a route", block("call SignIn", "---", "expect 200"), `7: no operation to call; write: call FROM -> SERVICE OPERATION [as CREDENTIALS]`},
		{"credentials are a name", block("call app -> s3 PutObject as {{c}}", "---", "expect 200"), `7: "{{c}}" is no name of credentials; write the name that a keep gave, without braces`},
		{"a misspelt member", block("call app -> cognito-idp SignIn", "{", `  "Flw": "PASSWORD"`, "}", "---", "expect 200"), `9: no member "Flw"; did you mean "Flow"?`},
		{"a member in other capitals", block("call app -> cognito-idp SignIn", `{"flow": "PASSWORD"}`, "---", "expect 200"), `8: no member "flow"; did you mean "Flow"?`},
		{"a misspelt member inside", block("call app -> cognito-idp SignIn", `{"Flow": "P", "Device": {`, `"Nmae": "x"}}`, "---", "expect 200"), `9: no member "Device.Nmae"; did you mean "Name"?`},
		{"a member that stands twice", block("call app -> cognito-idp SignIn", `{"Flow": "P",`, `"Flow": "Q"}`, "---", "expect 200"), `9: member "Flow" stands twice; keep one of them`},
		{"a wrong type", block("call app -> cognito-idp SignIn", `{"Limit":`, `"many"}`, "---", "expect 200"), `8: member "Limit" cannot be a text; AWS wants a number here`},
		{"what is no JSON", block("call app -> cognito-idp SignIn", `{"Flow": "P"`, "---", "expect 200"), `8: this is not JSON: unexpected EOF; mend the JSON here`},
		{"a call promises", block("call app -> cognito-idp SignIn", signInJSON), `7: a call without expect promises nothing; add --- and below it: expect 200`},
		{"one answer, one expect", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "expect 400"), `11: a second expect for the same answer; keep one; nested calls are: expect nested SERVICE OPERATION STATUS`},
		{"an expect that cannot be read", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect ok"), `10: this expect cannot be read; write: expect 200 · expect 400 NotAuthorizedException "message" · expect nested sts AssumeRoleWithWebIdentity 200`},
		{"a nested call of an unknown operation", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "expect nested sts Asume 200"), `11: no operation "sts Asume"; did you mean "sts Assume"?`},
		{"a keep that cannot be read", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "keep a"), `11: this keep cannot be read; write: keep NAME = Member.Path · keep NAME = $ · keep NAME = header NAME [query PARAM] · keep NAME = cookie NAME · keep NAME = form FIELD`},
		{"a keep of what no answer has", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "keep a = Result.IdTokn"), `11: the answer of SignIn has no "Result.IdTokn"; did you mean "IdToken"?`},
		{"a panel that is unknown", block("call app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "show wy"), `11: unknown panel "wy"; did you mean "why"?`},
		{"a value that nobody keeps", block("call app -> cognito-idp SignIn", `{"Username": "{{usrname}}"}`, "---", "expect 200"), `8: {{usrname}} is not kept by an earlier step and not a value of the account; did you mean "username"?`},
		{"a value in prose that nobody keeps", page + "\nHello {{nobody}}.\n", `8: {{nobody}} is not kept by an earlier step and not a value of the account; known: bucket, inbox, password, userPoolId, userPoolId.main, username`},
		{"a dotted name of the account", page + "{{userPoolId.mian}}\n", `7: {{userPoolId.mian}} is not kept by an earlier step and not a value of the account; did you mean "userPoolId.main"?`},
		{"a value kept only later", page + "{{idToken}}\n\n```call app -> cognito-idp SignIn\n" + signInJSON + "\n---\nexpect 200\nkeep idToken = Result.IdToken\n```\n", `7: {{idToken}} is not kept by an earlier step and not a value of the account; known: bucket, inbox, password, userPoolId, userPoolId.main, username`},
		{"credentials that nobody keeps", block("call app -> s3 PutObject as keys", "{}", "---", "expect 200"), `7: {{keys}} is not kept by an earlier step and not a value of the account; known: bucket, inbox, password, userPoolId, userPoolId.main, username`},
		{"a file that no form offers", block("call app -> s3 PutObject", `{"Bucket": "b", "Key": "k", "Body": "@photo"}`, "---", "expect 200"), `8: {{photo}} is not kept by an earlier step and not a value of the account; known: bucket, inbox, password, userPoolId, userPoolId.main, username`},
		{"braces that do not close", page + "{{username\n", `7: {{ without }}; close the value, or write the braces apart`},
		{"a reference that cannot be read", page + "{{user name}}\n", `7: {{user name}} cannot be read; write {{name}}, {{name.path}} or {{name | until}}`},
		{"an unknown filter", page + "{{username | shrt}}\n", `7: unknown filter "shrt"; did you mean "short"?`},

		{"a question has an id", block("predict", "q?", "- a [x]", "  : w", "- b", "  : w"), "7: predict without an id; write ```predict some-name, and keep that name for good"},
		{"a recall has an id", block("recall Not-Stable", "q?", "- a [x]", "  : w", "- b", "  : w"), `7: the id "Not-Stable" is not a stable name; use small letters, digits and dashes, beginning with a letter`},
		{"a question asks", block("predict a", "- a [x]", "  : w", "- b", "  : w"), `7: no question; write it before the choices`},
		{"one choice is right", block("predict a", "q?", "- a", "  : w", "- b", "  : w"), `7: 0 choices are marked right; mark exactly one with [x] at its end`},
		{"only one choice is right", block("predict a", "q?", "- a [x]", "  : w", "- b [x]", "  : w"), `7: 2 choices are marked right; mark exactly one with [x] at its end`},
		{"a question has choices", block("predict a", "q?", "- a [x]", "  : w"), `7: a question needs at least two choices; write each as "- text", the right one with [x] at its end`},
		{"a choice says why", block("predict a", "q?", "- a [x]", "  : w", "- b"), `11: a choice without its why; add a line below it: "  : one sentence about AWS"`},
		{"nothing follows the choices", block("predict a", "q?", "- a [x]", "  : w", "- b", "  : w", "more"), `13: text after the choices; write a choice as "- text", and its reason below it as "  : why"`},

		{"a form has an id", block("type", "a = 1"), "7: type without an id; write ```type some-name, and keep that name for good"},
		{"a form has fields", block("type a"), `7: a form without fields; write at least one line: name = default`},
		{"a field is name = default", block("type a", "b = 1", "username"), `9: this is no field; write: name = default · secret name = default · file name = sample.jpg, and a hint below as "  : text"`},

		{"a request has a host", block("http app", "GET /", "---", "expect 200"), `7: no host to send the request to; write: http FROM -> HOST [as CREDENTIALS]`},
		{"a request begins with its line", block("http app -> s3", "get /", "---", "expect 200"), `8: the first line is no request line; write: GET /path?query`},
		{"a request is there", block("http app -> s3", "---", "expect 200"), `7: no request; write it as on the wire: GET /path, headers, an empty line, the body`},
		{"a header is name: value", block("http app -> s3", "GET /", "Accept", "---", "expect 200"), `9: this is no header; write Name: value, and an empty line before the body`},
		{"a request promises", block("http app -> s3", "GET /"), `7: a request without expect promises nothing; add --- and below it: expect 200`},

		{"a break has a title", block("break", "app -> cognito-idp SignIn", "---", "expect 400"), `7: a break without a title; say after the word break what is different: break Give the access token instead.`},
		{"a break is not empty", block("break Now."), `7: an empty break; write FROM -> SERVICE OPERATION, or http FROM -> HOST, on its first line`},
		{"a break expects a refusal", block("break Now.", "http app -> s3", "GET /", "---", "expect 200"), `11: a break that expects success; expect the refusal with its code, or make it a call`},
		{"a break's operation is known", block("break Now.", "app -> cognito-idp SingIn", "---", "expect 400"), `8: no operation "cognito-idp SingIn"; did you mean "cognito-idp SignIn"?`},

		{"a wait has a length", block("wait a while"), `7: "a while" is no time to wait; write hours, minutes or seconds: wait 1h, wait 5m, wait 90s`},
		{"an inspection has a name", block("inspect", "a: b"), `7: nothing to inspect; write the name of a value: inspect idToken`},
		{"an explanation is claim: text", block("inspect username", "sub is an id"), `8: this is no explanation; write: claim: one line of what it means`},
		{"verify names a key set", block("inspect username", "a: b", "---", "verify the keys"), `10: verify needs the name of a kept key set; write: verify NAME`},

		{"a try has an id", tryBlock("try", "goal 200", "solution "+signInJSON), "7: try without an id; write ```try some-name, and keep that name for good"},
		{"a try has a goal", tryBlock("try a", "solution "+signInJSON), `7: a try without a goal cannot be reached; add below ---: goal 200`},
		{"a goal that cannot be read", tryBlock("try a", "goal win", "solution "+signInJSON), `13: this goal cannot be read; write: goal 200 · goal 400 NotAuthorizedException "message" · goal account KIND "LABEL"`},
		{"a try has a solution", tryBlock("try a", "goal 200"), `7: a try without a solution leaves the learner alone; add below ---: solution {…}`},
		{"a try has three hints", block("try a", "app -> cognito-idp SignIn", "---", "goal 200", "hint x", "solution "+signInJSON), `7: a try has three hints; write three lines: hint a question · hint where to look · hint the answer and why`},
		{"a solution is checked", tryBlock("try a", "goal 200", "solution {", `"Flwo": ""}`), `15: no member "Flwo"; did you mean "Flow"?`},
	} {
		_, err := lessons.Load("010-test.md", []byte(tt.text), strictly)
		var list mistake.List
		if !errors.As(err, &list) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
			continue
		}
		want := "010-test.md:" + tt.want
		if strings.HasPrefix(tt.want, "a lesson without") {
			want = "010-test.md: " + tt.want
		}
		found := false
		for _, m := range list {
			found = found || m.Error() == want
		}
		if !found {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, err, want)
		}
		// Where the front matter is right, one mistake is one line.
		if strings.HasPrefix(tt.text, head) && len(list) != 1 {
			t.Errorf("%s: %d lines for one mistake:\n%v", tt.name, len(list), err)
		}
	}
}

func tryBlock(lines ...string) string {
	start := append([]string{lines[0], "app -> cognito-idp SignIn", "---", "hint a", "hint b", "hint c"}, lines[1:]...)
	return block(start...)
}

func strictly(name string) (step.Known, error) {
	if name != "test" {
		return nil, errors.New("no such account")
	}
	return known(name)
}

func TestAllMistakesAreReportedAtOnce(t *testing.T) {
	text := block("call app -> cognito-idp SignIn", `{`, `"Flwo": "P",`, `"Limit": "x",`, `"Username": "{{usrname}}",`, `"Username": "b"`, "}", "---", "expect 200", "keep idToken = Result.IdToken") +
		"\n{{idToken}} and {{nobody}}\n"
	_, err := lessons.Load("010-test.md", []byte(text), known)
	want := strings.Join([]string{
		`010-test.md:9: no member "Flwo"; did you mean "Flow"?`,
		`010-test.md:10: member "Limit" cannot be a text; AWS wants a number here`,
		`010-test.md:11: {{usrname}} is not kept by an earlier step and not a value of the account; did you mean "username"?`,
		`010-test.md:12: member "Username" stands twice; keep one of them`,
		`010-test.md:19: {{nobody}} is not kept by an earlier step and not a value of the account; known: bucket, idToken, inbox, password, userPoolId, userPoolId.main, username`,
	}, "\n")
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestFollowUpsOfAFailedStepAreNotReported(t *testing.T) {
	text := block("cal app -> cognito-idp SignIn", signInJSON, "---", "expect 200", "keep idToken = Result.IdToken") + "\n{{idToken.sub}}\n"
	_, err := lessons.Load("010-test.md", []byte(text), known)
	if want := `010-test.md:7: unknown block "cal"; did you mean "call"?`; err == nil || err.Error() != want {
		t.Errorf("got %v, want only %s", err, want)
	}
}

func TestWarnings(t *testing.T) {
	const keep = "```call app -> cognito-idp SignIn\n{\"Flow\": \"PASSWORD\"}\n---\nexpect 200\nkeep idToken = Result.IdToken\n```\n"
	const use = "app -> cognito-identity Exchange\n{\"Token\": \"{{idToken}}\"}\n---\nexpect 400\n```\n"
	for _, tt := range []struct{ name, text, want string }{
		{"a call with a token that a wait has outlived", page + keep + "```wait 1h\n```\n```call " + use, `010-test.md:16: {{idToken}} was kept 1h0m0s ago on the account's clock and is probably over; get a fresh one first, or make this a break`},
		{"two waits add up", page + keep + "```wait 30m\n```\n```wait 30m\n```\n```call " + use, `010-test.md:18: {{idToken}} was kept 1h0m0s ago on the account's clock and is probably over; get a fresh one first, or make this a break`},
		{"a break may", page + keep + "```wait 1h\n```\n```break Late.\n" + use, ""},
		{"a shorter wait", page + keep + "```wait 50m\n```\n```call " + use, ""},
		{"a fresh token", page + keep + "```wait 1h\n```\n" + keep + "```call " + use, ""},
		{"IAM's form of a value", page + "${username} and ${aws:username}\n", `010-test.md:7: ${username} is IAM's form and is not filled in; write {{username}} if the value is meant`},
		{"a long text", page + "\n" + strings.Repeat("word ", 111) + "\n", `010-test.md:8: 111 words without a step; say it in about 90, 110 at most, or put a step between`},
		{"a text that is just short enough", page + strings.Repeat("word ", 110) + "\n", ""},
	} {
		l := load(t, tt.text)
		if got := l.Warnings.Error(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPagesAndBlocks(t *testing.T) {
	l := desks(t)
	if l.ID != "test" || l.Number != 10 || l.Title != "Two desks" || l.Minutes != 3 || l.Track != "Half an hour" || len(l.Answers) != 2 || len(l.Panels) != 2 {
		t.Errorf("front matter = %+v", l)
	}
	var got []string
	for _, p := range l.Pages {
		got = append(got, p.ID+":")
		for _, b := range p.Blocks {
			if b.Step == nil {
				got = append(got, "prose")
				continue
			}
			got = append(got, string(b.Step.Kind()))
		}
	}
	want := "sign-in: prose notes type predict call prose inspect trade: http call call later: wait break try recall"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if ref := l.Ref(l.Steps()[try]); ref != "test/later/fresh" {
		t.Errorf("ref = %s, want test/later/fresh", ref)
	}
	if ref := l.Ref(l.Steps()[signIn]); ref != "test/sign-in" {
		t.Errorf("ref = %s, want that of the page", ref)
	}
}

func TestThePlanKnowsNestedCalls(t *testing.T) {
	var got []string
	for _, m := range desks(t).Plan() {
		got = append(got, m.From+">"+m.To+":"+m.Operation)
	}
	want := "app>cognito-idp:SignIn app>s3:PUT /bucket/cat.jpg app>cognito-identity:Exchange cognito-identity>sts:Assume app>s3:PutObject app>cognito-identity:Exchange app>cognito-idp:SignIn"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestFencesOfCodeAreProse(t *testing.T) {
	l := load(t, page+"before\n\n```json\n{\"a\": 1}\n```\n\n    ```call indented is code\n\n> ```call quoted is prose\n\nafter\n")
	if n := len(l.Pages[0].Blocks); n != 1 || l.Pages[0].Blocks[0].Step != nil {
		t.Errorf("%d blocks, want one of prose", n)
	}
}

func TestWindowsLineEnds(t *testing.T) {
	data, err := os.ReadFile("testdata/010-two-desks.md")
	if err != nil {
		t.Fatal(err)
	}
	text := "\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n")
	l := load(t, text)
	if got := len(l.Steps()); got != recall+1 {
		t.Errorf("%d steps, want %d", got, recall+1)
	}
}

func FuzzLoad(f *testing.F) {
	data, err := os.ReadFile("testdata/010-two-desks.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add(block("call app -> cognito-idp SignIn", `{"Flow": "P", "Flow": {"a": [`, "---", "expect 200"))
	f.Add(page + "```call\n```\n#\n# \n```\n{{a.b | c}} ``")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := lessons.Load("010-test.md", []byte(text), known)
		if err == nil {
			l.Plan()
			return
		}
		var list mistake.List
		if !errors.As(err, &list) || len(list) == 0 {
			t.Fatalf("the error is no list of mistakes: %v", err)
		}
		lines := strings.Count(text, "\n") + 1
		for _, m := range list {
			if m.What == "" || m.Line < 0 || m.Line > lines+1 || strings.Contains(m.Error(), "\n") {
				t.Errorf("mistake %q in a text of %d lines", m.Error(), lines)
			}
		}
	})
}

func TestALineOfARequestGivesNoValue(t *testing.T) {
	_, err := lessons.Load("010-test.md", []byte(block("http app -> app", "POST /", "", "csrf=1", "---", "expect 200")+"\n{{csrf}}\n"), known)
	if err == nil || !strings.Contains(err.Error(), "{{csrf}} is not kept by an earlier step") {
		t.Errorf("error %v, want that csrf is not kept", err)
	}
}

func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile("testdata/010-two-desks.md")
	if err != nil {
		b.Fatal(err)
	}
	account, err := known("test")
	if err != nil {
		b.Fatal(err)
	}
	open := func(string) (step.Known, error) { return account, nil }
	for b.Loop() {
		if _, err := lessons.Load("010-test.md", data, open); err != nil {
			b.Fatal(err)
		}
	}
}
