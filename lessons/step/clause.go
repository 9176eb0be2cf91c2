package step

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
)

// clauses is what stands below the line "---" of a block.
type clauses struct {
	expects  []expectation // the answer first, then nested calls
	keeps    []keep
	show     Panel
	count    string
	times    int // how often the request is sent; 0 is once
	goals    []goal
	hints    []value.Template
	solution value.Template
	solved   int // the line of the solution; 0 without one
	verify   string
	promised bool // there is an expect for the answer, or one that cannot be read
	aimed    bool // the same for a goal
}

// clauseWords has one row a word.
var clauseWords = map[string]func(*clauseReader, line, string){
	"expect":   (*clauseReader).expect,
	"keep":     (*clauseReader).keep,
	"show":     (*clauseReader).show,
	"goal":     (*clauseReader).goal,
	"hint":     (*clauseReader).hint,
	"solution": (*clauseReader).solution,
	"verify":   (*clauseReader).verify,
	"count":    (*clauseReader).count,
	"times":    (*clauseReader).repeat,
}

type clauseReader struct {
	into     clauses
	mistakes mistake.List
	rest     []line // what follows the clause that is being read
}

// parseClauses reads the lines below "---"; words are those that this kind of block knows.
func parseClauses(lines []line, words ...string) (clauses, mistake.List) {
	r := &clauseReader{rest: lines}
	for len(r.rest) > 0 {
		l := r.rest[0]
		r.rest = r.rest[1:]
		text := strings.TrimSpace(l.text)
		if text == "" {
			continue
		}
		word, rest, _ := strings.Cut(text, " ")
		if !slices.Contains(words, word) {
			r.mistakes.Add(l.n, "unknown word \""+word+"\"", mistake.Meant(word, words))
			continue
		}
		clauseWords[word](r, l, strings.TrimSpace(rest))
	}
	return r.into, r.mistakes
}

// template parses a text and passes its mistakes on.
func (r *clauseReader) template(text string, n int) value.Template {
	t, m := value.Parse(text, n)
	r.mistakes = append(r.mistakes, m...)
	return t
}

func (r *clauseReader) expect(l line, text string) {
	e, ok := r.expectation(l, text)
	r.into.promised = r.into.promised || !ok || e.service == ""
	if !ok {
		r.mistakes.Add(l.n, "this expect cannot be read",
			`write: expect 200 · expect 400 NotAuthorizedException "message" · expect nested sts AssumeRoleWithWebIdentity 200`)
		return
	}
	if e.service == "" && slices.ContainsFunc(r.into.expects, func(x expectation) bool { return x.service == "" }) {
		r.mistakes.Add(l.n, "a second expect for the same answer", "keep one; nested calls are: expect nested SERVICE OPERATION STATUS")
		return
	}
	r.into.expects = append(r.into.expects, e)
}

// answer is STATUS [CODE ["message"]].
var answer = regexp.MustCompile(`^([1-5][0-9][0-9])(?:\s+([A-Za-z][A-Za-z0-9._-]*)(?:\s+"(.*)")?)?$`)

// nestedCall is SERVICE OPERATION and then an answer. What is no operation has a name of several words: GET jwks.json.
var nestedCall = regexp.MustCompile(`^(\S+)\s+(\S.*?)\s+([1-5][0-9][0-9](?:\s.*)?)$`)

func (r *clauseReader) expectation(l line, text string) (expectation, bool) {
	e := expectation{line: l.n, text: strings.TrimSpace(l.text)}
	if rest, ok := strings.CutPrefix(text, "nested "); ok {
		parts := nestedCall.FindStringSubmatch(rest)
		if parts == nil {
			return e, false
		}
		e.service, e.operation, text = parts[1], parts[2], parts[3]
	}
	m := answer.FindStringSubmatch(text)
	if m == nil {
		return e, false
	}
	e.status, _ = strconv.Atoi(m[1]) // three digits, by the pattern
	e.code, e.says = m[2], strings.HasSuffix(text, `"`)
	e.message = r.template(m[3], l.n)
	return e, true
}

func (r *clauseReader) show(l line, text string) {
	if !slices.Contains(Panels(), text) {
		r.mistakes.Add(l.n, "unknown panel \""+text+"\"", mistake.Meant(text, Panels()))
		return
	}
	r.into.show = Panel(text)
}

func (r *clauseReader) verify(l line, text string) {
	if !nameOnly.MatchString(text) {
		r.mistakes.Add(l.n, "verify needs the name of a kept key set", "write: verify NAME")
		return
	}
	r.into.verify = text
}

func (r *clauseReader) hint(l line, text string) {
	for len(r.rest) > 0 && strings.HasPrefix(r.rest[0].text, "  ") {
		text += " " + strings.TrimSpace(r.rest[0].text)
		r.rest = r.rest[1:]
	}
	r.into.hints = append(r.into.hints, r.template(text, l.n))
}

// solution takes the rest of its line, and the lines below it up to the next clause that stands at the margin.
func (r *clauseReader) solution(l line, text string) {
	var below []string
	for len(r.rest) > 0 {
		if atMargin.MatchString(r.rest[0].text) {
			break
		}
		below = append(below, r.rest[0].text)
		r.rest = r.rest[1:]
	}
	whole := strings.Join(append([]string{text}, below...), "\n")
	r.into.solution, r.into.solved = r.template(strings.TrimRight(whole, "\n "), l.n), l.n
}

// atMargin is a line that begins a clause; JSON of a solution begins with none of these words.
var atMargin = regexp.MustCompile(`^(?:expect|keep|show|goal|hint|solution|verify|count|times)(?: |$)`)

// nameOnly is the name of a value.
var nameOnly = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// uses are the values that the clauses name.
func (c clauses) uses() []value.Use {
	var uses []value.Use
	for _, e := range c.expects {
		uses = append(uses, e.message.Uses()...)
	}
	for _, g := range c.goals {
		uses = append(uses, g.uses()...)
	}
	for _, h := range c.hints {
		uses = append(uses, h.Uses()...)
	}
	return append(uses, c.solution.Uses()...)
}

func (c clauses) names() []string {
	var names []string
	for _, k := range c.keeps {
		names = append(names, k.name)
	}
	if c.count != "" {
		names = append(names, c.count)
	}
	return names
}

// checkNested reports nested calls of operations that do not exist.
func (c clauses) checkNested(known Known, m *mistake.List) {
	for _, e := range c.expects {
		if e.service == "" || strings.Contains(e.operation, " ") {
			continue
		}
		if _, ok := known.Operation(e.service, e.operation); !ok {
			m.Add(e.line, "no operation \""+e.service+" "+e.operation+"\"", meantOperation(e.service, e.operation, known))
		}
	}
}

// nested are the messages that the expectations foretell.
func (c clauses) nested(from string) []Message {
	var messages []Message
	for _, e := range c.expects {
		if e.service != "" {
			messages = append(messages, Message{From: from, To: e.service, Operation: e.operation})
		}
	}
	return messages
}
