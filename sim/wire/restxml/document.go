package restxml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
)

// Namespace is that of all documents of S3 but its errors.
const Namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

// writeDocument is the XML body of a struct: its payload member, or its elements under the
// root it names; nil when it has neither.
func writeDocument(members []member, v reflect.Value) ([]byte, error) {
	name := rootOf(v.Type())
	if name == "" && !documented(members) {
		return nil, nil
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	for _, m := range members {
		if m.where == inPayload {
			if v.FieldByIndex(m.index).IsZero() {
				return nil, nil
			}
			err := enc.EncodeElement(v.FieldByIndex(m.index).Interface(), root(m.path[0]))
			return b.Bytes(), err
		}
	}
	start := root(name)
	if err := enc.EncodeToken(start); err != nil {
		return nil, err
	}
	for _, m := range members {
		if m.where != inElement || m.omitEmpty && v.FieldByIndex(m.index).IsZero() {
			continue
		}
		if err := writeElement(enc, m.path, v.FieldByIndex(m.index)); err != nil {
			return nil, err
		}
	}
	if err := enc.EncodeToken(start.End()); err != nil {
		return nil, err
	}
	err := enc.Close() // writes what EncodeToken has kept back
	return b.Bytes(), err
}

func root(name string) xml.StartElement {
	return xml.StartElement{Name: xml.Name{Local: name}, Attr: []xml.Attr{{Name: xml.Name{Local: "xmlns"}, Value: Namespace}}}
}

// writeElement writes the parents of a list around its members.
func writeElement(enc *xml.Encoder, path []string, v reflect.Value) error {
	start := xml.StartElement{Name: xml.Name{Local: path[0]}}
	if len(path) == 1 {
		return enc.EncodeElement(v.Interface(), start)
	}
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	if err := writeElement(enc, path[1:], v); err != nil {
		return err
	}
	return enc.EncodeToken(start.End())
}

// readDocument fills the payload or the elements of a struct from an XML body. Elements that
// the struct does not know are skipped.
func readDocument(body []byte, members []member, v reflect.Value) error {
	dec := xml.NewDecoder(bytes.NewReader(body))
	start, err := nextStart(dec)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.where != inPayload {
			continue
		}
		if start.Name.Local != m.path[0] {
			return errors.New("the root element is " + start.Name.Local + ", not " + m.path[0])
		}
		if err := dec.DecodeElement(v.FieldByIndex(m.index).Addr().Interface(), &start); err != nil {
			return err
		}
		return onlySpace(dec)
	}
	return readElements(dec, members, v, 0)
}

// readElements reads the children of the element that is open, depth parents below the root.
func readElements(dec *xml.Decoder, members []member, v reflect.Value, depth int) error {
	for {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := readElement(dec, t, members, v, depth); err != nil {
				return err
			}
		}
	}
}

func readElement(dec *xml.Decoder, t xml.StartElement, members []member, v reflect.Value, depth int) error {
	for _, m := range members {
		if m.where != inElement || len(m.path) <= depth || m.path[depth] != t.Name.Local {
			continue
		}
		if len(m.path) > depth+1 {
			return readElements(dec, members, v, depth+1)
		}
		return dec.DecodeElement(v.FieldByIndex(m.index).Addr().Interface(), &t)
	}
	return dec.Skip()
}

func nextStart(dec *xml.Decoder) (xml.StartElement, error) {
	for {
		token, err := dec.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// onlySpace makes sure that nothing but the end follows.
func onlySpace(dec *xml.Decoder) error {
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if text, ok := token.(xml.CharData); !ok || len(bytes.TrimSpace(text)) > 0 {
			return errors.New("something follows the document")
		}
	}
}
