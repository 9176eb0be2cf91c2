package simtest

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"poolschool/sim/wire"
	"poolschool/sim/wire/sigv4"
)

// player is a script in the middle of being played.
type player struct {
	door   Door
	values map[string]any
	signer *sigv4.Credentials
	region string         // to sign for; "" for the account's
	jar    http.CookieJar // while a browser is on

	op     wire.Operation
	status int
	header http.Header
	body   []byte // as JSON where the operation has a codec
	code   string
	words  string
}

func (s script) play(t *testing.T, open Open) {
	door := open(t, s.account)
	p := &player{door: door, values: map[string]any{}}
	for name, v := range door.Values() {
		p.values[name] = v
	}
	for _, l := range s.lines {
		if err := p.do(l); err != nil {
			t.Fatalf("%s:%d: %s %s: %v\nlast answer: %d %s", s.name, l.number, l.verb, l.rest, err, p.status, clip(p.body))
		}
	}
}

func clip(b []byte) string {
	const most = 600
	if len(b) > most {
		return string(b[:most]) + "…"
	}
	return string(b)
}

func (p *player) do(l line) error {
	verbs := map[string]func(rest, body string) error{
		"call": p.call, "http": p.http, "as": p.as, "status": p.expectStatus, "error": p.expectError, "has": p.has,
		"lacks": p.lacks, "keep": p.keep, "claim": p.claim, "same": p.same, "differ": p.differ, "code": p.takeCode,
		"wait": p.wait, "header": p.expectHeader, "totp": p.takeTOTP,
		"browser": p.browse, "shows": p.shows, "forge": p.forge, "presign": p.presign, "hides": p.hides,
	}
	f, ok := verbs[l.verb]
	if !ok {
		return fmt.Errorf("unknown word %q", l.verb)
	}
	rest, err := p.fill(l.rest)
	if err != nil {
		return err
	}
	body, err := p.fill(l.body)
	if err != nil {
		return err
	}
	return f(rest, body)
}

var slot = regexp.MustCompile(`\{\{([^}]+)\}\}`)

// fill puts values into the text, escaped as inside a JSON string.
func (p *player) fill(text string) (string, error) {
	if door, ok := p.door.(Moved); ok {
		text = door.Here(text)
	}
	var missing error
	filled := slot.ReplaceAllStringFunc(text, func(s string) string {
		name, inForm := strings.CutPrefix(strings.TrimSpace(s[2:len(s)-2]), "form ")
		v, err := p.value(name)
		if err != nil {
			missing = err
			return s
		}
		if inForm {
			return url.QueryEscape(v)
		}
		quoted, err := json.Marshal(v)
		if err != nil {
			missing = err
			return s
		}
		return strings.Trim(string(quoted), `"`)
	})
	return filled, missing
}

func (p *player) value(name string) (string, error) {
	if v, ok := p.values[name]; ok {
		if s, ok := v.(string); ok {
			return s, nil
		}
	}
	head, path, _ := strings.Cut(name, ".")
	v, ok := p.values[head]
	if !ok {
		return "", fmt.Errorf("no value %q", name)
	}
	at, ok := walk(v, path)
	if !ok {
		return "", fmt.Errorf("no value %q", name)
	}
	return fmt.Sprint(at), nil
}

func (p *player) as(rest, _ string) error {
	name, region, _ := strings.Cut(rest, " ")
	p.region = region
	part := func(member string) string {
		v, err := p.value(name + "." + member)
		if err != nil {
			return "" // credentials of a user have no session token, and the secret has two names
		}
		return v
	}
	keys := sigv4.Credentials{AccessKeyID: part("AccessKeyId"), SecretKey: part("SecretKey"), Token: part("SessionToken")}
	if keys.SecretKey == "" {
		keys.SecretKey = part("SecretAccessKey")
	}
	if keys.AccessKeyID == "" || keys.SecretKey == "" {
		return fmt.Errorf("%q is not a set of credentials", name)
	}
	p.signer = &keys
	return nil
}

func (p *player) call(rest, body string) error {
	service, name, _ := strings.Cut(rest, " ")
	op, ok := p.door.Operation(service, name)
	if !ok {
		return fmt.Errorf("no operation %s", rest)
	}
	input, payload, err := streamed(op, []byte(body))
	if err != nil {
		return err
	}
	if err := p.ask(op, input, payload); err != nil {
		return err
	}
	p.op = op
	p.code, p.words = "", ""
	if p.status >= http.StatusBadRequest {
		p.code, p.words = op.Codec.Refusal(p.header, p.body)
		return nil
	}
	p.body, err = op.Codec.Decode(op, p.status, p.header, p.body)
	return err
}

// ask makes a call, through the door's own client where it has one that can.
func (p *player) ask(op wire.Operation, input, payload []byte) error {
	if client, ok := p.door.(Client); ok && p.region == "" {
		answer, ok, err := client.Call(op, input, payload, p.signer)
		if err != nil {
			return err
		}
		if ok {
			p.signer = nil
			return p.read(answer)
		}
	}
	req, err := op.Codec.Encode(op, p.door.Endpoint(op.Service), input, payload)
	if err != nil {
		return err
	}
	if p.signer != nil {
		if err := p.sign(req, op.Service); err != nil {
			return err
		}
	}
	return p.send(req)
}

func (p *player) send(req *http.Request) error {
	resp, err := p.door.RoundTrip(req)
	if err != nil {
		return err
	}
	return p.read(resp)
}

// read takes an answer over.
func (p *player) read(resp *http.Response) (err error) {
	p.status, p.header = resp.StatusCode, resp.Header
	p.body, err = io.ReadAll(resp.Body)
	if closeErr := resp.Body.Close(); err == nil {
		err = closeErr
	}
	return err
}

func (p *player) http(rest, body string) error {
	method, address, _ := strings.Cut(rest, " ")
	head, payload, _ := strings.Cut("\n"+body, "\n\n") // a body may stand there without headers
	req, err := http.NewRequest(method, address, strings.NewReader(strings.TrimSuffix(payload, "\n")))
	if err != nil {
		return err
	}
	for row := range strings.Lines(head) {
		if name, value, ok := strings.Cut(strings.TrimSpace(row), ":"); ok {
			req.Header.Set(name, strings.TrimSpace(value))
		}
	}
	p.code, p.words = "", ""
	if p.signer != nil {
		if err := p.sign(req, scopeOf(req.URL.Host)); err != nil {
			return err
		}
	}
	if p.jar == nil {
		return p.send(req)
	}
	for _, c := range p.jar.Cookies(req.URL) {
		req.AddCookie(c)
	}
	if err := p.send(req); err != nil {
		return err
	}
	p.jar.SetCookies(req.URL, (&http.Response{Header: p.header}).Cookies())
	return nil
}

func (p *player) expectStatus(rest, _ string) error {
	if got := fmt.Sprint(p.status); got != rest {
		return fmt.Errorf("status is %s", got)
	}
	return nil
}

func (p *player) expectError(rest, _ string) error {
	code, words, _ := strings.Cut(rest, " ")
	if p.code != code {
		return fmt.Errorf("error is %s %q", p.code, p.words)
	}
	if words != "" && p.words != words {
		return fmt.Errorf("message is %q", p.words)
	}
	return nil
}

func (p *player) expectHeader(rest, _ string) error {
	name, want, _ := strings.Cut(rest, " ")
	got := p.header.Get(name)
	start, open := strings.CutSuffix(want, "…")
	if got == "" || want != "" && got != want && !(open && strings.HasPrefix(got, start)) {
		return fmt.Errorf("header is %q", got)
	}
	return nil
}

func (p *player) takeCode(rest, _ string) error {
	name, address, ok := strings.Cut(rest, " = ")
	if !ok {
		return fmt.Errorf("write: code NAME = ADDRESS")
	}
	code, ok := p.door.Code(address)
	if !ok {
		return fmt.Errorf("no message to %s", address)
	}
	p.values[name] = code
	return nil
}

func (p *player) wait(rest, _ string) error {
	d, err := time.ParseDuration(rest)
	if err != nil {
		return err
	}
	p.door.Advance(d)
	return nil
}
