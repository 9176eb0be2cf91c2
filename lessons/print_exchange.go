package lessons

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/step"
	"poolschool/sim/trace"
)

// exchanges writes what went over the wire: the call in full, the calls within it as lines.
func (p *printer) exchanges(r *Result) {
	for _, e := range r.Exchanges {
		if e.Parent != 0 {
			continue
		}
		p.para("**%s**", arrow(step.Message{From: e.From, To: e.To, Operation: e.Operation}))
		p.fence("http", message(fmt.Sprintf("%s %s", e.Request.Method, e.Request.Target), e.Request, requestHeaders()))
		p.nested(r.Exchanges, e.ID, "")
		p.fence("http", message(fmt.Sprintf("%d %s", e.Status, http.StatusText(e.Status)), e.Response, answerHeaders()))
		if !e.OK() {
			p.para("✗ **%s** %s", e.Code, shortWords(e.Refusal))
		}
		p.why(e, r)
	}
	p.changed(r)
}

// arrow is a call in a line: "app → ◆ cognito-idp · InitiateAuth".
func arrow(m step.Message) string {
	return fmt.Sprintf("%s → %s · %s", m.From, sided(m.To), m.Operation)
}

func sided(lifeline string) string { return step.SideOf(lifeline).Prefix() + lifeline }

func (p *printer) nested(all []trace.Exchange, parent int, indent string) {
	var lines []string
	var list func(parent int, indent string)
	list = func(parent int, indent string) {
		for _, e := range all {
			if e.Parent == parent {
				lines = append(lines, fmt.Sprintf("%s- %s %s %d %s", indent, tick(e.OK()), arrow(step.Message{From: sided(e.From), To: e.To, Operation: e.Operation}), e.Status, e.Summary))
				list(e.ID, indent+"  ")
			}
		}
	}
	list(parent, indent)
	p.para("%s", strings.Join(lines, "\n"))
}

// why writes what AWS does not say, after a refusal and where the lesson shows it: the checks in their order, those of the
// calls within first, IAM's decisions, and the reason.
func (p *printer) why(e trace.Exchange, r *Result) {
	if e.OK() && r.Show != step.PanelWhy {
		return
	}
	for _, inner := range r.Exchanges {
		if inner.Parent == e.ID {
			p.why(inner, r)
		}
	}
	lines := []string{"Why, at " + sided(e.To) + ":", ""}
	for _, c := range e.Checks {
		line := "- " + tick(c.OK) + " " + c.Text
		if c.Note != "" {
			line += " (" + c.Note + ")"
		}
		lines = append(lines, line)
	}
	if n := len(e.Checks); e.Because != "" && (n == 0 || e.Checks[n-1].Note != e.Because) {
		lines = append(lines, "- "+e.Because)
	}
	if len(lines) > 2 {
		p.para("%s", strings.Join(lines, "\n"))
	}
	for _, d := range e.Decisions {
		p.fence("text", d.Text())
	}
}

func requestHeaders() []string {
	return []string{"Authorization", "Content-Type", "Cookie", "X-Amz-Security-Token", "X-Amz-Target"}
}

func answerHeaders() []string {
	return []string{"Content-Type", "Etag", "Location", "Set-Cookie"}
}

// message is a request or an answer as text: first line, the headers that tell something, the body.
func message(first string, m trace.Message, headers []string) string {
	lines := []string{first}
	for _, name := range headers {
		for _, v := range m.Header.Values(name) {
			lines = append(lines, name+": "+shorten(v))
		}
	}
	if body := shownBody(m); body != "" {
		lines = append(lines, "", body)
	}
	return strings.Join(lines, "\n")
}

// bodyLines is how many lines of a body are printed.
const bodyLines = 40

func shownBody(m trace.Message) string {
	kind := m.Header.Get("Content-Type")
	if len(m.Body) == 0 {
		return ""
	}
	if !slices.ContainsFunc([]string{"json", "xml", "text", "form"}, func(part string) bool { return strings.Contains(kind, part) }) {
		return fmt.Sprintf("(%d bytes)", m.Size)
	}
	if raw := jsontext.Value(slices.Clone(m.Body)); raw.IsValid() {
		return shortJSON(raw)
	}
	text := strings.TrimRight(string(m.Body), "\n")
	if strings.Contains(kind, "xml") {
		text = strings.ReplaceAll(text, "><", ">\n<") // S3 writes all of it on one line
	}
	lines := strings.Split(text, "\n")
	if len(lines) > bodyLines {
		lines = append(lines[:bodyLines], "…")
	}
	for i := range lines {
		if len([]rune(lines[i])) > 2*longest {
			lines[i] = string([]rune(lines[i])[:2*longest]) + "…"
		}
	}
	return strings.Join(lines, "\n")
}

// longest is how many characters of a value are printed.
const longest = 72

// shorten cuts the middle out of a long value, such as a token: its beginning tells what it is, its end that it is the
// same one as elsewhere.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-12]) + "…" + string(runes[len(runes)-11:])
}

// shortWords shortens the words of a sentence: some refusals quote a token.
func shortWords(sentence string) string {
	words := strings.Split(sentence, " ")
	for i, word := range words {
		words[i] = shorten(word)
	}
	return strings.Join(words, " ")
}

// shortJSON indents a JSON body and shortens the texts in it.
func shortJSON(raw jsontext.Value) string {
	var b strings.Builder
	enc := jsontext.NewEncoder(&b, jsontext.WithIndent("  "))
	dec := jsontext.NewDecoder(strings.NewReader(string(raw)))
	for {
		token, err := dec.ReadToken()
		if err != nil {
			break // the end: the caller has found the text valid
		}
		if token.Kind() == '"' {
			token = jsontext.String(shorten(token.String()))
		}
		if enc.WriteToken(token) != nil {
			return string(raw)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// fence writes a code block with a fence longer than any in the text.
func (p *printer) fence(info, text string) {
	ticks := "```"
	for strings.Contains(text, ticks) {
		ticks += "`"
	}
	p.out.WriteString(ticks + info + "\n" + strings.TrimRight(text, "\n") + "\n" + ticks + "\n\n")
}
