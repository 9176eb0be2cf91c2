package awsquery

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// element is a piece of an XML answer, without namespaces and attributes.
type element struct {
	name  string
	chars string
	inner []*element
}

// maxLevels keeps an answer from being nested without end.
const maxLevels = 32

// readElement reads a document.
func readElement(body []byte) (*element, error) {
	dec := xml.NewDecoder(bytes.NewReader(body))
	outer := []*element{{}}
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		at := outer[len(outer)-1]
		switch t := t.(type) {
		case xml.StartElement:
			if len(outer) > maxLevels {
				return nil, fmt.Errorf("more than %d levels of XML", maxLevels)
			}
			e := &element{name: t.Name.Local}
			at.inner = append(at.inner, e)
			outer = append(outer, e)
		case xml.EndElement:
			outer = outer[:len(outer)-1]
		case xml.CharData:
			at.chars += string(t)
		}
	}
	if len(outer[0].inner) != 1 {
		return nil, errors.New("the answer is not an XML document")
	}
	return outer[0].inner[0], nil
}

func (e *element) child(name string) (*element, bool) {
	for _, c := range e.inner {
		if c.name == name {
			return c, true
		}
	}
	return nil, false
}

func (e *element) text(name string) string {
	if c, ok := e.child(name); ok {
		return c.chars
	}
	return ""
}

// writeJSON writes the element as the type that the server encoded it from.
func (e *element) writeJSON(enc *jsontext.Encoder, t reflect.Type) error {
	if t.Kind() == reflect.Pointer {
		return e.writeJSON(enc, t.Elem())
	}
	if t == reflect.TypeFor[time.Time]() {
		return enc.WriteToken(jsontext.String(e.chars))
	}
	switch t.Kind() {
	case reflect.Struct:
		return e.writeObject(enc, t)
	case reflect.Slice:
		if err := enc.WriteToken(jsontext.BeginArray); err != nil {
			return err
		}
		for _, item := range e.inner {
			if err := item.writeJSON(enc, t.Elem()); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndArray)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(e.chars, 10, 64)
		if err != nil {
			return fmt.Errorf("%s is %q, which is no whole number", e.name, e.chars)
		}
		return enc.WriteToken(jsontext.Int(n))
	case reflect.Bool:
		return enc.WriteToken(jsontext.Bool(e.chars == "true"))
	}
	return enc.WriteToken(jsontext.String(e.chars))
}

func (e *element) writeObject(enc *jsontext.Encoder, t reflect.Type) error {
	if err := enc.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for i := range t.NumField() {
		f := t.Field(i)
		c, ok := e.child(wireName(f))
		if !ok {
			continue
		}
		if err := enc.WriteToken(jsontext.String(wireName(f))); err != nil {
			return err
		}
		if err := c.writeJSON(enc, f.Type); err != nil {
			return err
		}
	}
	return enc.WriteToken(jsontext.EndObject)
}
