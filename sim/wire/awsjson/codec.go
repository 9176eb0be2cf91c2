package awsjson

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire"
)

// codec is the client's half. JSON is the wire form, so the input goes out as the author of a
// lesson wrote it.
type codec struct{ target string }

// Encode builds the request; payload must be nil, no JSON operation streams a body.
func (c codec) Encode(op wire.Operation, endpoint string, input, payload []byte) (*http.Request, error) {
	if payload != nil {
		return nil, errors.New(op.Name + " has no streamed body")
	}
	req, err := http.NewRequest(http.MethodPost, endpoint+"/", bytes.NewReader(input))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("X-Amz-Target", c.target+"."+op.Name)
	return req, nil
}

// Decode returns the body: it is JSON already. An empty body is {}.
func (codec) Decode(_ wire.Operation, _ int, _ http.Header, body []byte) ([]byte, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return []byte("{}"), nil
	}
	if !jsontext.Value(body).IsValid() {
		return nil, errors.New("the answer is not JSON")
	}
	return body, nil
}

// Refusal reads the error's name from the body, or from the header where there is no body.
func (codec) Refusal(header http.Header, body []byte) (code, message string) {
	var e struct {
		Type    string `json:"__type"`
		Message string `json:"message"`
	}
	// A body that is no JSON leaves code to the header.
	_ = json.Unmarshal(body, &e)
	if e.Type == "" {
		e.Type, _, _ = strings.Cut(header.Get("X-Amzn-Errortype"), ":")
	}
	return e.Type, e.Message
}
