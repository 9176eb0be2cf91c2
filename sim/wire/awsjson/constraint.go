package awsjson

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"poolschool/sim/trace"
)

// member is one field of a request struct with what its tags ask. It is compiled once, when a
// service's table is made.
//
//	required:"true"       must not be null
//	min:"1" max:"128"     length of strings and lists, value of numbers
//	pattern:"[\\w-]+"     regular expression for the whole string
//	enum:"A B"            one of these words
//	sensitive:"true"      messages do not show the value
//	secret:"true"         redacted in the trace; on a map, the names whose values are: secret:"PASSWORD"
type member struct {
	index     int
	name      string // as messages spell it: "userPoolId"
	required  bool
	sensitive bool
	secret    []string
	min, max  *int64
	pattern   *regexp.Regexp
	written   string
	enum      []string
	nested    []member // of a struct, or of the elements of a list
}

// plan compiles the tags of a struct. A tag that cannot be read is a mistake in this
// program, found by the first test that makes the table.
func plan(t reflect.Type) []member {
	if t.Kind() != reflect.Struct {
		return nil
	}
	var members []member
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		m := member{index: i, name: lowerFirst(f.Name), required: f.Tag.Get("required") == "true", sensitive: f.Tag.Get("sensitive") == "true"}
		m.secret = strings.Fields(f.Tag.Get("secret"))
		m.enum = strings.Fields(f.Tag.Get("enum"))
		m.min, m.max = bound(f, "min"), bound(f, "max")
		if m.written = f.Tag.Get("pattern"); m.written != "" {
			m.pattern = regexp.MustCompile(`^(?s:` + m.written + `)$`)
		}
		m.nested = plan(element(f.Type))
		members = append(members, m)
	}
	return members
}

func bound(f reflect.StructField, tag string) *int64 {
	text := f.Tag.Get(tag)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("%s: tag %s:%q is no number", f.Name, tag, text))
	}
	return &n
}

// element is the struct inside a pointer or a list.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// check lists every constraint that the struct breaks, in the order of its fields.
func check(members []member, v reflect.Value) []string {
	return checkIn("", members, v)
}

func checkIn(prefix string, members []member, v reflect.Value) []string {
	var problems []string
	for _, m := range members {
		field, path := v.Field(m.index), prefix+m.name
		if field.Kind() == reflect.Pointer && !field.IsNil() {
			field = field.Elem()
		}
		if absent(field) {
			if m.required {
				problems = append(problems, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", path))
			}
			continue
		}
		for _, broken := range m.broken(field) {
			problems = append(problems, fmt.Sprintf("Value%s at '%s' failed to satisfy constraint: %s", m.shown(field), path, broken))
		}
		switch {
		case m.nested == nil:
		case field.Kind() == reflect.Slice:
			for i := range field.Len() {
				problems = append(problems, checkIn(fmt.Sprintf("%s.%d.member.", path, i+1), m.nested, reflect.Indirect(field.Index(i)))...)
			}
		case field.Kind() == reflect.Struct:
			problems = append(problems, checkIn(path+".", m.nested, field)...)
		}
	}
	return problems
}

// absent reports a member that was not sent. A plain string counts as absent when it is
// empty, unless a field is a pointer: the operations that can tell "" from nothing use one.
func absent(field reflect.Value) bool {
	switch field.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return field.IsNil()
	case reflect.Struct, reflect.Bool, reflect.Int, reflect.Int64:
		return field.IsZero()
	case reflect.String:
		return field.Len() == 0
	}
	return false
}

func (m member) shown(field reflect.Value) string {
	if m.sensitive || len(m.secret) > 0 {
		return ""
	}
	return fmt.Sprintf(" '%v'", field.Interface())
}

func (m member) broken(field reflect.Value) []string {
	var problems []string
	size, what := int64(0), "have length"
	switch field.Kind() {
	case reflect.String:
		size = int64(utf8.RuneCountInString(field.String()))
	case reflect.Slice, reflect.Map:
		size = int64(field.Len())
	case reflect.Int, reflect.Int64:
		size, what = field.Int(), "have value"
	default:
		return nil
	}
	if m.max != nil && size > *m.max {
		problems = append(problems, fmt.Sprintf("Member must %s less than or equal to %d", what, *m.max))
	}
	if m.min != nil && size < *m.min {
		problems = append(problems, fmt.Sprintf("Member must %s greater than or equal to %d", what, *m.min))
	}
	if field.Kind() != reflect.String {
		return problems
	}
	if m.pattern != nil && !m.pattern.MatchString(field.String()) {
		problems = append(problems, "Member must satisfy regular expression pattern: "+m.written)
	}
	if m.enum != nil && !slices.Contains(m.enum, field.String()) {
		problems = append(problems, "Member must satisfy enum value set: ["+strings.Join(m.enum, ", ")+"]")
	}
	return problems
}

// noteSecrets tells the open exchange which values its redacted copy must hide.
func noteSecrets(ctx context.Context, members []member, v reflect.Value) {
	for _, m := range members {
		field := reflect.Indirect(v.Field(m.index))
		switch field.Kind() {
		case reflect.String:
			if len(m.secret) > 0 {
				trace.Secret(ctx, field.String())
			}
		case reflect.Map:
			for _, name := range m.secret {
				if value := field.MapIndex(reflect.ValueOf(name).Convert(field.Type().Key())); value.IsValid() {
					trace.Secret(ctx, fmt.Sprint(value.Interface()))
				}
			}
			if slices.Equal(m.secret, []string{"true"}) {
				for _, key := range field.MapKeys() {
					trace.Secret(ctx, fmt.Sprint(field.MapIndex(key).Interface()))
				}
			}
		case reflect.Struct:
			noteSecrets(ctx, m.nested, field)
		case reflect.Slice:
			for i := range field.Len() {
				if item := reflect.Indirect(field.Index(i)); item.Kind() == reflect.Struct {
					noteSecrets(ctx, m.nested, item)
				}
			}
		}
	}
}
