package restxml

import (
	"reflect"
	"strings"
)

// Places of a member on the wire.
const (
	inURI     = "uri"
	inQuery   = "query"
	inHeader  = "header"
	inPayload = "payload"
	inBody    = "body"
	inStatus  = "status"
	inElement = ""
)

// member is one field of a request or an answer with its place.
type member struct {
	index     int
	where     string
	name      string   // of parameter, header or label; prefix for a map
	path      []string // elements: the element's name, and its parents before it
	omitEmpty bool
}

// membersOf reads the tags of a struct.
func membersOf(t reflect.Type) []member {
	var out []member
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		m := member{index: i}
		m.where, m.name, _ = strings.Cut(f.Tag.Get("location"), ",")
		name, options, _ := strings.Cut(f.Tag.Get("xml"), ",")
		if name == "" {
			name = f.Name
		}
		m.path, m.omitEmpty = strings.Split(name, ">"), options == "omitempty"
		out = append(out, m)
	}
	return out
}

// rootOf is the root element that a struct's blank field names; "" without one.
func rootOf(t reflect.Type) string {
	for i := range t.NumField() {
		if f := t.Field(i); f.Name == "_" {
			return f.Tag.Get("xml")
		}
	}
	return ""
}

func streams(members []member) bool {
	for _, m := range members {
		if m.where == inBody {
			return true
		}
	}
	return false
}
