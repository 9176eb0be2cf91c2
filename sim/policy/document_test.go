package policy

import (
	"strings"
	"testing"
)

func TestDocumentKeepsOrderAndLines(t *testing.T) {
	n, err := readDocument([]byte("\n{ \"b\" : [1,\n true, null ,\n\"x\"] ,\n\t\"a\":{} }\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(n.members) != 2 || n.members[0].name != "b" || n.members[1].name != "a" {
		t.Fatalf("got %+v, want members b and a", n.members)
	}
	for _, tt := range []struct {
		name string
		got  node
		want node
	}{
		{"the object", n, node{shape: isObject, line: 2}},
		{"the list", n.members[0].value, node{shape: isArray, line: 2}},
		{"a number is its text", n.members[0].value.items[0], node{shape: isNumber, text: "1", line: 2}},
		{"a boolean is its text", n.members[0].value.items[1], node{shape: isBoolean, text: "true", line: 3}},
		{"null", n.members[0].value.items[2], node{shape: isNull, text: "null", line: 3}},
		{"a string", n.members[0].value.items[3], node{shape: isText, text: "x", line: 4}},
		{"an empty object", *n.get("a"), node{shape: isObject, line: 5}},
	} {
		if tt.got.shape != tt.want.shape || tt.got.text != tt.want.text || tt.got.line != tt.want.line {
			t.Errorf("%s: got %s %q on line %d, want %s %q on line %d", tt.name,
				tt.got.shape, tt.got.text, tt.got.line, tt.want.shape, tt.want.text, tt.want.line)
		}
	}
}

func TestDocumentRefuses(t *testing.T) {
	for _, tt := range []struct {
		name, document, detail string
		line                   int
	}{
		{"a name that stands twice", "{\"a\":1,\n\"a\":2}", `"a" stands twice`, 2},
		{"a name that stands twice further in", "{\"a\":[{\"b\":1,\n\n\"b\":2}]}", `"b" stands twice`, 3},
		{"names that differ only in their spelling", "{\"a\":1,\n\"\\u0061\":2}", `"a" stands twice`, 2},
		{"a comma too many", "{\"a\":1,\n}", "not JSON", 2},
		{"a comment", "{\n// no\n}", "not JSON", 2},
		{"a mark before the first byte", "\uFEFF{}", "not JSON", 1},
		{"text after the end", "{}\n{}", "not JSON", 2},
		{"an open string", "{\"a\":\"\n", "not JSON", 1},
		{"a well", strings.Repeat("[", 100) + strings.Repeat("]", 100), "levels deep", 1},
	} {
		_, err := readDocument([]byte(tt.document))
		found, ok := asSyntaxError(err)
		if !ok || found.Line != tt.line || !strings.Contains(found.Detail, tt.detail) {
			t.Errorf("%s: got %v on line %d, want %q on line %d", tt.name, err, lineOf(found), tt.detail, tt.line)
		}
	}
}

func lineOf(e *SyntaxError) int {
	if e == nil {
		return 0
	}
	return e.Line
}
