package panels

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// deepest is how deep members may stand in each other; AWS stays far below. Such a text is shown as it came.
const deepest = 64

var errTooDeep = errors.New("too many levels")

// jsonRows takes a JSON text apart. An error comes with the rows up to it.
func jsonRows(body []byte, classify func(name, value string) class) ([]row, error) {
	r := jsonReader{body: body, dec: jsontext.NewDecoder(bytes.NewReader(body)), classify: classify}
	err := r.value(0, "", "", "")
	return r.rows, err
}

type jsonReader struct {
	body     []byte
	dec      *jsontext.Decoder
	rows     []row
	classify func(name, value string) class
}

// value reads one value. Path is where it stands ("Credentials.AccessKeyId"), name the last part of it.
func (r *jsonReader) value(depth int, label, path, name string) error {
	if depth > deepest {
		return errTooDeep
	}
	start := r.dec.InputOffset()
	token, err := r.dec.ReadToken()
	if err != nil {
		return err
	}
	row := row{depth: depth, label: label, what: named(path, "the whole")}
	switch token.Kind() {
	case '{', '[':
		return r.block(row, token.Kind(), start, path)
	case '"':
		row.value, row.quote = token.String(), `"`
		row.class = r.classify(name, row.value)
	default:
		row.value, row.class = token.String(), number
	}
	r.rows = append(r.rows, row)
	return nil
}

// block reads the members of an object or a list up to its end.
func (r *jsonReader) block(open row, kind jsontext.Kind, start int64, path string) error {
	ends := map[jsontext.Kind]string{'{': "}", '[': "]"}
	open.class, open.value = sign, string(kind)
	at := len(r.rows)
	r.rows = append(r.rows, open)
	n := 0
	for ; r.dec.PeekKind() != '}' && r.dec.PeekKind() != ']'; n++ {
		if n > 0 {
			r.rows[len(r.rows)-1].tail = ","
		}
		name, label := strconv.Itoa(n), ""
		if kind == '{' {
			token, err := r.dec.ReadToken()
			if err != nil {
				return err
			}
			name = token.String()
			label = quoted(name) + ": "
		}
		if err := r.value(open.depth+1, label, strings.TrimPrefix(path+"."+name, "."), name); err != nil {
			return err
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	r.rows[at].text = strings.TrimLeft(string(r.body[start:r.dec.InputOffset()]), " \t\r\n:,")
	if n == 0 {
		r.rows[at].value += ends[kind]
		return nil
	}
	r.rows[at].end = len(r.rows)
	r.rows[at].brief = fmt.Sprintf("%s %s %s", string(kind), counted(n, "member"), ends[kind])
	r.rows = append(r.rows, row{depth: open.depth, value: ends[kind], class: sign})
	return nil
}

// quoted is a text as JSON writes it.
func quoted(text string) string {
	q, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		return strconv.Quote(text) // not UTF-8, so not from JSON
	}
	return string(q)
}

func named(path, whole string) string {
	if path == "" {
		return whole
	}
	return path
}

// xmlRows takes an XML text apart. Text beside elements, which AWS does not send, is left out.
func xmlRows(body []byte, classify func(name, value string) class) ([]row, error) {
	r := xmlReader{body: body, dec: xml.NewDecoder(bytes.NewReader(body)), classify: classify}
	for {
		token, err := r.dec.RawToken()
		if errors.Is(err, io.EOF) {
			if len(r.open) > 0 {
				return r.rows, io.ErrUnexpectedEOF
			}
			return r.rows, nil
		}
		if err != nil {
			return r.rows, err
		}
		r.token(token)
		if len(r.open) > deepest {
			return r.rows, errTooDeep
		}
	}
}

type xmlReader struct {
	body     []byte
	dec      *xml.Decoder
	rows     []row
	open     []int // rows of the elements that are open
	paths    []string
	classify func(name, value string) class
	text     string
}

func (r *xmlReader) token(t xml.Token) {
	switch t := t.(type) {
	case xml.ProcInst:
		r.rows = append(r.rows, row{value: fmt.Sprintf("<?%s %s?>", t.Target, t.Inst), class: sign})
	case xml.CharData:
		r.text += string(t)
	case xml.StartElement:
		r.start(t)
	case xml.EndElement:
		r.finish(qualified(t.Name))
	}
}

func (r *xmlReader) start(t xml.StartElement) {
	name := qualified(t.Name)
	if n := len(r.open); n > 0 {
		r.rows[r.open[n-1]].brief = "…"
	}
	r.paths = append(r.paths, name)
	label := "<" + name
	value := ""
	for _, a := range t.Attr {
		value += fmt.Sprintf(" %s=%q", qualified(a.Name), a.Value)
	}
	if value == "" {
		label += ">"
	} else {
		value += ">"
	}
	what := name
	if len(r.paths) > 1 {
		what = strings.Join(r.paths[1:], ".")
	}
	r.rows = append(r.rows, row{depth: len(r.open), label: label, value: value, class: sign, what: what})
	r.open = append(r.open, len(r.rows)-1)
	r.text = ""
}

func (r *xmlReader) finish(name string) {
	n := len(r.open) - 1
	if n < 0 {
		return
	}
	at := r.open[n]
	r.open, r.paths = r.open[:n], r.paths[:n]
	end := "</" + name + ">"
	if at == len(r.rows)-1 && r.rows[at].value == "" {
		leaf := &r.rows[at]
		leaf.value, leaf.tail = r.text, end
		leaf.class = r.classify(name, leaf.value)
	} else {
		r.rows[at].end, r.rows[at].brief = len(r.rows), "…"+end
		r.rows[at].text = string(r.body)
		r.rows = append(r.rows, row{depth: n, label: end, class: sign})
	}
	r.text = ""
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// formRows takes a form or a query apart, in the order in which it was sent.
func formRows(form string, classify func(name, value string) class) []row {
	var rows []row
	for part := range strings.SplitSeq(form, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, value = unescaped(name), unescaped(value)
		rows = append(rows, row{label: name + " = ", value: value, class: classify(name, value), what: name})
	}
	return rows
}

// unescaped keeps what is no proper escape as it is: the learner sees what was sent.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// counted is a number with its noun: "1 member", "2 members".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
