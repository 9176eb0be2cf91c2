package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// node is a JSON value that knows its line. encoding/json alone will not do: it folds the case of names, lets
// a second member of the same name win, and forgets where things stood.
type node struct {
	shape   shape
	text    string // the string, or a number or boolean as text
	members []member
	items   []node
	line    int
}

type member struct {
	name  string
	line  int
	value node
}

type shape string

const (
	isObject  shape = "an object"
	isArray   shape = "a list"
	isText    shape = "a string"
	isNumber  shape = "a number"
	isBoolean shape = "a boolean"
	isNull    shape = "null"
)

// maxDepth is more than any policy needs and keeps the reader's own recursion short.
const maxDepth = 32

// get returns the member called name, or nil.
func (n *node) get(name string) *node {
	for i := range n.members {
		if n.members[i].name == name {
			return &n.members[i].value
		}
	}
	return nil
}

// documentReader reads tokens and counts lines as it goes.
type documentReader struct {
	source []byte
	tokens *json.Decoder
	offset int // up to here lines are counted
	line   int
}

// readDocument turns a document into nodes and refuses names that occur twice in one object.
func readDocument(source []byte) (node, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(source, &whole); err != nil {
		end := len(source)
		var where *json.SyntaxError
		if errors.As(err, &where) { // Offset counts the offending byte too
			end = min(end, max(0, int(where.Offset)-1))
		}
		line := 1 + bytes.Count(source[:end], []byte("\n"))
		return node{}, broken(faultJSON, line, "not JSON: %v", err)
	}
	r := documentReader{source: source, tokens: json.NewDecoder(bytes.NewReader(source)), line: 1}
	r.tokens.UseNumber()
	return r.value(0)
}

// next returns the next token and the line it begins on.
func (r *documentReader) next() (json.Token, int, error) {
	start := int(r.tokens.InputOffset())
	for start < len(r.source) && bytes.IndexByte([]byte(" \t\r\n,:"), r.source[start]) >= 0 {
		start++
	}
	r.line += bytes.Count(r.source[r.offset:start], []byte("\n"))
	r.offset = start
	token, err := r.tokens.Token()
	if err != nil {
		return nil, r.line, broken(faultJSON, r.line, "not JSON: %v", err)
	}
	return token, r.line, nil
}

func (r *documentReader) value(depth int) (node, error) {
	token, line, err := r.next()
	if err != nil {
		return node{}, err
	}
	if depth > maxDepth {
		return node{}, broken(faultJSON, line, "more than %d levels deep", maxDepth)
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return r.object(line, depth)
		}
		return r.array(line, depth)
	case string:
		return node{shape: isText, text: t, line: line}, nil
	case json.Number:
		return node{shape: isNumber, text: t.String(), line: line}, nil
	case bool:
		return node{shape: isBoolean, text: fmt.Sprint(t), line: line}, nil
	}
	return node{shape: isNull, text: "null", line: line}, nil
}

func (r *documentReader) object(line, depth int) (node, error) {
	n := node{shape: isObject, line: line}
	for r.tokens.More() {
		token, at, err := r.next()
		if err != nil {
			return node{}, err
		}
		name, _ := token.(string) // Token yields only strings here
		if n.get(name) != nil {
			return node{}, broken(faultSyntax, at, "%q stands twice in the same object", name)
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return node{}, err
		}
		n.members = append(n.members, member{name: name, line: at, value: value})
	}
	_, _, err := r.next() // the closing brace
	return n, err
}

func (r *documentReader) array(line, depth int) (node, error) {
	n := node{shape: isArray, line: line}
	for r.tokens.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return node{}, err
		}
		n.items = append(n.items, item)
	}
	_, _, err := r.next() // the closing bracket
	return n, err
}
