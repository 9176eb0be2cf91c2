// Package restxml is S3's protocol, both halves: an operation is a method, a path, a query
// and headers; bodies are XML documents or the object itself. One set of struct tags serves
// the server, which decodes requests and encodes answers, and the lesson, which does the
// opposite.
//
//	location:"uri,Key"              part of the path
//	location:"query,list-type"      parameter of the query
//	location:"header,x-amz-acl"     header; a map takes all headers with that prefix
//	location:"payload"              XML document of its own; xml:"Name" names its root
//	location:"body"                 the body as it is: io.Reader, or string for a text
//	location:"status"               HTTP status of an answer, an int
//	(none)                          element of the XML document whose root the field _ names
//	                                by root:"ListBucketResult"
//
// Elements follow encoding/xml: xml:"Name,omitempty", xml:"List>Member".
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
package restxml

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"poolschool/sim/wire"
)

// Labels are the parts of a request's address.
type Labels struct{ Bucket, Key string }

// Row is one operation of a service's table.
type Row struct {
	op      wire.Operation
	route   route
	stream  bool
	status  int
	members []member
	answer  []member
	run     func(ctx context.Context, input any) (any, error)
}

// Op is an operation with its route, as AWS's model writes it: method, path and the query
// parameters that must be there ("GET /{Bucket}?list-type=2"); after a space, a header that
// must be there. An answer without a status of its own has the given one.
func Op[In, Out any](name, route string, status int, f func(context.Context, In) (Out, error)) *Row {
	r := rowOf(name, route, status, reflect.TypeFor[In](), reflect.TypeFor[Out]())
	r.run = func(ctx context.Context, input any) (any, error) { return f(ctx, *input.(*In)) }
	return r
}

// rowOf is what of a row need not be compiled anew for every operation.
func rowOf(name, route string, status int, in, out reflect.Type) *Row {
	way, members := parseRoute(route), membersOf(in)
	return &Row{
		op:    wire.Operation{Name: name, Auth: wire.Either, Request: in, Response: out, Codec: codec{way}},
		route: way, stream: streams(members), status: status, members: members, answer: membersOf(out),
	}
}

// Signed marks an operation that needs a signature whatever policies say.
func (r *Row) Signed() *Row {
	r.op.Auth = wire.Signed
	return r
}

// Name is the operation's name.
func (r *Row) Name() string { return r.op.Name }

// Auth is what callers must bring.
func (r *Row) Auth() wire.Auth { return r.op.Auth }

// Streams reports whether the body is the object itself, which is read by the operation.
func (r *Row) Streams() bool { return r.stream }

// Documented reports whether the body is an XML document, which is read before the operation runs.
func (r *Row) Documented() bool { return documented(r.members) }

// Takes reports whether the operation reads a query parameter, or is chosen by it.
func (r *Row) Takes(parameter string) bool {
	for _, p := range r.route.query {
		if p.name == parameter {
			return true
		}
	}
	return slices.ContainsFunc(r.members, func(m member) bool { return m.where == inQuery && m.name == parameter })
}

// Call decodes the request and runs the operation. body stands for r's, with the framing
// taken off. Errors are *wire.Error, and those of reading the body.
func (r *Row) Call(ctx context.Context, req *http.Request, labels Labels, body io.Reader) (any, error) {
	input := reflect.New(r.op.Request)
	if err := decode(req, labels, body, r.members, input.Elem()); err != nil {
		return nil, err
	}
	return r.run(ctx, input.Interface())
}

// Operations turns rows into the table that the rest of the program reads.
func Operations(service string, rows []*Row) []wire.Operation {
	out := make([]wire.Operation, len(rows))
	for i, r := range rows {
		out[i] = r.op
		out[i].Service = service
	}
	return out
}

// Find returns the first row that a request fits, so special ones stand before general ones.
func Find(rows []*Row, r *http.Request, labels Labels) (*Row, bool) {
	query := r.URL.Query()
	for _, row := range rows {
		if row.route.fits(r, labels, query) {
			return row, true
		}
	}
	return &Row{}, false
}

// route says which requests an operation answers.
type route struct {
	method      string
	bucket, key bool
	query       []parameter
	header      string
}

// parameter is a query parameter that must be there, with its value where one is named.
type parameter struct{ name, value string }

func parseRoute(text string) route {
	method, rest, _ := strings.Cut(text, " ")
	address, header, _ := strings.Cut(rest, " ")
	path, query, _ := strings.Cut(address, "?")
	r := route{method: method, header: header, bucket: strings.Contains(path, "{Bucket}"), key: strings.Contains(path, "{Key+}")}
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			name, value, _ := strings.Cut(part, "=")
			r.query = append(r.query, parameter{name, value})
		}
	}
	return r
}

func (r route) fits(req *http.Request, labels Labels, query map[string][]string) bool {
	if req.Method != r.method || (labels.Bucket != "") != r.bucket || (labels.Key != "") != r.key {
		return false
	}
	for _, p := range r.query {
		values, ok := query[p.name]
		if !ok || p.value != "" && (len(values) != 1 || values[0] != p.value) {
			return false
		}
	}
	return r.header == "" || req.Header.Get(r.header) != ""
}
