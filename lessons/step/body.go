package step

import (
	"reflect"
	"regexp"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
	"poolschool/sim/wire"
)

// body is the JSON of a call as the author or the learner wrote it.
type body struct {
	json value.Template
	line int
	file string // the value of kind file whose bytes are sent: "photo" for "Body": "@photo"
}

// fileRef is a member's value that stands for the bytes of a file.
var fileRef = regexp.MustCompile(`^@([A-Za-z][A-Za-z0-9_]*)$`)

// parseBody checks the JSON of a call strictly against its operation. An empty body is {}.
func parseBody(text string, n int, op wire.Operation, m *mistake.List) body {
	if strings.TrimSpace(text) == "" {
		text = "{}"
	}
	t, wrong := value.Parse(text, n)
	*m = append(*m, wrong...)
	b := body{json: t, line: n}
	data := []byte(text)
	if _, payload, at, ok := payloadOf(data, op); ok {
		if parts := fileRef.FindStringSubmatch(payload); parts != nil {
			b.file = parts[1]
		}
		blank(data, at)
	}
	if op.Request != nil {
		*m = append(*m, checkJSON(data, op.Request, n)...)
	}
	return b
}

// payloadOf finds the member that is sent as the body of the request rather than as JSON: one that names a file, or
// the Body of an operation whose struct has no such member because it streams.
func payloadOf(data []byte, op wire.Operation) (name, text string, at span, ok bool) {
	streams := op.Request != nil && !hasMember(op.Request, "Body")
	return member(data, func(name, text string) bool {
		return fileRef.MatchString(text) || streams && name == "Body"
	})
}

func hasMember(t reflect.Type, name string) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	f, ok := fieldOf(t, name)
	return ok && f.Type.Kind() != reflect.Interface // a reader is no member of the JSON
}

func (b body) uses() []value.Use {
	uses := b.json.Uses()
	if b.file != "" {
		uses = append(uses, value.Use{Ref: value.Ref{Name: b.file}, Line: b.line})
	}
	return uses
}

// fill puts the values in and takes the payload out. payload is nil for operations without one.
func (b body) fill(env *Env, op wire.Operation) (input, payload []byte, err error) {
	text, err := b.json.Fill(env.Values, env.now(), value.InJSON)
	if err != nil {
		return nil, nil, err
	}
	input = []byte(text)
	// The author's text is looked at, not the filled one: a password that begins with @ is no file.
	name, source, _, ok := payloadOf([]byte(b.json.Source()), op)
	if !ok {
		return input, nil, nil
	}
	_, sent, at, ok := member(input, func(n, _ string) bool { return n == name })
	if !ok {
		return input, nil, nil
	}
	blank(input, at)
	if parts := fileRef.FindStringSubmatch(source); parts != nil {
		payload, err = env.Payload(parts[1])
		return input, payload, err
	}
	return input, []byte(sent), nil
}
