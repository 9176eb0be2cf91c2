package step

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/mistake"
)

// most is how many mistakes of one request are looked for.
const most = 20

// checkJSON decodes a request strictly into the struct that the server decodes, and reports every unknown member,
// repeated member and wrong type with its line. n is the line on which data begins.
func checkJSON(data []byte, request reflect.Type, n int) mistake.List {
	var m mistake.List
	data = bytes.Clone(data)
	for range most {
		err := json.Unmarshal(data, reflect.New(request).Interface(), json.RejectUnknownMembers(true))
		if err == nil {
			return m
		}
		offset, pointer, fatal := place(err)
		span, found := memberAt(data, pointer, offset)
		if fatal || !found {
			m.Add(n+newlines(data, offset), jsonWhat(err), "mend the JSON here")
			return m
		}
		what, do := explain(err, pointer, request)
		m.Add(n+newlines(data, span.begin), what, do)
		// The member is blanked, so that the next one that is wrong comes to light.
		blank(data, span)
	}
	return m
}

func newlines(data []byte, offset int) int {
	return bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n"))
}

// place tells where decoding stopped, and whether what follows can still be read.
func place(err error) (offset int, pointer jsontext.Pointer, fatal bool) {
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.As(err, &syntactic):
		return int(syntactic.ByteOffset), syntactic.JSONPointer, !errors.Is(err, jsontext.ErrDuplicateName)
	case errors.As(err, &semantic):
		return int(semantic.ByteOffset), semantic.JSONPointer, semantic.JSONPointer == ""
	}
	return 0, "", true
}

func jsonWhat(err error) string {
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		return "this is not JSON: " + syntactic.Err.Error()
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) && semantic.JSONKind != 0 {
		return "a request is a JSON object, this is " + kindName(semantic.JSONKind)
	}
	return "this is not JSON: " + err.Error()
}

func explain(err error, pointer jsontext.Pointer, request reflect.Type) (what, do string) {
	name := strings.Join(slices.Collect(pointer.Tokens()), ".")
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return fmt.Sprintf("member %q stands twice", name), "keep one of them"
	}
	if errors.Is(err, json.ErrUnknownName) {
		parent := typeAt(request, slices.Collect(pointer.Parent().Tokens()))
		return fmt.Sprintf("no member %q", name), mistake.Meant(pointer.LastToken(), memberNames(parent))
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) && semantic.GoType != nil {
		return fmt.Sprintf("member %q cannot be %s", name, kindName(semantic.JSONKind)), "AWS wants " + typeName(semantic.GoType) + " here"
	}
	return fmt.Sprintf("member %q: %v", name, err), "see the operation's page in the AWS documentation"
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	}
	return "a number"
}

// typeAt follows member names and positions into a type; nil where the type is open.
func typeAt(t reflect.Type, path []string) reflect.Type {
	for _, name := range path {
		t = under(t)
		switch t.Kind() {
		case reflect.Map, reflect.Slice:
			t = t.Elem()
		case reflect.Struct:
			f, ok := fieldOf(t, name)
			if !ok {
				return nil
			}
			t = f.Type
		default:
			return nil
		}
	}
	return under(t)
}

func under(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous && jsonName(f) == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		return f.Name
	}
	return name
}

func memberNames(t reflect.Type) []string {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous && jsonName(f) != "-" {
			names = append(names, jsonName(f))
		}
	}
	return names
}

// span is where a member stands: its name, colon and value.
type span struct{ begin, end int }

// memberAt finds the member that pointer names. Of a name that stands twice it is the last one that begins
// at or before the offset plus one token.
func memberAt(data []byte, pointer jsontext.Pointer, offset int) (span, bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
	best, found := span{}, false
	for {
		tok, err := dec.ReadToken()
		if err != nil {
			return best, found
		}
		// A string at an even place of an object is a name: its value comes next.
		kind, length := dec.StackIndex(dec.StackDepth())
		if kind != '{' || length%2 == 0 || tok.Kind() != '"' || dec.StackPointer() != pointer {
			continue
		}
		end := int(dec.InputOffset())
		begin := end - nameLength(data, end)
		if found && begin > offset+1 && best.end >= offset {
			return best, true
		}
		if err := dec.SkipValue(); err != nil {
			return best, found
		}
		best, found = span{begin, int(dec.InputOffset())}, true
	}
}

// nameLength is the length of the quoted name that ends at end, quotes included.
func nameLength(data []byte, end int) int {
	for begin := end - 2; begin >= 0; begin-- {
		if data[begin] == '"' && !escaped(data, begin) {
			return end - begin
		}
	}
	return end
}

func escaped(data []byte, at int) bool {
	slashes := 0
	for i := at - 1; i >= 0 && data[i] == '\\'; i-- {
		slashes++
	}
	return slashes%2 == 1
}

// blank overwrites a member and one comma beside it with spaces, so that lines stay where they are.
func blank(data []byte, s span) {
	after := s.end + len(data[s.end:]) - len(bytes.TrimLeft(data[s.end:], " \t\r\n"))
	before := len(bytes.TrimRight(data[:s.begin], " \t\r\n")) - 1
	switch {
	case after < len(data) && data[after] == ',':
		data[after] = ' '
	case before >= 0 && data[before] == ',':
		data[before] = ' '
	}
	for i := s.begin; i < s.end; i++ {
		if data[i] != '\n' {
			data[i] = ' '
		}
	}
}

// member finds a member of the top level whose value is a text.
func member(data []byte, matches func(name, text string) bool) (name, text string, at span, ok bool) {
	var members map[string]jsontext.Value
	if json.Unmarshal(data, &members, jsontext.AllowDuplicateNames(true)) != nil {
		return "", "", span{}, false
	}
	for name, raw := range members {
		var text string
		if raw.Kind() != '"' || json.Unmarshal(raw, &text) != nil || !matches(name, text) {
			continue
		}
		if s, found := memberAt(data, jsontext.Pointer("").AppendToken(name), len(data)); found {
			return name, text, s, true
		}
	}
	return "", "", span{}, false
}
