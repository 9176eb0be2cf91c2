package awsjson

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
	"poolschool/sim/wire/rpc"
)

// MaxBody is the longest request body, in bytes.
const MaxBody = 1 << 20

const contentType = "application/x-amz-json-1.1"

// Config describes a service to the protocol.
type Config struct {
	Service string // prefix of its IAM actions: "cognito-idp"
	Target  string // what stands before the dot in X-Amz-Target
	// Invalid is the code that answers a broken constraint; "" means InvalidParameterException.
	Invalid string
	Guard   rpc.Guard // needed when the table has signed rows
}

// Handler serves a table of operations.
type Handler struct {
	target     string
	protocol   rpc.Protocol
	rows       map[string]*rpc.Row
	operations []wire.Operation
}

// New returns a handler for the rows.
func New(c Config, rows ...*rpc.Row) *Handler {
	invalid := cmp.Or(c.Invalid, "InvalidParameterException")
	h := &Handler{target: c.Target, rows: map[string]*rpc.Row{}, protocol: rpc.Protocol{
		Service: c.Service, Guard: c.Guard, Hide: trace.Secret,
		Broken: func(problems []string) error { return validation(invalid, problems) },
	}}
	for _, r := range rows {
		r.Operation.Service, r.Operation.Codec = c.Service, codec{target: c.Target}
		h.rows[r.Operation.Name] = r
		h.operations = append(h.operations, r.Operation)
	}
	return h
}

// Operations returns the table, in its order.
func (h *Handler) Operations() []wire.Operation { return h.operations }

// ServeHTTP answers one call.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	allowOrigin(w, r)
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusOK)
		return
	}
	output, err := h.answer(r)
	if err != nil {
		Refuse(w, r, err)
		return
	}
	write(w, r, http.StatusOK, output)
}

func (h *Handler) answer(r *http.Request) (any, error) {
	name, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), h.target+".")
	row, known := h.rows[name]
	if !ok || !known {
		return nil, errUnknownOperation.Because("X-Amz-Target is %q; this service has no such operation here", r.Header.Get("X-Amz-Target"))
	}
	trace.Name(r.Context(), name)
	if r.Method != http.MethodPost {
		return nil, errUnknownOperation.Because("the method is %s; this protocol only knows POST", r.Method)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	if err != nil {
		return nil, serialization(err)
	}
	if len(body) > MaxBody {
		return nil, errTooLong
	}
	ctx := r.Context()
	if row.Operation.Auth == wire.Signed {
		if ctx, err = h.protocol.Guard.Authenticate(r, body); err != nil {
			return nil, err
		}
	}
	return row.Call(ctx, h.protocol, func(request any) error {
		if err := json.Unmarshal(body, request); err != nil {
			return serialization(err)
		}
		return nil
	})
}

// Refuse writes the error that a call ends with, and notes it in the trace. Who stands in front of a service
// refuses with it, too.
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	allowOrigin(w, r)
	var e *wire.Error
	if !errors.As(err, &e) {
		e = errInternal.Because("%v", err)
	}
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	for name, values := range e.Header {
		w.Header()[name] = values
	}
	w.Header().Set("X-Amzn-Errortype", e.Code+":")
	w.Header().Set("X-Amzn-Errormessage", strings.Map(headerRune, e.Message))
	body := struct {
		Type    string `json:"__type"`
		Message string `json:"message,omitempty"`
	}{e.Code, e.Message}
	write(w, r, e.Status, body)
}

// headerRune keeps what a learner typed from breaking a header line.
func headerRune(r rune) rune {
	if r < ' ' || r == 0x7f {
		return ' '
	}
	return r
}

func write(w http.ResponseWriter, r *http.Request, status int, output any) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("X-Amzn-Requestid", trace.RequestID(r.Context()))
	if _, empty := output.(None); empty {
		w.WriteHeader(status)
		return
	}
	body, err := json.Marshal(output, json.Deterministic(true))
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"__type":"InternalErrorException"}`)
		trace.Refused(r.Context(), "InternalErrorException", "", err.Error())
	}
	w.WriteHeader(status)
	// A client that has gone away is no error of the service.
	_, _ = w.Write(body)
}

// allowOrigin answers browsers as Cognito does: every origin may call, and read the
// error headers.
func allowOrigin(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "" {
		return
	}
	header := w.Header()
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date")
	if r.Method == http.MethodOptions {
		header.Set("Access-Control-Allow-Methods", "POST")
		header.Set("Access-Control-Allow-Headers", r.Header.Get("Access-Control-Request-Headers"))
		header.Set("Access-Control-Max-Age", "172800")
	}
}
