package step

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// Form lets the learner type values. What is typed is what is sent.
type Form struct {
	base
	Fields []Field
}

// Field is one line of a form.
type Field struct {
	Name    string // of the value
	Default value.Template
	Secret  bool   // not shown while it is typed
	File    bool   // holds the path of a file; its default is the name of a built-in one
	Hint    string // one line below the field
	Line    int
}

// formLine is [secret|file] NAME = DEFAULT.
var formLine = regexp.MustCompile(`^(?:(secret|file)\s+)?([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.*)$`)

func parseForm(s Source, _ Known) (Step, mistake.List) {
	var m mistake.List
	f := &Form{}
	id, _ := s.idOf(&m)
	f.base = base{kind: s.Kind, id: id, line: s.Line}
	for _, l := range s.lines() {
		text := strings.TrimSpace(l.text)
		if text == "" {
			continue
		}
		if hint, ok := strings.CutPrefix(text, ":"); ok && len(f.Fields) > 0 {
			last := &f.Fields[len(f.Fields)-1]
			last.Hint = strings.TrimSpace(last.Hint + " " + strings.TrimSpace(hint))
			continue
		}
		parts := formLine.FindStringSubmatch(text)
		if parts == nil {
			m.Add(l.n, "this is no field", "write: name = default · secret name = default · file name = sample.jpg, and a hint below as \"  : text\"")
			continue
		}
		t, wrong := value.Parse(parts[3], l.n)
		m = append(m, wrong...)
		f.Fields = append(f.Fields, Field{Name: parts[2], Default: t, Secret: parts[1] == "secret", File: parts[1] == "file", Line: l.n})
	}
	if len(f.Fields) == 0 {
		m.Add(s.Line, "a form without fields", "write at least one line: name = default")
	}
	return f, m
}

// Title names the fields.
func (f *Form) Title() string { return strings.Join(f.Keeps(), ", ") }

// Uses are the values in the defaults.
func (f *Form) Uses() []value.Use {
	var uses []value.Use
	for _, field := range f.Fields {
		uses = append(uses, field.Default.Uses()...)
	}
	return uses
}

// Keeps are the names of the fields.
func (f *Form) Keeps() []string {
	var names []string
	for _, field := range f.Fields {
		names = append(names, field.Name)
	}
	return names
}

// Play turns the fields into values.
func (f *Form) Play(_ context.Context, env *Env) (Outcome, error) {
	var out Outcome
	for _, field := range f.Fields {
		text, err := field.Default.Fill(env.Values, env.now(), nil)
		if err != nil {
			return Outcome{}, err
		}
		typed, given := env.Input.Fields[field.Name]
		if field.File {
			v, err := field.file(env, text, strings.TrimSpace(typed))
			if err != nil {
				return Outcome{}, &InputError{Field: field.Name, Text: err.Error()}
			}
			out.Kept = append(out.Kept, v)
			continue
		}
		if given {
			text = typed
		}
		before, _ := env.Values.Get(field.Name) // a value of the account keeps its side when it is typed anew
		v := value.Text(field.Name, text, before.Side, "typed")
		v.Secret = field.Secret
		out.Kept = append(out.Kept, v)
	}
	return out, nil
}

// file reads the learner's file, or the built-in one. The value is its name; the bytes stay with the session.
func (field Field) file(env *Env, builtIn, path string) (value.Value, error) {
	if path == builtIn {
		path = "" // the form was left as it was
	}
	name := builtIn
	if path != "" {
		name = filepath.Base(path)
	}
	if _, err := env.File(field.Name, builtIn, path); err != nil {
		return value.Value{}, err
	}
	return value.Text(field.Name, name, account.Neither, "typed"), nil
}
