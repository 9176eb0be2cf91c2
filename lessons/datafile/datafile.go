// Package datafile reads the JSON files that the course's reference is made of: strictly, and with the line of a mistake.
package datafile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Read decodes a file into a value. Unknown and repeated members are mistakes. The error begins with "file:line:".
func Read(fsys fs.FS, file string, into any) error {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into, json.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("%s:%d: %w", file, 1+bytes.Count(data[:offset(data, err)], []byte("\n")), err)
	}
	return nil
}

// offset is where in the file a decoder gave up.
func offset(data []byte, err error) int {
	var syntax *jsontext.SyntacticError
	var meaning *json.SemanticError
	switch {
	case errors.As(err, &syntax):
		return min(int(syntax.ByteOffset), len(data))
	case errors.As(err, &meaning):
		return min(int(meaning.ByteOffset), len(data))
	}
	return 0
}
