package step

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// HTTP is a request as on the wire: what is no AWS operation, such as a login page, or an S3 request with a token
// where a signature belongs.
type HTTP struct {
	base
	From, Host string // Host is a service ("s3"), "app", "login" or a host name
	As         string // name of the credentials that sign; "" for an unsigned request
	Method     string
	target     value.Template
	headers    []header
	content    value.Template
	text       value.Template // all of it, to look at
	clauses
}

type header struct {
	name string
	text value.Template
}

// requestLine is METHOD TARGET [HTTP/1.1].
var requestLine = regexp.MustCompile(`^([A-Z]+)\s+(\S.*?)(?:\s+HTTP/1\.[01])?\s*$`)

// headerLine is NAME: TEXT.
var headerLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$`)

func parseHTTPBlock(s Source, known Known) (Step, mistake.List) {
	var m mistake.List
	h := parseHTTP(s, s.Info, s.Line, s.lines(), known, &m)
	return h, m
}

// parseHTTP reads the route, the request and the clauses; break blocks share it.
func parseHTTP(s Source, head string, n int, below []line, known Known, m *mistake.List) *HTTP {
	h := &HTTP{base: base{kind: s.Kind, line: s.Line}}
	request, after := halves(below)
	var wrong mistake.List
	h.clauses, wrong = parseClauses(after, requestWords()...)
	*m = append(*m, wrong...)
	h.checkNested(known, m)
	if parts := httpRoute.FindStringSubmatch(strings.TrimSpace(head)); parts != nil {
		h.From, h.Host, h.As = parts[1], parts[2], parts[3]
		if h.As != "" && !nameOnly.MatchString(h.As) {
			m.Add(n, "\""+h.As+"\" is no name of credentials", "write the name that a keep gave, without braces")
			h.As = ""
		}
	} else {
		m.Add(n, "no host to send the request to", "write: http FROM -> HOST [as CREDENTIALS]")
	}
	h.text, _ = value.Parse(join(request), n+1) // its mistakes are found part by part
	h.parseRequest(request, n, m)
	h.mustPromise("request", n, m)
	return h
}

func (h *HTTP) parseRequest(lines []line, n int, m *mistake.List) {
	template := func(text string, n int) value.Template {
		t, wrong := value.Parse(text, n)
		*m = append(*m, wrong...)
		return t
	}
	if len(lines) == 0 {
		m.Add(n, "no request", "write it as on the wire: GET /path, headers, an empty line, the body")
		return
	}
	parts := requestLine.FindStringSubmatch(lines[0].text)
	if parts == nil {
		m.Add(lines[0].n, "the first line is no request line", "write: GET /path?query")
		return
	}
	h.Method, h.target = parts[1], template(parts[2], lines[0].n)
	for i, l := range lines[1:] {
		if strings.TrimSpace(l.text) == "" {
			if rest := lines[i+2:]; len(rest) > 0 {
				h.content = template(join(rest), rest[0].n)
			}
			return
		}
		named := headerLine.FindStringSubmatch(l.text)
		if named == nil {
			m.Add(l.n, "this is no header", "write Name: value, and an empty line before the body")
			continue
		}
		h.headers = append(h.headers, header{named[1], template(named[2], l.n)})
	}
}

// Title is method and path.
func (h *HTTP) Title() string {
	path, _, _ := strings.Cut(h.target.Source(), "?")
	if strings.HasPrefix(path, "{{") {
		path = strings.Trim(path, "{} ") // the name of an address that an answer gave
	}
	return h.Method + " " + path
}

// path is where the request goes, with names of values that are filled in when they are known. An address that an
// answer gave is a name altogether.
func (h *HTTP) path() string {
	path, _, _ := strings.Cut(h.target.Source(), "?")
	if uses := h.target.Uses(); strings.HasPrefix(path, "{{") && uses[0].Ref.Filter == value.Plain {
		return "{{" + uses[0].Ref.String() + " | " + string(value.Path) + "}}"
	}
	return path
}

// Runs is true.
func (h *HTTP) Runs() bool { return true }

// Planned is the request, then the nested calls that it promises.
func (h *HTTP) Planned() []Message {
	first := Message{From: h.From, To: Lifeline(h.Host), Operation: h.Method + " " + h.path()}
	return append([]Message{first}, h.nested(first.To)...)
}

// Uses are the values in the request and its promises.
func (h *HTTP) Uses() []value.Use {
	uses := append(route{As: h.As, line: h.line}.uses(), h.target.Uses()...)
	for _, line := range h.headers {
		uses = append(uses, line.text.Uses()...)
	}
	return append(append(uses, h.content.Uses()...), h.clauses.uses()...)
}

// Keeps are the names that it keeps.
func (h *HTTP) Keeps() []string { return h.names() }

// Play sends the request.
func (h *HTTP) Play(ctx context.Context, env *Env) (Outcome, error) {
	send := func() (reply, *http.Request, error) {
		req, err := h.request(env)
		if err != nil {
			return reply{}, nil, err
		}
		got, err := roundTrip(ctx, env, h.From, req)
		return got, req, err
	}
	err := h.early(func() error {
		_, _, err := send()
		return err
	})
	if err != nil {
		return Outcome{}, err
	}
	mark := env.World.Log().Last()
	got, req, err := send()
	if err != nil {
		return Outcome{}, err
	}
	got.side, got.origin = sideOfHost(req.URL.Hostname()), h.Title()
	if jsontext.Value(got.body).IsValid() {
		got.json = got.body
	}
	why := refusalIn(got.body)
	if why.code == "" {
		why = refusalOf(env.World.Log().Since(mark))
	}
	return h.settle(env, got, why, mark), nil
}

func (h *HTTP) request(env *Env) (*http.Request, error) {
	if _, has := env.Values.Get("loginHost"); h.Host == loginPages && !has {
		return nil, &value.MissingError{Name: "loginHost"} // the user pool has no domain
	}
	address := env.address(h.Host)
	target, err := h.fillTarget(env)
	if err != nil {
		return nil, err
	}
	content, err := h.content.Fill(env.Values, env.now(), h.escape())
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(h.Method, address+target, strings.NewReader(content))
	if err != nil {
		return nil, &InputError{Text: "this request cannot be sent: " + err.Error()}
	}
	for _, line := range h.headers {
		text, err := line.text.Fill(env.Values, env.now(), oneLine)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(line.name, "Host") {
			req.Host = text
			continue
		}
		req.Header.Add(line.name, text)
	}
	return req, signAs(req, env, h.As, signedFor(h.Host))
}

// signedFor is the service that a host's requests are signed for. The application's stand behind API Gateway.
func signedFor(host string) string {
	if host == "app" {
		return "execute-api"
	}
	return host
}

// fillTarget escapes values for their place in path and query. A target that begins with a value is an address which
// an answer gave, and is followed as it is.
func (h *HTTP) fillTarget(env *Env) (string, error) {
	if strings.HasPrefix(h.target.Source(), "{{") {
		text, err := h.target.Fill(env.Values, env.now(), oneLine)
		if err != nil {
			return "", err
		}
		address, err := url.Parse(text)
		if err != nil {
			return "", &InputError{Text: "this is no address: " + err.Error()}
		}
		return address.RequestURI(), nil
	}
	path, query, _ := strings.Cut(h.target.Source(), "?")
	escapes := []func(string) string{escapePath, url.QueryEscape}
	filled := make([]string, 0, len(escapes))
	for i, text := range []string{path, query} {
		t, _ := value.Parse(text, h.line) // the whole was parsed without mistakes before
		part, err := t.Fill(env.Values, env.now(), escapes[i])
		if err != nil {
			return "", err
		}
		filled = append(filled, part)
	}
	if query == "" {
		return filled[0], nil
	}
	return filled[0] + "?" + filled[1], nil
}

func escapePath(text string) string { return strings.ReplaceAll(url.PathEscape(text), "%2F", "/") }

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// escape is how a value goes into the body, by the content type that the author gave.
func (h *HTTP) escape() func(string) string {
	for _, line := range h.headers {
		if !strings.EqualFold(line.name, "Content-Type") {
			continue
		}
		switch kind := line.text.Source(); {
		case strings.Contains(kind, "json"):
			return value.InJSON
		case strings.Contains(kind, "x-www-form-urlencoded"):
			return url.QueryEscape
		}
	}
	return nil
}

// Text is the request as the author wrote it, to be shown before it is sent.
func (h *HTTP) Text() value.Template { return h.text }
