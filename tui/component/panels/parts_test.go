package panels

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"poolschool/sim/policy"
	"poolschool/sim/trace"
	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// outline is rows in one line each: depth, label, value, tail.
func outline(rows []row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%d%s%s%s%s%s|", r.depth, r.label, r.quote, r.value, r.quote, r.tail)
	}
	return b.String()
}

func TestBodiesBecomeRows(t *testing.T) {
	for _, tt := range []struct{ name, kind, body, want string }{
		{"an object", "application/json", `{"a":"x","b":[1,true],"c":{}}`, `0{|1"a": "x",|1"b": [|21,|2true|1],|1"c": {}|0}|`},
		{"members keep their order", "application/x-amz-json-1.1", `{"b":1,"a":2}`, `0{|1"b": 1,|1"a": 2|0}|`},
		{"a text alone", "application/json", `"x"`, `0"x"|`},
		{"what is no JSON stays text", "application/json", "<html>\nx", `0<html>|0x|`},
		{"levels without end stay text", "application/json", strings.Repeat("[", 70) + strings.Repeat("]", 70), "0" + strings.Repeat("[", 70) + strings.Repeat("]", 70) + "|"},
		{"elements without end too", "text/xml", strings.Repeat("<a>", 70) + strings.Repeat("</a>", 70), "0" + strings.Repeat("<a>", 70) + strings.Repeat("</a>", 70) + "|"},
		{"elements", "text/xml", `<a><b>x</b><c/></a>`, `0<a>|1<b>x</b>|1<c></c>|0</a>|`},
		{"attributes and declaration", "application/xml", `<?xml version="1.0"?><a xmlns="u"><b>&lt;</b></a>`, `0<?xml version="1.0"?>|0<a xmlns="u">|1<b><</b>|0</a>|`},
		{"a form", "application/x-www-form-urlencoded", "a=x%20y&b=%zz&c", `0a = x y|0b = %zz|0c = |`},
		{"plain text", "text/plain", "x\ny\n", `0x|0y|`},
		{"no media type, but readable", "", "x", `0x|`},
	} {
		m := New(Styles{})
		rows, ok := m.bodyRows(tt.kind, []byte(tt.body), false)
		if got := outline(rows); !ok || got != tt.want {
			t.Errorf("%s: got %q, %t, want %q", tt.name, got, ok, tt.want)
		}
	}
}

func TestBytesAreNoText(t *testing.T) {
	m := New(Styles{})
	for _, kind := range []string{"image/jpeg", "application/octet-stream", ""} {
		if _, ok := m.bodyRows(kind, []byte("\xff\xd8\x00"), false); ok {
			t.Errorf("%q: got text, want bytes", kind)
		}
	}
}

func TestABodyThatBreaksOffSaysSo(t *testing.T) {
	e := trace.Exchange{ID: 1, Status: 200, Response: trace.Message{
		Header: map[string][]string{"Content-Type": {"application/json"}}, Body: []byte(`{"a":"x","b":{"c":`), Size: 90_000,
	}}
	m := New(NewStyles(theme.Plain()))
	m.SetSize(60, 20)
	m.Set(Content{Exchange: e})
	for _, want := range []string{`"a": "x"`, `"b": {`, "cut here: the first 18 bytes of 87 KiB"} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("got %q, want %q in it", m.View(), want)
		}
	}
}

func FuzzBodies(f *testing.F) {
	for _, body := range []string{`{"a":[{"b":"x"}]}`, `<a b="c"><d>e</d></a>`, "a=b&c=%20", "\x1b[2J", "漢字", `{"a":"\u001b[31m"}`, `{"a":1,"a":2}`} {
		f.Add("application/json", []byte(body), 40)
		f.Add("text/xml", []byte(body), 28)
		f.Add("application/x-www-form-urlencoded", []byte(body), 60)
		f.Add("text/plain", []byte(body), 3)
	}
	f.Fuzz(func(t *testing.T, kind string, body []byte, width int) {
		width = 1 + max(width, 0)%160
		message := trace.Message{Header: map[string][]string{"Content-Type": {kind}, "Location": {string(body)}}, Body: body, Size: int64(len(body))}
		m := New(NewStyles(theme.Plain()))
		m.SetSize(width, 30)
		m.Set(Content{Exchange: trace.Exchange{ID: 1, Status: 200, Request: message, Response: message, Because: string(body)}})
		for _, tab := range All() {
			m.Show(tab)
			for _, line := range m.Lines() {
				if got := cells.Width(line); got != width {
					t.Fatalf("%s: got %d cells, want %d: %q", tab, got, width, line)
				}
			}
		}
	})
}

func TestFillBreaksAtBlanks(t *testing.T) {
	for _, tt := range []struct {
		name, text  string
		first, rest int
		want        string
	}{
		{"what fits stays", "us-east-1 x", 20, 20, "us-east-1 x"},
		{"never at hyphens", "in us-east-1", 6, 12, "in|us-east-1"},
		{"a word that fits no line begins where there is room", "a bcdefghijklmnopqrstuvwxyz", 20, 20, "a bcdefghijklmnopqrs|tuvwxyz"},
		{"behind a slash where there is one", "https://abc.example/def", 12, 14, "https://|abc.example/|def"},
		{"a word that fits the next line goes there", "abcdefgh", 4, 10, "|abcdefgh"},
		{"blanks at the beginning stay", "  ab cd", 5, 5, "  ab|cd"},
		{"wide characters take two cells", "漢字漢字", 4, 4, "漢字|漢字"},
		{"a character that is wider than the line", "漢字", 1, 1, "漢|字"},
	} {
		if got := strings.Join(fill(tt.text, tt.first, tt.rest), "|"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzFill(f *testing.F) {
	f.Add("a b-c https://d/e 漢字", 5, 7)
	f.Fuzz(func(t *testing.T, text string, first, rest int) {
		first, rest = 2+max(first, 0)%100, 2+max(rest, 0)%100
		text = plain(strings.ToValidUTF8(text, ""))
		lines := fill(text, first, rest)
		kept := strings.ReplaceAll(strings.Join(lines, ""), " ", "")
		if want := strings.ReplaceAll(text, " ", ""); kept != want {
			t.Errorf("got %q, want all of %q", kept, want)
		}
	})
}

func TestPlainShowsControlCharacters(t *testing.T) {
	if got, want := plain("a\x1b[31mb\nc\u009bd"), "a·[31mb⏎c·d"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHoldingsOfTheStory(t *testing.T) {
	contents, _ := contentsOf(t)
	for _, tt := range []struct{ content, want string }{
		{"sign-in", "◆ ID, ◆ access, ◆ refresh"},
		{"identity", "◆ ID"},
		{"credentials", "● credentials, ◆ ID"},
		{"role", "● credentials, ● identity"},
		{"who", "● credentials"},
		{"own API", "◆ access"},
		{"wrong password", ""},
		{"inspected", "◆ inspected"},
	} {
		var names []string
		for _, h := range holdingsOf(contents[tt.content]) {
			names = append(names, h.side.Mark(h.short))
		}
		if got := strings.Join(names, ", "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.content, got, tt.want)
		}
	}
}

func TestEveryClaimOfTheStoryIsExplained(t *testing.T) {
	contents, _ := contentsOf(t)
	for _, c := range contents {
		for _, h := range holdingsOf(c) {
			for _, claim := range append(h.token.Header, h.token.Claims...) {
				if h.meaningFor(claim.Name) == "" {
					t.Errorf("%s of the %s: got no line", claim.Name, h.title)
				}
			}
		}
	}
}

// Two lines of 80 columns, or three of 60, is what there is below the tokens.
func TestExplanationsFit(t *testing.T) {
	contents, s := contentsOf(t)
	texts := map[string]bool{}
	for name, text := range claimMeanings {
		texts[name+": "+text] = true
	}
	for _, c := range contents {
		m := shownAt(c, s, Token, 80, 40)
		for range max(len(m.holdings), 1) {
			for _, item := range m.view().sheet.items {
				texts[item.about] = true
			}
			m = tuitest.Press(t, m, "n")
		}
	}
	for text := range texts {
		if n := len(cells.Wrap(text, 77)); n > 2 {
			t.Errorf("got %d lines of 77 cells, want 2: %s", n, text)
		}
		if n := len(cells.Wrap(text, 57)); n > 3 {
			t.Errorf("got %d lines of 57 cells, want 3: %s", n, text)
		}
	}
}

func TestWhatIsLeft(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	m := Model{now: now}
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{
		{59*time.Minute + 58*time.Second, "59:58 left"},
		{time.Hour, "1 h 00 min left"},
		{30 * 24 * time.Hour, "30 days left"},
		{time.Second, "0:01 left"},
		{0, "over since 0:00"},
		{-63 * time.Second, "over since 1:03"},
	} {
		if got, _ := m.left(Styles{}, now.Add(tt.after)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.after, got, tt.want)
		}
	}
}

func TestTheBarIsEmptyOnlyWhenAllIsOver(t *testing.T) {
	begin := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	life := lived{begin, begin.Add(time.Hour)}
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{{0, "▮▮▮▮"}, {30 * time.Minute, "▮▮▯▯"}, {59 * time.Minute, "▮▯▯▯"}, {time.Hour, "▯▯▯▯"}, {2 * time.Hour, "▯▯▯▯"}, {-time.Hour, "▮▮▮▮"}} {
		m := Model{now: begin.Add(tt.after)}
		if got := m.bar(Styles{}, life, 4); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.after, got, tt.want)
		}
	}
	if got := (&Model{}).bar(Styles{}, lived{begin, begin}, 4); got != "" {
		t.Errorf("no life at all: got %q, want nothing", got)
	}
}

func TestMomentsOfBothProtocols(t *testing.T) {
	want := time.Date(2026, 3, 2, 11, 4, 12, 0, time.UTC)
	for _, text := range []string{"1772449452", "1.772449452E9", "2026-03-02T11:04:12Z"} {
		if got := moment(text); !got.Equal(want) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	if got := moment("soon"); !got.IsZero() {
		t.Errorf("got %s, want none", got)
	}
}

func TestSidesOfValues(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  theme.Side
	}{
		{"us-east-1_Ab3dEf9Gh", theme.UserPool},
		{"us-east-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506", theme.IdentityPool},
		{"ap-southeast-2:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506", theme.IdentityPool},
		{"ASIAOQ8MZWWA45Y1E0HB", theme.IdentityPool},
		{"AKIAOQ8MZWWA45Y1E0HB", theme.NoSide},
		{"USER_PASSWORD_AUTH", theme.NoSide},
		{"arn:aws:s3:::photo-app-uploads/x", theme.NoSide},
		{"", theme.NoSide},
	} {
		if got := sideOfValue(tt.value); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.value, got, tt.want)
		}
	}
}

func TestAStatementIsFoundInItsDocument(t *testing.T) {
	const two = `{
    "Version": "2012-10-17",
    "Statement": [
      {"Sid": "A"},
      {
        "Sid": "B"
      }
    ]
  }`
	for _, tt := range []struct {
		name, source string
		index        int
		first, last  int
		ok           bool
	}{
		{"the first", two, 0, 3, 3, true},
		{"the second", two, 1, 4, 6, true},
		{"there is no third", two, 2, 0, 0, false},
		{"a single one without a list", "{\"Statement\":\n{\"Sid\":\"A\"}}", 0, 1, 1, true},
		{"a document in one line is laid out", `{"Version":"2012-10-17","Statement":[{"Sid":"A"},{"Sid":"B"}]}`, 1, 6, 8, true},
		{"no document", "", 0, 0, 0, false},
		{"no JSON", "Statement", 0, 0, 0, false},
		{"no statement", "{\n}", 0, 0, 0, false},
	} {
		_, first, last, ok := located(policy.Finding{Source: tt.source, Index: tt.index})
		if ok != tt.ok || ok && (first != tt.first || last != tt.last) {
			t.Errorf("%s: got lines %d to %d, %t, want %d to %d, %t", tt.name, first, last, ok, tt.first, tt.last, tt.ok)
		}
	}
}

func TestADocumentInsideAFileIsMovedToTheLeft(t *testing.T) {
	lines, _, _, _ := located(policy.Finding{Source: "{\n        \"Statement\": {\n          \"Sid\": \"A\"\n        }\n      }"})
	if got, want := strings.Join(lines, "|"), `{|  "Statement": {|    "Sid": "A"|  }|}`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLongIDsAreShortUnlessTheyWouldLookAlike(t *testing.T) {
	const a, b, c = "44eb5da2-bc95-491c-92da-d5b53b7fe52b", "44eb5da2-bc95-491c-92da-000000000000", "99999999-aaaa-4bbb-8ccc-000000000009"
	for _, tt := range []struct{ name, text, want string }{
		{"two that differ", a + " " + c, "44eb… 9999…"},
		{"two that begin alike", a + " " + b, a + " " + b},
		{"an ARN loses what all have", "arn:aws:iam::111122223333:role/PhotoUser", "role/PhotoUser"},
		{"and one of S3", "arn:aws:s3:::photos/x", "photos/x"},
	} {
		if got := briefIDs([]string{tt.text}, "")(tt.text); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMiddleKeepsBothEnds(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"abcdefghijklmnopqrstuvwxyz", 12, "abcdefg…wxyz"},
		{"abc", 12, "abc"},
		{"some words here", 10, "some word…"},
		{"漢字漢字漢字", 6, "漢字…"},
	} {
		if got := middle(tt.text, tt.width); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
