package panels

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"poolschool/sim/trace"
)

// writeMessage writes the request or the answer as HTTP.
func (m *Model) writeMessage(w *writer) {
	e := m.content.Exchange
	if e.ID == 0 {
		m.writeNothing(w)
		return
	}
	message, rows := e.Request, m.requestLine(e)
	if m.tab == Response && m.content.Pending {
		m.writePending(w)
		return
	}
	if m.tab == Response {
		message, rows = e.Response, nil
		m.writeStatus(w, e)
		if strings.HasPrefix(message.Header.Get("Content-Type"), "text/html") {
			w.gap()
			m.writePage(w, message.Body)
		}
	}
	shown, hidden := m.headers(message.Header)
	m.writeRows(w, append(rows, shown...))
	if hidden > 0 {
		w.line(w.styles.Muted.Render(fmt.Sprintf("+ %s, %s", counted(hidden, "more header"), m.KeyMap.Reveal.Help().Key)))
	}
	w.gap()
	m.writeBody(w, message)
}

func (m *Model) writeNothing(w *writer) {
	w.put("", w.styles.Muted, "Run a step, or select a call in the diagram, and it is shown here.")
}

func (m *Model) writePending(w *writer) {
	w.put("", w.styles.Muted, "The answer is still on its way.")
}

// requestLine is method and target; a query that is long stands below, a parameter a line.
func (m *Model) requestLine(e trace.Exchange) []row {
	method, target := e.Request.Method, e.Request.Target
	line := row{label: method + " ", value: target, class: head, what: "the request line", text: method + " " + target}
	address, query, found := strings.Cut(target, "?")
	if !found || len(query) < 24 {
		return []row{line}
	}
	line.value = address
	rows := []row{line}
	for i, r := range formRows(query, m.classify) {
		r.depth, r.label = 1, "& "+r.label
		if i == 0 {
			r.label = "?" + r.label[1:]
		}
		rows = append(rows, r)
	}
	return rows
}

func (m *Model) writeStatus(w *writer, e trace.Exchange) {
	text := strings.TrimSpace(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status)))
	sign, ink := w.styles.verdict(e.OK())
	w.begin(item{id: "status", what: "the answer's body", text: string(e.Response.Body), around: -1})
	line := ink.Render(sign + " " + text)
	if e.Code != "" && !strings.Contains(text, e.Code) {
		line += "  " + w.styles.Deny.Render(plain(e.Code))
	}
	w.line(line)
	w.end()
}

// telling are the headers that tell a learner something, in the order in which they are shown.
func telling() []string {
	return []string{
		"Authorization", "X-Amz-Target", "X-Amz-Security-Token", "X-Amz-Date", "X-Amz-Content-Sha256", "Content-Type", "Cookie",
		"Www-Authenticate", "X-Amzn-Errortype", "Location", "Set-Cookie", "Etag", "If-None-Match", "If-Match", "Range",
		"X-Amz-Acl", "X-Amz-Copy-Source", "Cache-Control",
	}
}

// headers are the headers to show, and how many more there are.
func (m *Model) headers(h http.Header) (rows []row, hidden int) {
	names := telling()
	var others []string
	for name := range h {
		if !slices.Contains(names, name) {
			others = append(others, name)
		}
	}
	if m.revealed {
		slices.Sort(others)
		names = append(names, others...)
	} else {
		hidden = len(others)
	}
	for _, name := range names {
		for _, value := range h.Values(name) {
			rows = append(rows, m.header(name, value)...)
		}
	}
	return rows, hidden
}

// header is a header, and what a signature is made of below it.
func (m *Model) header(name, value string) []row {
	r := row{label: name + ": ", value: value, what: name}
	scheme, rest, _ := strings.Cut(value, " ")
	switch {
	case name == "Authorization" && strings.HasPrefix(scheme, "AWS4-"):
		r.value, r.text = scheme, value
		rows := []row{r}
		for part := range strings.SplitSeq(rest, ",") {
			label, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			rows = append(rows, row{depth: 1, label: label + "=", value: value, class: m.classify("", value), what: label})
		}
		return rows
	case name == "Authorization":
		r.label, r.value = r.label+scheme+" ", rest
		if r.class = m.classify("", rest); r.class == words {
			r.class = secret
		}
	case name == "Cookie" || name == "Set-Cookie":
		r.class = secret
	default:
		r.class = m.classify(name, value)
	}
	return []row{r}
}

// writeBody writes a body as what its media type says, or says how long it is.
func (m *Model) writeBody(w *writer, message trace.Message) {
	body, muted := message.Body, w.styles.Muted
	kind, _, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		kind = ""
	}
	switch {
	case message.Size <= 0:
		w.line(muted.Render("no body"))
		return
	case len(body) == 0:
		w.put("", muted, fmt.Sprintf("%s of %s, which the service did not read", size(message.Size), named(kind, "a body")))
		return
	}
	rows, ok := m.bodyRows(kind, body, message.Truncated())
	if !ok {
		m.writeBytes(w, kind, message)
		return
	}
	m.writeRows(w, rows)
	if message.Truncated() {
		w.put("", muted, fmt.Sprintf("… cut here: the first %s of %s", size(int64(len(body))), size(message.Size)))
	}
}

// bodyRows takes a body apart; ok is false if it cannot be read as text.
func (m *Model) bodyRows(kind string, body []byte, truncated bool) ([]row, bool) {
	var rows []row
	var err error
	switch {
	case strings.Contains(kind, "json"):
		rows, err = jsonRows(body, m.classify)
	case strings.Contains(kind, "xml"):
		rows, err = xmlRows(body, m.classify)
	case strings.Contains(kind, "form-urlencoded"):
		return formRows(string(body), m.classify), true
	case strings.HasPrefix(kind, "text/"), kind == "" && isReadable(body):
	default:
		return nil, false
	}
	if err == nil && rows != nil || truncated && len(rows) > 1 && !errors.Is(err, errTooDeep) {
		return rows, true
	}
	rows = nil
	for i, line := range strings.Split(strings.TrimRight(string(body), "\n"), "\n") {
		rows = append(rows, row{value: line, class: m.classify("", line), what: fmt.Sprintf("line %d", i+1)})
	}
	return rows, true
}

// isReadable reports whether bytes without a media type look like text.
func isReadable(body []byte) bool {
	return strings.IndexFunc(string(body[:min(len(body), 512)]), func(r rune) bool {
		return r == '\uFFFD' || isControl(r) && r != '\n' && r != '\r' && r != '\t'
	}) < 0
}

// shownBytes is how many bytes of a picture are shown: enough to see that it is one.
const shownBytes = 16

func (m *Model) writeBytes(w *writer, kind string, message trace.Message) {
	w.put("", w.styles.Text, fmt.Sprintf("%s of %s", size(message.Size), named(kind, "bytes that are no text")))
	start := message.Body[:min(len(message.Body), shownBytes)]
	w.put("", w.styles.Muted, fmt.Sprintf("% x …", start))
}

// size is a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n < 10<<10:
		return counted(int(n), "byte")
	case n < 1<<20:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}
