package restxml

import (
	"io"
	"net/http"
	"net/textproto"
	"reflect"
	"strconv"
	"strings"

	"poolschool/sim/wire"
)

// maxDocument is the longest XML body of a request, in bytes: 1,000 keys of 1,024 bytes fit.
const maxDocument = 2 << 20

// Errors of the protocol itself.
var (
	errMalformedXML = &wire.Error{Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema", Status: 400}
	errInteger      = &wire.Error{Code: "InvalidArgument", Message: "Provided %s not an integer or within integer range", Status: 400}
	errTooLong      = &wire.Error{Code: "MaxMessageLengthExceeded", Message: "Your request was too big.", Status: 400}
	errMissingBody  = &wire.Error{Code: "MissingRequestBodyError", Message: "Request Body is empty", Status: 400}
)

// decode fills a request struct from where its members stand.
func decode(r *http.Request, labels Labels, body io.Reader, members []member, v reflect.Value) error {
	query := r.URL.Query()
	for _, m := range members {
		field := v.FieldByIndex(m.index)
		var err error
		switch m.where {
		case inURI:
			field.SetString(map[string]string{"Bucket": labels.Bucket, "Key": labels.Key}[m.name])
		case inQuery:
			if values, ok := query[m.name]; ok {
				err = argument(m.name, values[0], set(field, values[0]))
			}
		case inHeader:
			err = readHeader(r.Header, m, field)
		case inBody:
			err = readBody(body, field)
		}
		if err != nil {
			return err
		}
	}
	if !documented(members) {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(body, maxDocument+1))
	switch {
	case err != nil:
		return err
	case len(text) > maxDocument:
		return errTooLong
	case len(text) == 0:
		return optional(members)
	}
	if err := readDocument(text, members, v); err != nil {
		return errMalformedXML.Because("the body is not the document that this operation expects: %v", err)
	}
	return nil
}

// documented reports whether a request has an XML body.
func documented(members []member) bool {
	for _, m := range members {
		if m.where == inPayload {
			return true
		}
	}
	return false
}

// optional answers an empty body: only a payload marked omitempty may be left out.
func optional(members []member) error {
	for _, m := range members {
		if m.where == inPayload && !m.omitEmpty {
			return errMissingBody.Because("the operation expects a document <%s>", m.path[0])
		}
	}
	return nil
}

func readHeader(h http.Header, m member, field reflect.Value) error {
	if field.Kind() == reflect.Map {
		prefix := textproto.CanonicalMIMEHeaderKey(m.name)
		for name, values := range h {
			if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
				if field.IsNil() {
					field.Set(reflect.MakeMap(field.Type()))
				}
				field.SetMapIndex(reflect.ValueOf(strings.ToLower(rest)), reflect.ValueOf(strings.Join(values, ",")))
			}
		}
		return nil
	}
	value := h.Get(m.name)
	if value == "" {
		return nil
	}
	return argument(m.name, value, set(field, value))
}

func readBody(body io.Reader, field reflect.Value) error {
	if field.Kind() != reflect.String {
		field.Set(reflect.ValueOf(&body).Elem())
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(body, maxDocument+1))
	if err == nil && len(text) > maxDocument {
		err = errTooLong
	}
	field.SetString(string(text))
	return err
}

func argument(name, value string, err error) error {
	if err == nil {
		return nil
	}
	return errInteger.Saying(name).With("ArgumentName", name).With("ArgumentValue", value).Because("%s is %q", name, value)
}

// WriteAnswer writes an operation's answer: status, headers, then document or body. It
// closes a body that can be closed.
func (r *Row) WriteAnswer(w http.ResponseWriter, req *http.Request, answer any) error {
	v := reflect.ValueOf(answer)
	members, status := r.answer, r.status
	var body io.Reader
	for _, m := range members {
		switch field := v.FieldByIndex(m.index); m.where {
		case inHeader:
			writeHeader(w.Header(), m, field)
		case inStatus:
			if field.Int() != 0 {
				status = int(field.Int())
			}
		case inBody:
			if field.Kind() == reflect.String {
				body = strings.NewReader(field.String())
			} else if !field.IsNil() {
				body = field.Interface().(io.Reader)
			}
		}
	}
	if closer, ok := body.(io.Closer); ok {
		defer closer.Close() // opened for reading: closing cannot lose anything
	}
	document, err := writeDocument(members, v)
	if err != nil {
		return err
	}
	if document != nil {
		w.Header().Set("Content-Type", "application/xml")
		w.Header().Set("Content-Length", strconv.Itoa(len(document)))
	}
	w.WriteHeader(status)
	if req.Method == http.MethodHead {
		return nil
	}
	if body != nil {
		_, err = io.Copy(w, body)
		return err
	}
	_, err = w.Write(document)
	return err
}

func writeHeader(h http.Header, m member, field reflect.Value) {
	if field.Kind() == reflect.Map {
		for _, key := range field.MapKeys() {
			h.Set(m.name+key.String(), field.MapIndex(key).String())
		}
		return
	}
	if value := text(field); value != "" {
		h.Set(m.name, value)
	}
}
