package awsquery

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire"
)

// codec is the client's half. Lessons write an input as JSON; it goes out as a form.
type codec struct{ version string }

// Encode builds the request; payload must be nil, no query operation streams a body.
func (c codec) Encode(op wire.Operation, endpoint string, input, payload []byte) (*http.Request, error) {
	if payload != nil {
		return nil, errors.New(op.Name + " has no streamed body")
	}
	members := reflect.New(op.Request)
	if len(bytes.TrimSpace(input)) > 0 {
		if err := json.Unmarshal(input, members.Interface(), json.RejectUnknownMembers(true)); err != nil {
			return nil, fmt.Errorf("%s: %w", op.Name, err)
		}
	}
	form := url.Values{}
	form.Set("Action", op.Name)
	form.Set("Version", c.version)
	writeForm(form, "", members.Elem())
	req, err := http.NewRequest(http.MethodPost, endpoint+"/", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", formType)
	return req, nil
}

// Decode turns the result inside an answer into a JSON object, members in the order of the
// operation's table; an answer without a result is {}.
func (codec) Decode(op wire.Operation, _ int, _ http.Header, body []byte) ([]byte, error) {
	root, err := readElement(body)
	if err != nil {
		return nil, fmt.Errorf("answer of %s: %w", op.Name, err)
	}
	result, ok := root.child(op.Name + "Result")
	if !ok {
		return []byte("{}"), nil
	}
	var b bytes.Buffer
	enc := jsontext.NewEncoder(&b)
	if err := result.writeJSON(enc, op.Response); err != nil {
		return nil, fmt.Errorf("answer of %s: %w", op.Name, err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// Refusal reads code and message out of an ErrorResponse; "" for anything else.
func (codec) Refusal(_ http.Header, body []byte) (code, message string) {
	root, err := readElement(body)
	if err != nil {
		return "", ""
	}
	e, ok := root.child("Error")
	if !ok {
		return "", ""
	}
	return e.text("Code"), e.text("Message")
}
