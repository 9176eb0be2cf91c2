package awsquery

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// MaxBody is the longest request body, in bytes.
const MaxBody = 1 << 20

const (
	formType = "application/x-www-form-urlencoded; charset=utf-8"
	xmlType  = "text/xml"
)

// Config describes a service to the protocol.
type Config struct {
	Service   string // prefix of its IAM actions: "sts"
	Version   string // "2011-06-15"
	Namespace string // of its XML: "https://sts.amazonaws.com/doc/2011-06-15/"
	Guard     Guard  // needed when the table has signed rows
}

// Handler serves a table of operations.
type Handler struct {
	service, version, namespace string
	guard                       Guard
	rows                        map[string]*Row
	operations                  []wire.Operation
}

// New returns a handler for the rows.
func New(c Config, rows ...*Row) *Handler {
	h := &Handler{service: c.Service, version: c.Version, namespace: c.Namespace, guard: c.Guard, rows: map[string]*Row{}}
	for _, r := range rows {
		r.op.Service = c.Service
		r.op.Codec = codec{version: c.Version}
		h.rows[r.op.Name] = r
		h.operations = append(h.operations, r.op)
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
	name = row.op.Name
	trace.Name(r.Context(), name)
	ctx := r.Context()
	if row.op.Auth == wire.Signed {
		if ctx, err = h.guard.Authenticate(r, body); err != nil {
			return name, nil, err
		}
	}
	output, err = row.call(ctx, h, form)
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

func (h *Handler) find(form url.Values) (*Row, error) {
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
