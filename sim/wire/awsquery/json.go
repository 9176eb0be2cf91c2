package awsquery

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/wire"
)

const jsonType = "application/json"

// wantsJSON reports whether the caller names JSON before XML in Accept, as Envoy does when it asks STS.
func wantsJSON(r *http.Request) bool {
	for kind := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		switch name, _, err := mime.ParseMediaType(strings.TrimSpace(kind)); {
		case err != nil:
		case name == jsonType:
			return true
		case name == xmlType || name == "application/xml" || name == "*/*":
			return false
		}
	}
	return false
}

// metadata follows every answer.
type metadata struct{ RequestId string }

// answerJSON is {"OPResponse":{"OPResult":{…},"ResponseMetadata":{…}}}. Times are seconds since 1970.
func answerJSON(operation, requestID string, output any) ([]byte, error) {
	inner := map[string]any{"ResponseMetadata": metadata{requestID}}
	if _, none := output.(None); !none {
		inner[operation+"Result"] = output
	}
	seconds := json.MarshalToFunc(func(enc *jsontext.Encoder, t time.Time) error {
		return enc.WriteValue(strconv.AppendInt(nil, t.Unix(), 10))
	})
	return json.Marshal(map[string]any{operation + "Response": inner},
		json.WithMarshalers(seconds), json.OmitZeroStructFields(true), json.Deterministic(true))
}

func refusalJSON(requestID string, e *wire.Error) ([]byte, error) {
	type details struct{ Code, Message, Type string }
	return json.Marshal(struct {
		Error     details
		RequestId string
	}{details{e.Code, e.Message, fault(e.Status)}, requestID})
}
