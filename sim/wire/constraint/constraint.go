// Package constraint checks request structs against the limits that AWS's service models set,
// written as struct tags, and words what they break as AWS does. Every protocol that decodes
// into structs uses it.
package constraint

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Plan holds the compiled tags of one struct. It is made once, with a service's table, and is
// safe for concurrent use.
type Plan []member

// member is one field of a struct with what its tags ask.
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
	written   string // the pattern
	enum      []string
	nested    Plan // of a struct, or of the elements of a list or map
	embedded  bool // its members are the outer struct's own
}

// New compiles the tags of a struct; anything else has none. A tag that cannot be read is a
// mistake in this program, found by the first test that makes the table.
func New(t reflect.Type) Plan {
	if t.Kind() != reflect.Struct {
		return nil
	}
	if kept, ok := plans.Load(t); ok {
		return kept.(Plan)
	}
	made := compile(t)
	plans.Store(t, made)
	return made
}

// plans keeps what New has made: the tags of a type never change, and every account asks for the same
// types.
var plans sync.Map

func compile(t reflect.Type) Plan {
	var members Plan
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		m := member{index: i, name: lowerFirst(f.Name), required: f.Tag.Get("required") == "true", sensitive: f.Tag.Get("sensitive") == "true"}
		m.secret = strings.Fields(f.Tag.Get("secret"))
		m.enum = strings.Fields(f.Tag.Get("enum"))
		m.min, m.max = bound(f, "min"), bound(f, "max")
		m.written = f.Tag.Get("pattern")
		m.nested, m.embedded = New(element(f.Type)), f.Anonymous
		members = append(members, m)
	}
	return members
}

// expressions keeps compiled patterns by their text. AWS uses a few dozen in hundreds of places, and
// compiling one costs up to 0.2 ms: a service's table would take 14 ms to make, for every account anew.
var expressions sync.Map

// expression compiles a pattern when it is first needed.
func expression(written string) *regexp.Regexp {
	if kept, ok := expressions.Load(written); ok {
		return kept.(*regexp.Regexp)
	}
	made := regexp.MustCompile(`^(?s:` + written + `)$`)
	expressions.Store(written, made)
	return made
}

// Compile compiles every pattern of the plan. A pattern that cannot be read is a mistake in this
// program; a test calls this for every operation.
func (p Plan) Compile() {
	for _, m := range p {
		if m.written != "" {
			expression(m.written)
		}
		m.nested.Compile()
	}
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

// element is the struct inside a pointer, a list or a map.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// Broken lists every constraint that the struct breaks, in the order of its fields, each as one
// sentence of AWS's.
func (p Plan) Broken(v reflect.Value) []string {
	return p.broken("", v)
}

// Sentence is the one message in which AWS lists every broken constraint.
func Sentence(problems []string) string {
	noun := "error"
	if len(problems) > 1 {
		noun = "errors"
	}
	return fmt.Sprintf("%d validation %s detected: %s", len(problems), noun, strings.Join(problems, "; "))
}

func (p Plan) broken(prefix string, v reflect.Value) []string {
	var problems []string
	for _, m := range p {
		field, path := v.Field(m.index), prefix+m.name
		if m.embedded {
			problems = append(problems, m.nested.broken(prefix, field)...)
			continue
		}
		sent := field.Kind() == reflect.Pointer && !field.IsNil()
		if sent {
			field = field.Elem()
		}
		if !sent && absent(field) {
			if m.required {
				problems = append(problems, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", path))
			}
			continue
		}
		for _, broken := range m.broken(field) {
			problems = append(problems, fmt.Sprintf("Value%s at '%s' failed to satisfy constraint: %s", m.shown(field), path, broken))
		}
		problems = append(problems, m.inside(path, field)...)
	}
	return problems
}

// inside checks what a struct, list or map holds.
func (m member) inside(path string, field reflect.Value) []string {
	if m.nested == nil {
		return nil
	}
	var problems []string
	switch field.Kind() {
	case reflect.Slice:
		for i := range field.Len() {
			problems = append(problems, m.nested.broken(fmt.Sprintf("%s.%d.member.", path, i+1), reflect.Indirect(field.Index(i)))...)
		}
	case reflect.Map:
		keys := field.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			problems = append(problems, m.nested.broken(path+"."+key.String()+".member.", reflect.Indirect(field.MapIndex(key)))...)
		}
	case reflect.Struct:
		problems = m.nested.broken(path+".", field)
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

// shown is a value as a sentence repeats it. One that has members of its own is left out: some of them may be sensitive.
func (m member) shown(field reflect.Value) string {
	if m.sensitive || len(m.secret) > 0 || m.nested != nil {
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
	if m.written != "" && !expression(m.written).MatchString(field.String()) {
		problems = append(problems, "Member must satisfy regular expression pattern: "+m.written)
	}
	if len(m.enum) > 0 && !slices.Contains(m.enum, field.String()) {
		problems = append(problems, "Member must satisfy enum value set: ["+strings.Join(m.enum, ", ")+"]")
	}
	return problems
}

// Secrets returns the values of the struct that a redacted trace must hide.
func (p Plan) Secrets(v reflect.Value) []string {
	var out []string
	for _, m := range p {
		field := reflect.Indirect(v.Field(m.index))
		switch field.Kind() {
		case reflect.String:
			if len(m.secret) > 0 {
				out = append(out, field.String())
			}
		case reflect.Map:
			out = append(out, m.secretsOf(field)...)
		case reflect.Struct:
			out = append(out, m.nested.Secrets(field)...)
		case reflect.Slice:
			for i := range field.Len() {
				if item := reflect.Indirect(field.Index(i)); item.Kind() == reflect.Struct {
					out = append(out, m.nested.Secrets(item)...)
				}
			}
		}
	}
	return out
}

// secretsOf picks the secret values of a map: the named ones, or all.
func (m member) secretsOf(field reflect.Value) []string {
	var out []string
	all := slices.Equal(m.secret, []string{"true"})
	for _, key := range field.MapKeys() {
		if all || slices.Contains(m.secret, key.String()) {
			out = append(out, fmt.Sprint(field.MapIndex(key).Interface()))
		}
	}
	return out
}
