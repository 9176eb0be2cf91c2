package restxml

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"

	"poolschool/sim/wire"
)

// WriteError writes a refusal as S3 does: no namespace, further members in their order, then
// the ids. An answer to HEAD has no body, so there its code is lost.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
func WriteError(w http.ResponseWriter, r *http.Request, e *wire.Error, requestID, hostID string) error {
	var b strings.Builder
	b.WriteString(xml.Header + "<Error>")
	element(&b, "Code", e.Code)
	element(&b, "Message", e.Message)
	for _, x := range e.Extra {
		element(&b, x.Name, x.Value)
	}
	element(&b, "RequestId", requestID)
	element(&b, "HostId", hostID)
	b.WriteString("</Error>")
	for name, values := range e.Header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "application/xml")
	if r.Method == http.MethodHead || e.Status == http.StatusNotModified {
		w.WriteHeader(e.Status)
		return nil
	}
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(e.Status)
	_, err := w.Write([]byte(b.String()))
	return err
}

func element(b *strings.Builder, name, value string) {
	b.WriteString("<" + name + ">" + escaped(value) + "</" + name + ">")
}

// escaped keeps line feeds as they are: the canonical request in an error is read by people.
func escaped(value string) string {
	var b strings.Builder
	for _, c := range value {
		switch {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"':
			b.WriteString("&quot;")
		case c == '\r':
			b.WriteString("&#13;")
		case c < ' ' && c != '\n' && c != '\t', c == 0xFFFE, c == 0xFFFF:
			b.WriteRune('\uFFFD') // XML 1.0 cannot say it at all
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Refusal reads code and message out of an error body.
func (codec) Refusal(_ http.Header, body []byte) (code, message string) {
	var e struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
		Message string
	}
	if err := xml.Unmarshal(body, &e); err != nil {
		return "", "" // an answer to HEAD, or of something that is not S3
	}
	return e.Code, e.Message
}
