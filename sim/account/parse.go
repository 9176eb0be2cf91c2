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
		return Account{}, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
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
		reason = "no such member"
	}
	return fmt.Errorf("%s:%d: %s: %s", name, line, strings.TrimPrefix(where, "/"), reason)
}
