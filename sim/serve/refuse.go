package serve

import (
	"encoding/xml"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/sim/wire"
	"poolschool/sim/wire/restxml"
)

// What the listener refuses before a service hears of it.
var (
	errBusy     = &wire.Error{Code: "ServiceUnavailable", Message: "There are too many requests at the same time. Try again.", Status: http.StatusServiceUnavailable}
	errSlow     = &wire.Error{Code: "RequestTimeout", Message: "The request's body did not arrive in time.", Status: http.StatusRequestTimeout}
	errBroken   = &wire.Error{Code: "IncompleteBody", Message: "The request's body ended early.", Status: http.StatusBadRequest}
	errInternal = &wire.Error{Code: "InternalFailure", Message: "The simulator itself failed.", Status: http.StatusInternalServerError}
	errNobody   = &wire.Error{Code: "UnknownOperationException", Message: "%s", Status: http.StatusNotImplemented}
)

// refuse answers in the words of a service's protocol, so that its SDK understands.
func refuse(w http.ResponseWriter, r *http.Request, p protocol, e *wire.Error) {
	h := w.Header()
	if e.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	// A client that has gone away before its refusal is no error of anybody here.
	switch p {
	case protocolS3:
		_ = restxml.WriteError(w, r, e, "", "")
	case protocolQuery:
		h.Set("Content-Type", "text/xml")
		w.WriteHeader(e.Status)
		_, _ = w.Write([]byte("<ErrorResponse><Error><Type>Receiver</Type><Code>" + inXML(e.Code) + "</Code><Message>" + inXML(e.Message) + "</Message></Error></ErrorResponse>"))
	default:
		h.Set("X-Amzn-Errortype", e.Code+":")
		answerJSON(w, e.Status, struct {
			Type    string `json:"__type"`
			Message string `json:"message"`
		}{e.Code, e.Message})
	}
}

func inXML(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder never fails to write
	return b.String()
}

// answerJSON writes an answer of the listener's own.
func answerJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v, anyText)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"message":"the answer could not be put into JSON"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone away is no error
}
