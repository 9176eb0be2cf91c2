package oauth2

import (
	"errors"
	"net/http"

	"github.com/go-json-experiment/json"

	"poolschool/sim/trace"
	"poolschool/sim/wire"
)

// Refusals by their codes. The message of one, where it has one, is its error_description; Cognito
// mostly gives none.
var (
	ErrInvalidRequest       = refusal("invalid_request")
	ErrInvalidClient        = refusal("invalid_client")
	ErrInvalidGrant         = refusal("invalid_grant")
	ErrInvalidScope         = refusal("invalid_scope")
	ErrUnauthorizedClient   = refusal("unauthorized_client")
	ErrUnsupportedGrantType = refusal("unsupported_grant_type")
	ErrUnsupportedTokenType = refusal("unsupported_token_type")
	ErrAccessDenied         = refusal("access_denied")
	ErrLoginRequired        = refusal("login_required")
	ErrServerError          = &wire.Error{Code: "server_error", Status: http.StatusInternalServerError}
	ErrInvalidToken         = &wire.Error{Code: "invalid_token", Status: http.StatusUnauthorized}
)

func refusal(code string) *wire.Error {
	return &wire.Error{Code: code, Status: http.StatusBadRequest}
}

// Describe returns a copy of a refusal with an error_description.
func Describe(e *wire.Error, description string) *wire.Error {
	c := *e
	c.Message = description
	return &c
}

// As returns an error as a refusal; whatever is none becomes server_error, with the error as the
// hidden reason.
func As(err error) *wire.Error {
	var refused *wire.Error
	if errors.As(err, &refused) {
		return refused
	}
	return ErrServerError.Because("%v", err)
}

// body is the JSON of a refusal.
type body struct {
	Error       string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

// Refuse answers a refusal as JSON and notes it in the open exchange.
//
// https://www.rfc-editor.org/rfc/rfc6749#section-5.2
func Refuse(w http.ResponseWriter, r *http.Request, err error) {
	e := As(err)
	trace.Refused(r.Context(), e.Code, e.Message, e.Why)
	for name, values := range e.Header {
		w.Header()[name] = values
	}
	write(w, e.Status, body{Error: e.Code, Description: e.Message})
}

// Answer writes a document as JSON. Token answers must not be stored by anybody on the way.
func Answer(w http.ResponseWriter, document any) { write(w, http.StatusOK, document) }

func write(w http.ResponseWriter, status int, document any) {
	data, err := json.Marshal(document)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"error":"server_error"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json;charset=UTF-8")
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	h.Set("Pragma", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(data) // the client may have gone; there is nobody left to tell
}
