package step

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/value"
	"poolschool/sim/account"
)

// keep is one "keep NAME = …": a part of an answer that becomes a value.
type keep struct {
	line             int
	name             string
	path             []string // of the JSON answer; empty for all of it
	header, param    string   // header NAME [query PARAM]
	cookie, formName string
}

// kept is NAME = and then one of the places.
var kept = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_]*)\s*=\s*(.+)$`)

// jsonPath is a.b.0.c, or $ for the whole answer.
var jsonPath = regexp.MustCompile(`^(?:\$|[A-Za-z0-9_:-]+(?:\.[A-Za-z0-9_:-]+)*)$`)

func (r *clauseReader) keep(l line, text string) {
	m := kept.FindStringSubmatch(text)
	if m == nil {
		r.keepMistake(l)
		return
	}
	k, words := keep{line: l.n, name: m[1]}, strings.Fields(m[2])
	switch {
	case len(words) == 1 && jsonPath.MatchString(words[0]):
		if words[0] != "$" {
			k.path = strings.Split(words[0], ".")
		}
	case len(words) == 2 && words[0] == "header":
		k.header = words[1]
	case len(words) == 4 && words[0] == "header" && words[2] == "query":
		k.header, k.param = words[1], words[3]
	case len(words) == 2 && words[0] == "cookie":
		k.cookie = words[1]
	case len(words) == 2 && words[0] == "form":
		k.formName = words[1]
	default:
		r.keepMistake(l)
		return
	}
	r.into.keeps = append(r.into.keeps, k)
}

func (r *clauseReader) keepMistake(l line) {
	r.mistakes.Add(l.n, "this keep cannot be read",
		"write: keep NAME = Member.Path · keep NAME = $ · keep NAME = header NAME [query PARAM] · keep NAME = cookie NAME · keep NAME = form FIELD")
}

// reply is an answer as the steps read it.
type reply struct {
	status int
	header http.Header
	body   []byte
	json   []byte // the body as JSON; nil when it is none
	side   account.Side
	origin string
}

// take reads the kept part out of the answer.
func (k keep) take(r reply) (value.Value, error) {
	switch {
	case k.header != "":
		return k.fromHeader(r)
	case k.cookie != "":
		for _, c := range (&http.Response{Header: r.header}).Cookies() {
			if c.Name == k.cookie {
				return value.Text(k.name, c.Value, r.side, r.origin), nil
			}
		}
		return value.Value{}, fmt.Errorf("the answer sets no cookie %s", k.cookie)
	case k.formName != "":
		text, ok := formField(r.body, k.formName)
		if !ok {
			return value.Value{}, fmt.Errorf("the page has no form field %s", k.formName)
		}
		return value.Text(k.name, text, r.side, r.origin), nil
	}
	if r.json == nil {
		return value.Value{}, fmt.Errorf("the answer is not JSON")
	}
	raw, err := value.Value{Name: "the answer", Raw: jsontext.Value(r.json)}.At(k.path)
	if err != nil {
		return value.Value{}, err
	}
	return value.Value{Name: k.name, Raw: raw.Clone(), Side: r.side, Origin: r.origin}, nil
}

func (k keep) fromHeader(r reply) (value.Value, error) {
	text := r.header.Get(k.header)
	if text == "" {
		return value.Value{}, fmt.Errorf("the answer has no header %s", k.header)
	}
	if k.param != "" {
		address, err := url.Parse(text)
		if err != nil {
			return value.Value{}, fmt.Errorf("header %s is no address: %w", k.header, err)
		}
		if text = address.Query().Get(k.param); text == "" {
			return value.Value{}, fmt.Errorf("the address in header %s has no parameter %s", k.header, k.param)
		}
	}
	return value.Text(k.name, text, r.side, r.origin), nil
}

// inputTag and attribute read the forms of login pages: hidden fields that the next request must send back.
var (
	inputTag  = regexp.MustCompile(`(?is)<input\b[^>]*>`)
	attribute = regexp.MustCompile(`(?is)\b(name|value)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
)

// formField finds <input name=NAME value=…> in a page.
func formField(page []byte, name string) (string, bool) {
	for _, tag := range inputTag.FindAll(page, -1) {
		attributes := map[string]string{}
		for _, m := range attribute.FindAllSubmatch(tag, -1) {
			attributes[strings.ToLower(string(m[1]))] = html.UnescapeString(string(m[2]) + string(m[3]))
		}
		if attributes["name"] == name {
			return attributes["value"], true
		}
	}
	return "", false
}
