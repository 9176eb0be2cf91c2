package account

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Parse reads an account file. It is strict: an unknown or repeated member is an
// error, and every error says "name:line: what".
func Parse(name string, data []byte) (Account, error) {
	var a Account
	if err := json.Unmarshal(data, &a, json.RejectUnknownMembers(true)); err != nil {
		return Account{}, located(name, data, err)
	}
	if err := a.check(); err != nil {
		var m *misplaced
		if errors.As(err, &m) {
			return Account{}, fmt.Errorf("%s:%d: %w", name, Line(data, m.place), err)
		}
		return Account{}, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}

// Line is the line, from 1, on which the value at a place of a JSON text ends its first token: where a reader finds it.
// A place that is not there has the line of the nearest member around it.
func Line(data []byte, place jsontext.Pointer) int {
	line := 1
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.ReadToken()
		if err != nil {
			return line
		}
		at := dec.StackPointer()
		if kind := token.Kind(); kind == '}' || kind == ']' || !at.Contains(place) {
			continue
		}
		line = 1 + bytes.Count(data[:dec.InputOffset()], []byte("\n"))
		if at == place {
			return line
		}
	}
}

func located(name string, data []byte, err error) error {
	offset, where := int64(0), ""
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	reason := err.Error()
	switch {
	case errors.As(err, &semantic):
		offset, where = semantic.ByteOffset, string(semantic.JSONPointer)
		if wanted := written(semantic.GoType); wanted != "" {
			reason = "this is no place for " + kindName(semantic.JSONKind) + "; write " + wanted
		}
	case errors.As(err, &syntactic):
		offset, where = syntactic.ByteOffset, string(syntactic.JSONPointer)
		reason = "no JSON: " + syntactic.Err.Error() + "; is a comma or a quote missing, or too many?"
	}
	switch {
	case errors.Is(err, json.ErrUnknownName):
		reason = "no such member; the README has the members of an account file"
	case errors.Is(err, jsontext.ErrDuplicateName):
		reason = "it stands twice; keep one"
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		reason = "the file ends too early; close every brace, bracket and quote"
	}
	offset = min(max(offset, 0), int64(len(data)))
	line := 1 + bytes.Count(data[:offset], []byte("\n"))
	if where != "" {
		reason = strings.TrimPrefix(where, "/") + ": " + reason
	}
	return fmt.Errorf("%s:%d: %s", name, line, reason)
}

// written says how a member of a type is written; "" for what has a rule of its own.
func written(t reflect.Type) string {
	if t == nil {
		return ""
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.String:
		return "text in quotes"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	}
	return ""
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "text"
	case '0':
		return "this number"
	case 't', 'f':
		return "true or false"
	}
	return "this"
}
