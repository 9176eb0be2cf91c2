package awsquery

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"reflect"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/constraint"
	"poolschool/sim/wire/rpc"
)

// MaxBody is the longest request body, in bytes.
const MaxBody = 1 << 20

const (
	formType = "application/x-www-form-urlencoded; charset=utf-8"
	xmlType  = "text/xml"
)

// Config describes a service to the protocol.
type Config struct {
	Service   string    // prefix of its IAM actions: "sts"
	Version   string    // "2011-06-15"
	Namespace string    // of its XML: "https://sts.amazonaws.com/doc/2011-06-15/"
	Guard     rpc.Guard // needed when the table has signed rows
}

// Handler serves a table of operations.
type Handler struct {
	version, namespace string
	protocol           rpc.Protocol
	rows               map[string]*rpc.Row
	operations         []wire.Operation
}

// New returns a handler for the rows.
func New(c Config, rows ...*rpc.Row) *Handler {
	h := &Handler{version: c.Version, namespace: c.Namespace, rows: map[string]*rpc.Row{}, protocol: rpc.Protocol{
		Service: c.Service, Guard: c.Guard, Hide: hide,
		Broken: func(problems []string) error { return errValidation.Saying(constraint.Sentence(problems)) },
	}}
	for _, r := range rows {
		r.Operation.Service, r.Operation.Codec = c.Service, codec{version: c.Version}
		h.rows[r.Operation.Name] = r
		h.operations = append(h.operations, r.Operation)
	}
	return h
}

// Operations returns the table, in its order.
func (h *Handler) Operations() []wire.Operation { return h.operations }

// ServeHTTP answers one call.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := trace.RequestID(r.Context())
	name, output, err := h.answer(r)
	var body []byte
	kind := xmlType
	switch {
	case err != nil:
	case wantsJSON(r):
		kind = jsonType
		body, err = answerJSON(name, id, output)
	default:
		body, err = answerXML(h.namespace, name, id, output)
	}
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	write(w, http.StatusOK, kind, id, body)
}

func (h *Handler) answer(r *http.Request) (name string, output any, err error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	if err != nil {
		return "", nil, errInput.Because("the body could not be read: %v", err)
	}
	if len(body) > MaxBody {
		return "", nil, errTooLong
	}
	form, err := parseForm(r, body)
	if err != nil {
		return "", nil, err
	}
	row, err := h.find(form)
	if err != nil {
		return "", nil, err
	}
	name = row.Operation.Name
	trace.Name(r.Context(), name)
	ctx := r.Context()
	if row.Operation.Auth == wire.Signed {
		if ctx, err = h.protocol.Guard.Authenticate(r, body); err != nil {
			return name, nil, err
		}
	}
	output, err = row.Call(ctx, h.protocol, func(request any) error { return readForm(form, reflect.ValueOf(request).Elem()) })
	return name, output, err
}

// parseForm reads the parameters of POST from its body and those of GET from its address.
func parseForm(r *http.Request, body []byte) (url.Values, error) {
	text := string(body)
	if r.Method == http.MethodGet {
		text = r.URL.RawQuery
	}
	form, err := url.ParseQuery(text)
	if err != nil {
		return nil, errQueryString.Because("%v", err)
	}
	for name, values := range form {
		// Two readers of one form could each believe another value.
		if len(values) > 1 {
			return nil, errQueryString.Because("the parameter %q stands in the form %d times", name, len(values))
		}
	}
	return form, nil
}

func (h *Handler) find(form url.Values) (*rpc.Row, error) {
	name, version := form.Get("Action"), form.Get("Version")
	if name == "" {
		return nil, errMissingAction
	}
	row, ok := h.rows[name]
	if ok && version == h.version {
		return row, nil
	}
	why := "this service has no such operation here"
	if ok {
		why = "the API's version is " + h.version
	}
	if version == "" {
		version = "NO_VERSION_SPECIFIED"
	}
	return nil, errUnknownAction.Saying(name, version).Because("%s", why)
}

// refuse writes the error that a call ends with.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var e *wire.Error
	if !errors.As(err, &e) {
		e = errInternal.Because("%v", err)
	}
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	for name, values := range e.Header {
		w.Header()[name] = values
	}
	id := trace.RequestID(r.Context())
	if wantsJSON(r) {
		if body, err := refusalJSON(id, e); err == nil {
			write(w, e.Status, jsonType, id, body)
			return
		}
	}
	write(w, e.Status, xmlType, id, refusalXML(h.namespace, id, e))
}

func write(w http.ResponseWriter, status int, kind, id string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("X-Amzn-Requestid", id)
	w.WriteHeader(status)
	// A client that has gone away is no error of the service.
	_, _ = w.Write(body)
}
