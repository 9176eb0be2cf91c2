package sandbox

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/value"
	"poolschool/sim/wire"
)

// Template is JSON to begin a call with: the members that the operation asks for, filled with what the account has. Long
// values and those that are still to come stand as {{name}}.
func (s *Sandbox) Template(op wire.Operation) string {
	f := filler{values: s.Values(), op: op}
	v := jsontext.Value(f.object(op.Request))
	if err := v.Indent(jsontext.WithIndent("  ")); err != nil {
		return "{}"
	}
	return string(v)
}

// filler writes members.
type filler struct {
	values value.Set
	op     wire.Operation
}

// object writes the members of a struct that are asked for, or that the operation is pointless without.
func (f filler) object(t reflect.Type) string {
	var members []string
	if t != nil && t.Kind() == reflect.Struct {
		for _, field := range reflect.VisibleFields(t) {
			if field.Anonymous || !field.IsExported() || !f.asked(t, field) {
				continue
			}
			members = append(members, strconv.Quote(memberName(field))+":"+f.member(field))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// asked says that a member belongs into the template.
func (f filler) asked(t reflect.Type, field reflect.StructField) bool {
	where, _, _ := strings.Cut(field.Tag.Get("location"), ",")
	switch {
	case field.Tag.Get("required") == "true", where == "uri", where == "body":
		return true
	case t == f.op.Request:
		return slices.Contains(useful(f.op.Name), field.Name) && f.has(field.Name) || where == "payload" && field.Type.Kind() == reflect.Struct
	}
	// Structs that AWS's S3 model leaves without marks: their members are what they are for.
	return f.op.Service == "s3" && where == "" && field.Type.Kind() != reflect.Bool && field.Tag.Get("xml") != ",omitempty"
}

// has says that all values of a member's specimen are there: a member that may be left out is, until they are.
func (f filler) has(member string) bool {
	raw, ok := specimen(f.op.Name, member)
	if !ok {
		raw, ok = specimen("", member)
	}
	for ok {
		_, rest, found := strings.Cut(raw, "{{")
		if !found {
			return true
		}
		name, after, _ := strings.Cut(rest, "}}")
		if _, known := f.values.Get(name); !known {
			return false
		}
		raw = after
	}
	return true
}

func memberName(field reflect.StructField) string {
	if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
		return name
	}
	return field.Name
}

// member writes the value of one member.
func (f filler) member(field reflect.StructField) string {
	if raw, ok := specimen(f.op.Name, field.Name); ok {
		return f.filled(raw)
	}
	if raw, ok := specimen("", field.Name); ok && accepts(field.Type, raw) {
		return f.filled(raw)
	}
	return f.of(field.Type, field.Tag)
}

// accepts says that a specimen's kind is the member's.
func accepts(t reflect.Type, raw string) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch raw[0] {
	case '"':
		return t.Kind() == reflect.String
	case '{':
		return t.Kind() == reflect.Map || t.Kind() == reflect.Struct
	case '[':
		return t.Kind() == reflect.Slice
	}
	return true
}

// of writes a value of a type, within its limits.
func (f filler) of(t reflect.Type, tag reflect.StructTag) string {
	least, _ := strconv.Atoi(tag.Get("min")) // no limit is 0
	switch t.Kind() {
	case reflect.Pointer:
		return f.of(t.Elem(), tag)
	case reflect.String:
		if words := strings.Fields(tag.Get("enum")); len(words) > 0 {
			return strconv.Quote(words[0])
		}
		text := "example"
		for len(text) < least {
			text += "-example"
		}
		return strconv.Quote(text)
	case reflect.Int, reflect.Int64, reflect.Float64:
		return strconv.Itoa(max(least, 1))
	case reflect.Bool:
		return "false"
	case reflect.Slice:
		return "[" + f.of(t.Elem(), "") + "]"
	case reflect.Map:
		return "{}"
	case reflect.Struct:
		return f.object(t)
	case reflect.Interface: // a stream of bytes
		return strconv.Quote("Hello from the sandbox.\n")
	}
	return "null"
}

// longestShown is the longest value that stands in a template as it is, in bytes.
const longestShown = 72

// filled puts values into a specimen: short ones as they are, the others by their name.
func (f filler) filled(raw string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(raw, "{{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}}")
		b.WriteString(f.slot(name))
		raw = after
	}
}

func (f filler) slot(name string) string {
	v, ok := f.values.Get(name)
	if !ok || v.Secret || v.Raw.Kind() != '"' || len(v.Raw) > longestShown {
		return "{{" + name + "}}"
	}
	return strings.Trim(fmt.Sprint(v.Raw), `"`)
}
