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
	index     []int // as reflect.Value.FieldByIndex takes it
	where     string
	name      string   // of parameter, header or label; prefix for a map
	path      []string // elements: the element's name, and its parents before it
	omitEmpty bool
}

// membersOf reads the tags of a struct. The members of an embedded struct count as its own.
func membersOf(t reflect.Type) []member {
	var out []member
	for _, f := range reflect.VisibleFields(t) {
		if !f.IsExported() || f.Anonymous {
			continue
		}
		m := member{index: f.Index}
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
			return f.Tag.Get("root")
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
