package step

import (
	"reflect"
	"strings"
	"testing"

	"poolschool/sim/wire"
	"poolschool/sim/wire/awsjson"
)

type inner struct {
	Name  string
	Count *int
}

type request struct {
	ID     string `json:"Id"`
	On     bool
	At     awsjson.Epoch
	Inner  inner
	Many   []inner
	Map    map[string]string
	hidden string
	Hidden string `json:"-"`
}

func TestCheckJSON(t *testing.T) {
	_ = request{}.hidden // a member of the struct, none of the JSON
	for _, tt := range []struct{ name, json, want string }{
		{"a right request", `{"Id": "a", "On": true, "At": 1.5, "Inner": {"Count": 1}, "Many": [{"Name": "x"}], "Map": {"any": "b"}}`, ""},
		{"names are those of the tags", `{"ID": "a"}`, `1: no member "ID"; did you mean "Id"?`},
		{"what is hidden is no member", `{"Hidden": "a"}`, `1: no member "Hidden"; known: At, Id, Inner, Many, Map, On`},
		{"a member of a list's entry", "{\"Many\": [{\"Name\": \"x\"},\n {\"Nmae\": \"y\"}]}", `2: no member "Many.1.Nmae"; did you mean "Name"?`},
		{"true is no text", `{"Id": true}`, `1: member "Id" cannot be true or false; AWS wants a text here`},
		{"a text is not true", `{"On": "yes"}`, `1: member "On" cannot be a text; AWS wants true or false here`},
		{"a list is no object", `{"Inner": []}`, `1: member "Inner" cannot be a list; AWS wants an object here`},
		{"an object is no list", `{"Many": {}}`, `1: member "Many" cannot be an object; AWS wants a list here`},
		{"a text is no number", `{"Inner": {"Count": "1"}}`, `1: member "Inner.Count" cannot be a text; AWS wants a number here`},
		{"the same name in two objects is no double", `{"Many": [{"Name": "a"}, {"Name": "b"}]}`, ""},
		{"a double inside", "{\"Inner\": {\"Name\": \"a\",\n\"Name\": \"b\"}}", `2: member "Inner.Name" stands twice; keep one of them`},
		{"three of a kind are two mistakes", "{\"Id\": \"a\",\n\"Id\": \"b\",\n\"Id\": \"c\"}", `2: member "Id" stands twice; keep one of them` + "\n" + `3: member "Id" stands twice; keep one of them`},
		{"the first member and the last", "{\"x\": 1,\n\"Id\": \"a\",\n\"y\": {\"z\": []}}", `1: no member "x"; known: At, Id, Inner, Many, Map, On` + "\n" + `3: no member "y"; known: At, Id, Inner, Many, Map, On`},
		{"a name with a quote and a slash", `{"a\"/~b": 1}`, `1: no member "a\"/~b"; known: At, Id, Inner, Many, Map, On`},
		{"no object", `[]`, `1: a request is a JSON object, this is a list; mend the JSON here`},
		{"nothing", ``, `1: this is not JSON: unexpected EOF; mend the JSON here`},
		{"two values", `{} {}`, `1: this is not JSON: invalid character '{' after top-level value; mend the JSON here`},
		{"a comma too many", "{\"Id\": \"a\",\n}", `1: this is not JSON: invalid character ',' at start of value; mend the JSON here`},
	} {
		var lines []string
		for _, m := range checkJSON([]byte(tt.json), reflect.TypeFor[request](), 1) {
			lines = append(lines, strings.TrimPrefix(m.Error(), ":"))
		}
		if got := strings.Join(lines, "\n"); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	f.Add(`{"Id": "a", "Id": {"x": [1, {"y": "\\\""}]}, "Map": {"Id": "a"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(text, "\n") + 1
		for _, m := range checkJSON([]byte(text), reflect.TypeFor[request](), 1) {
			if m.Line < 1 || m.Line > lines {
				t.Errorf("line %d of %d in %q: %v", m.Line, lines, text, m)
			}
		}
	})
}

func TestPayloads(t *testing.T) {
	for _, tt := range []struct{ name, json, file, sent string }{
		{"a file by its name", `{"Id": "a", "Body": "@photo"}`, "photo", `{"Id": "a"                  }`},
		{"a text", `{"Body": "hello", "Id": "a"}`, "", `{                 "Id": "a"}`},
		{"an address with an @ is no file", `{"Id": "ana@example.com"}`, "", `{"Id": "ana@example.com"}`},
	} {
		data := []byte(tt.json)
		if _, text, at, ok := payloadOf(data, wire.Operation{Request: reflect.TypeFor[request]()}); ok {
			if parts := fileRef.FindStringSubmatch(text); (parts != nil) != (tt.file != "") {
				t.Errorf("%s: file %v, want %q", tt.name, parts, tt.file)
			}
			blank(data, at)
		}
		if string(data) != tt.sent {
			t.Errorf("%s: left %s, want %s", tt.name, data, tt.sent)
		}
	}
}
