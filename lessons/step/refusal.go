package step

import (
	"encoding/xml"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/trace"
)

// refusal is what an answer says when it refuses.
type refusal struct{ code, message string }

// refusalIn reads an error the way each of the protocols writes it: S3 and STS in XML, Cognito and OAuth in JSON.
func refusalIn(body []byte) refusal {
	var inXML struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
		Error   struct {
			Code    string `xml:"Code"`
			Message string `xml:"Message"`
		} `xml:"Error"`
	}
	if xml.Unmarshal(body, &inXML) == nil {
		if inXML.Code != "" {
			return refusal{inXML.Code, inXML.Message}
		}
		return refusal{inXML.Error.Code, inXML.Error.Message}
	}
	var inJSON map[string]jsontext.Value
	if json.Unmarshal(body, &inJSON) != nil {
		return refusal{}
	}
	first := func(names ...string) string {
		for _, name := range names {
			var text string
			if json.Unmarshal(inJSON[name], &text) == nil && text != "" {
				return text
			}
		}
		return ""
	}
	return refusal{first("__type", "error", "code"), first("message", "Message", "error_description")}
}

// refusalOf is what the trace says of the answer, for those that carry no code: an empty body, or only a sentence.
func refusalOf(exchanges []trace.Exchange) refusal {
	for _, e := range exchanges {
		if e.Parent == 0 {
			return refusal{e.Code, e.Refusal}
		}
	}
	return refusal{}
}
