package account

import (
	"bytes"
	"errors"
	"fmt"
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
	switch {
	case errors.As(err, &semantic):
		offset, where = semantic.ByteOffset, string(semantic.JSONPointer)
	case errors.As(err, &syntactic):
		offset, where = syntactic.ByteOffset, string(syntactic.JSONPointer)
	}
	offset = min(max(offset, 0), int64(len(data)))
	line := 1 + bytes.Count(data[:offset], []byte("\n"))
	reason := err.Error()
	if errors.Is(err, json.ErrUnknownName) {
		reason = "no such member; the README has the members of an account file"
	}
	return fmt.Errorf("%s:%d: %s: %s", name, line, strings.TrimPrefix(where, "/"), reason)
}
