package awsquery

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"reflect"
	"strconv"
	"time"

	"poolschool/sim/wire"
)

// answerXML is <OPResponse><OPResult>…</OPResult><ResponseMetadata/></OPResponse>.
func answerXML(namespace, operation, requestID string, output any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("<" + operation + `Response xmlns="` + namespace + `">` + "\n")
	if _, none := output.(None); !none {
		b.WriteString("  <" + operation + "Result>\n")
		if err := writeMembers(&b, "    ", reflect.ValueOf(output)); err != nil {
			return nil, fmt.Errorf("answer of %s: %w", operation, err)
		}
		b.WriteString("  </" + operation + "Result>\n")
	}
	b.WriteString("  <ResponseMetadata>\n    <RequestId>" + escaped(requestID) + "</RequestId>\n  </ResponseMetadata>\n")
	b.WriteString("</" + operation + "Response>\n")
	return b.Bytes(), nil
}

func refusalXML(namespace, requestID string, e *wire.Error) []byte {
	var b bytes.Buffer
	b.WriteString(`<ErrorResponse xmlns="` + namespace + `">` + "\n  <Error>\n")
	line(&b, "    ", "Type", fault(e.Status))
	line(&b, "    ", "Code", e.Code)
	if e.Message != "" {
		line(&b, "    ", "Message", e.Message)
	}
	for _, x := range e.Extra {
		line(&b, "    ", x.Name, x.Value)
	}
	b.WriteString("  </Error>\n")
	line(&b, "  ", "RequestId", requestID)
	b.WriteString("</ErrorResponse>\n")
	return b.Bytes()
}

// writeMembers writes the fields of a struct. Nil pointers and lists and empty strings are
// absent; numbers and booleans always stand there, as at AWS.
func writeMembers(b *bytes.Buffer, indent string, v reflect.Value) error {
	for i := range v.NumField() {
		if err := writeElement(b, indent, wireName(v.Type().Field(i)), v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func writeElement(b *bytes.Buffer, indent, name string, v reflect.Value) error {
	switch x := v.Interface().(type) {
	case time.Time:
		if !x.IsZero() {
			line(b, indent, name, x.UTC().Format("2006-01-02T15:04:05Z"))
		}
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return writeElement(b, indent, name, v.Elem())
	case reflect.String:
		if v.Len() > 0 {
			line(b, indent, name, v.String())
		}
	case reflect.Int, reflect.Int64:
		line(b, indent, name, strconv.FormatInt(v.Int(), 10))
	case reflect.Bool:
		line(b, indent, name, strconv.FormatBool(v.Bool()))
	case reflect.Struct:
		b.WriteString(indent + "<" + name + ">\n")
		if err := writeMembers(b, indent+"  ", v); err != nil {
			return err
		}
		b.WriteString(indent + "</" + name + ">\n")
	case reflect.Slice:
		return writeList(b, indent, name, v)
	default:
		return fmt.Errorf("%s: no XML form for %s", name, v.Type())
	}
	return nil
}

func writeList(b *bytes.Buffer, indent, name string, v reflect.Value) error {
	if v.IsNil() {
		return nil
	}
	if v.Len() == 0 {
		b.WriteString(indent + "<" + name + "/>\n")
		return nil
	}
	b.WriteString(indent + "<" + name + ">\n")
	for i := range v.Len() {
		if err := writeElement(b, indent+"  ", "member", v.Index(i)); err != nil {
			return err
		}
	}
	b.WriteString(indent + "</" + name + ">\n")
	return nil
}

func line(b *bytes.Buffer, indent, name, text string) {
	b.WriteString(indent + "<" + name + ">" + escaped(text) + "</" + name + ">\n")
}

func escaped(text string) string {
	var b bytes.Buffer
	// Writing into a buffer does not fail.
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}
