package flowchart

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Load reads the chart in the named file of fsys and checks it whole. Errors name the file and, where there is one, the question or outcome.
func Load(fsys fs.FS, name string) (*Chart, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return Parse(name, data)
}

// Parse is Load for a file whose bytes are at hand; name stands in the errors only. A file that cannot be read as a chart is reported with
// its line; otherwise every fault of the chart is reported, one a line.
func Parse(name string, data []byte) (*Chart, error) {
	var c Chart
	if err := json.Unmarshal(data, &c, json.RejectUnknownMembers(true)); err != nil {
		return nil, located(name, data, err)
	}
	c.index()
	var faults []error
	for _, fault := range c.check() {
		faults = append(faults, fmt.Errorf("%s: %w", name, fault))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return &c, nil
}

// located puts file, line and the question, outcome or answer before a decoder's error.
func located(name string, data []byte, err error) error {
	var offset int64
	var where jsontext.Pointer
	cause := err
	var syntax *jsontext.SyntacticError
	var meaning *json.SemanticError
	switch {
	case errors.As(err, &syntax):
		offset, where, cause = syntax.ByteOffset, syntax.JSONPointer, syntax.Err
	case errors.As(err, &meaning):
		offset, where, cause = meaning.ByteOffset, meaning.JSONPointer, meaning.Err
		if cause == nil {
			cause = fmt.Errorf("a JSON %s does not belong here", meaning.JSONKind)
		}
	}
	if where.LastToken() != "" {
		cause = fmt.Errorf("%s: %w", where.LastToken(), cause)
	}
	line := 1 + bytes.Count(data[:min(int(offset), len(data))], []byte("\n"))
	return fmt.Errorf("%s:%d: %s%w", name, line, owner(data, where), cause)
}

// owner names what a pointer such as /questions/3/answers/0/text lies in, by the ids in the file: "question Q3: answer app: ".
func owner(data []byte, where jsontext.Pointer) string {
	tokens := strings.Split(strings.TrimPrefix(string(where), "/"), "/")
	var b strings.Builder
	for i := 0; i+1 < len(tokens); i += 2 {
		kind := map[string]string{"questions": "question", "outcomes": "outcome", "answers": "answer", "then": "answer"}[tokens[i]]
		index, err := strconv.Atoi(tokens[i+1])
		if kind == "" || err != nil {
			break
		}
		id := idAt(data, tokens[:i+2])
		if id == "" {
			id = fmt.Sprintf("number %d", index+1)
		}
		fmt.Fprintf(&b, "%s %s: ", kind, id)
	}
	return b.String()
}

// idAt looks for the id of the object at a path, in a file that may be broken further on; "" if there is none to read.
func idAt(data []byte, path []string) string {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	want := jsontext.Pointer("/" + strings.Join(path, "/") + "/id")
	for {
		token, err := d.ReadToken()
		if err != nil {
			return ""
		}
		if d.StackPointer() == want && token.Kind() == '"' && token.String() != "id" {
			return token.String()
		}
	}
}
