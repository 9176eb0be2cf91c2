package flowchart

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// strict decodes one JSON object into the struct that to points at. Unlike encoding/json alone it refuses a member that stands twice, one
// whose name differs in capitals only, and one that is missing: a text that nobody wrote would be an empty line on a card.
func strict(data []byte, to any) error {
	have, err := members(data)
	if err != nil {
		return err
	}
	want := memberNames(reflect.TypeOf(to).Elem())
	for i, name := range have {
		if !slices.Contains(want, name) {
			return fmt.Errorf("unknown member %q (known: %s)", name, strings.Join(want, ", "))
		}
		if slices.Contains(have[:i], name) {
			return fmt.Errorf("member %q stands twice", name)
		}
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			return fmt.Errorf("member %q is missing", name)
		}
	}
	return json.Unmarshal(data, to)
}

// members lists the member names of one JSON object as they stand, duplicates included.
func members(data []byte) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	open, err := d.Token()
	if err != nil {
		return nil, located(data, d, err)
	}
	if open != json.Delim('{') {
		return nil, errors.New("an object is expected here")
	}
	var names []string
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, located(data, d, err)
		}
		name, _ := key.(string) // inside an object every key is a string
		names = append(names, name)
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return nil, located(data, d, err)
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, located(data, d, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, located(data, d, errors.New("something follows the closing brace"))
	}
	return names, nil
}

// located adds the line at which reading stopped.
func located(data []byte, d *json.Decoder, err error) error {
	at := int(d.InputOffset())
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && int(syntax.Offset) > at {
		at = int(syntax.Offset)
	}
	at = min(at, len(data))
	return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:at], []byte("\n")), err)
}

// memberNames are the JSON names of a struct's fields.
func memberNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		names = append(names, t.Field(i).Tag.Get("json"))
	}
	return names
}
