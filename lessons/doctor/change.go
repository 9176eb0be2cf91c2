package doctor

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// How is what a change does.
type How int

// The kinds of changes.
const (
	Set    How = iota // puts a value in the place of a member, which may not be there yet
	Add               // adds a value to the list at a place; a single value becomes a list
	Remove            // takes a member out
)

// Change is one change of an account file.
type Change struct {
	How   How
	Place jsontext.Pointer
	Value jsontext.Value // but for Remove
	// AtAWS says how the same is done there, where that is not plain from the member's name.
	AtAWS string
}

func change(how How, place jsontext.Pointer, value any) Change {
	c := Change{How: how, Place: place}
	if how != Remove {
		raw, err := json.Marshal(value, json.Deterministic(true), json.OmitZeroStructFields(true))
		if err == nil { // values are the doctor's own: text, lists and objects of text
			c.Value = raw
		}
	}
	return c
}

func (c Change) atAWS(text string) Change {
	c.AtAWS = text
	return c
}

// Apply makes the change in a file.
func (c Change) Apply(data []byte) ([]byte, error) {
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	var value any
	if c.How != Remove {
		if err := json.Unmarshal(c.Value, &value); err != nil {
			return nil, err
		}
	}
	changed, err := c.apply(doc, slices.Collect(c.Place.Tokens()), value)
	if err != nil {
		return nil, err
	}
	return json.Marshal(changed, json.Deterministic(true), jsontext.WithIndent("  "))
}

// apply returns what takes the place of at.
func (c Change) apply(at any, path []string, value any) (any, error) {
	if len(path) == 0 {
		return c.here(at, value), nil
	}
	name := path[0]
	switch container := at.(type) {
	case []any:
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(container) {
			return nil, fmt.Errorf("%s: no member %s", c.Place, name)
		}
		if c.How == Remove && len(path) == 1 {
			return slices.Delete(container, i, i+1), nil
		}
		container[i], err = c.apply(container[i], path[1:], value)
		return container, err
	case nil:
		at = map[string]any{}
	}
	container, ok := at.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: %s is no object", c.Place, name)
	}
	if c.How == Remove && len(path) == 1 {
		if _, there := container[name]; !there {
			return nil, errors.New("there is nothing to remove")
		}
		delete(container, name)
		return container, nil
	}
	next, err := c.apply(container[name], path[1:], value)
	container[name] = next
	return container, err
}

func (c Change) here(at, value any) any {
	if c.How != Add {
		return value
	}
	switch have := at.(type) {
	case nil:
		return []any{value}
	case []any:
		return append(have, value)
	}
	return []any{at, value}
}

// simple are names that need no quotes.
var simple = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// written is a place as people write it: roles[0].trust.Statement[0].Condition.StringEquals["aws:a"].
func written(p jsontext.Pointer) string {
	var b strings.Builder
	for name := range p.Tokens() {
		switch _, err := strconv.Atoi(name); {
		case err == nil:
			b.WriteString("[" + name + "]")
		case !simple.MatchString(name):
			b.WriteString("[" + strconv.Quote(name) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(name)
		}
	}
	return b.String()
}

// String is the change in a line: `set roles[0].trust.… to "us-east-1:…"`.
func (c Change) String() string {
	switch c.How {
	case Add:
		return fmt.Sprintf("add %s to %s", c.Value, written(c.Place))
	case Remove:
		return "remove " + written(c.Place)
	}
	return fmt.Sprintf("set %s to %s", written(c.Place), c.Value)
}
