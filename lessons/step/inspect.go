package step

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/base64"
	"regexp"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/mistake"
	"poolschool/lessons/value"
	"poolschool/sim/account"
	"poolschool/sim/token"
)

// Inspect shows a token or a document part by part, with a line on what each part means.
type Inspect struct {
	base
	ref      value.Ref
	meanings []meaning
	clauses
}

type meaning struct {
	name string // "aud", or "header.alg"
	text value.Template
	line int
}

// Inspection is what an inspect found. Parts that the file does not explain are listed too, without a meaning.
type Inspection struct {
	Name      string
	Side      account.Side
	Raw       string // the token as sent, or the document
	Token     bool   // Raw is a signed token: Header and Signature are set
	Header    []Part
	Parts     []Part // the claims of a token, the members of a document
	Signature string // base64url
	// Verified is set when the step checks the signature against published keys.
	Verified *Verified
}

// Part is one member with its meaning.
type Part struct {
	Name    string
	Value   string         // as JSON writes it, a text without its quotes
	Meaning value.Template // empty where the file says nothing
}

// Verified is the check of a token's signature.
type Verified struct {
	OK    bool
	KeyID string // the kid of the token's header
	Text  string // what was found: "signed by key 8bK… of the key set"
}

// meaningLine is NAME: TEXT. Claims have colons in their names, so the name ends at a colon with a space behind it.
var meaningLine = regexp.MustCompile(`^([A-Za-z0-9_:./-]+?):\s+(.+)$`)

func parseInspect(s Source, _ Known) (Step, mistake.List) {
	var m mistake.List
	i := &Inspect{base: base{kind: s.Kind, line: s.Line}}
	ref, err := value.ParseRef(s.Info)
	if err != nil || ref.Filter != value.Plain {
		m.Add(s.Line, "nothing to inspect", "write the name of a value: inspect idToken")
	}
	i.ref = ref
	above, after := halves(s.lines())
	for _, l := range above {
		text := strings.TrimSpace(l.text)
		if text == "" {
			continue
		}
		parts := meaningLine.FindStringSubmatch(text)
		if parts == nil {
			m.Add(l.n, "this is no explanation", "write: claim: one line of what it means")
			continue
		}
		t, wrong := value.Parse(parts[2], l.n)
		m = append(m, wrong...)
		i.meanings = append(i.meanings, meaning{parts[1], t, l.n})
	}
	var wrong mistake.List
	i.clauses, wrong = parseClauses(after, "verify", "show")
	return i, append(m, wrong...)
}

// Title is the name of what is inspected.
func (i *Inspect) Title() string { return i.ref.String() }

// Uses are the inspected value, the key set, and the values in the explanations.
func (i *Inspect) Uses() []value.Use {
	var uses []value.Use
	if i.ref.Name != "" {
		uses = append(uses, value.Use{Ref: i.ref, Line: i.line})
	}
	if i.verify != "" {
		uses = append(uses, value.Use{Ref: value.Ref{Name: i.verify}, Line: i.line})
	}
	for _, m := range i.meanings {
		uses = append(uses, m.text.Uses()...)
	}
	return uses
}

// Play takes the value apart. An explained part that is not there breaks the promise of the lesson.
func (i *Inspect) Play(ctx context.Context, env *Env) (Outcome, error) {
	text, err := env.Values.Show(i.ref, env.now())
	if err != nil {
		return Outcome{}, err
	}
	v, _, _ := env.Values.Find(i.ref) // Show has just found it
	found := &Inspection{Name: i.ref.String(), Side: v.Side, Raw: text}
	if parts := strings.Split(text, "."); len(parts) == 3 && isToken(parts) {
		found.Token, found.Signature = true, parts[2]
		found.Header, found.Parts = membersOf(unpack(parts[0])), membersOf(unpack(parts[1]))
	} else {
		found.Parts = membersOf([]byte(text))
	}
	out := Outcome{Inspection: found, Show: i.show, Promises: i.explain(found)}
	if i.verify != "" {
		found.Verified = i.check(ctx, env, text)
		out.Promises = append(out.Promises, Promise{Line: i.line, Text: "verify " + i.verify, Held: found.Verified.OK, Got: found.Verified.Text})
	}
	return out, nil
}

func isToken(parts []string) bool {
	return jsontext.Value(unpack(parts[0])).Kind() == '{' && jsontext.Value(unpack(parts[1])).Kind() == '{'
}

// unpack is the JSON of a token's part; empty when it is none.
func unpack(part string) []byte {
	data, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil || !jsontext.Value(data).IsValid() {
		return nil
	}
	return data
}

// membersOf lists an object's members in their order.
func membersOf(data []byte) []Part {
	dec := jsontext.NewDecoder(bytes.NewReader(data))
	if open, err := dec.ReadToken(); err != nil || open.Kind() != '{' {
		return nil
	}
	var parts []Part
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return parts
		}
		label := name.String()
		raw, err := dec.ReadValue()
		if err != nil {
			return parts
		}
		parts = append(parts, Part{Name: label, Value: textOf(raw)})
	}
	return parts
}

func textOf(raw jsontext.Value) string {
	var text string
	if raw.Kind() == '"' && json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}

// explain puts the meanings beside the parts, and reports those without a part.
func (i *Inspect) explain(found *Inspection) []Promise {
	var promises []Promise
	for _, m := range i.meanings {
		parts, name := found.Parts, m.name
		if rest, ok := strings.CutPrefix(name, "header."); ok && found.Token {
			parts, name = found.Header, rest
		}
		there := false
		for p := range parts {
			if parts[p].Name == name {
				parts[p].Meaning, there = m.text, true
			}
		}
		promises = append(promises, Promise{Line: m.line, Text: m.name + " is explained", Held: there, Got: "no " + m.name + " in " + found.Name})
	}
	return promises
}

// check verifies the signature against a key set that an earlier step has kept.
func (i *Inspect) check(ctx context.Context, env *Env, raw string) *Verified {
	t, err := token.Decode(raw)
	if err != nil {
		return &Verified{Text: err.Error()}
	}
	v := &Verified{KeyID: t.Header.Text("kid")}
	set, err := env.Values.Show(value.Ref{Name: i.verify}, env.now())
	if err != nil {
		v.Text = err.Error()
		return v
	}
	keys, err := token.ParseSet([]byte(set))
	if err != nil {
		v.Text = err.Error()
		return v
	}
	find := func(_ context.Context, kid string) (*rsa.PublicKey, error) {
		if key, ok := keys[kid]; ok {
			return key, nil
		}
		return nil, token.ErrUnknownKey
	}
	if _, err := token.Verify(ctx, raw, token.Rules{Algorithms: []string{token.RS256, token.RS512}, Keys: find, Name: i.ref.Name}); err != nil {
		v.Text = err.Error()
		return v
	}
	v.OK, v.Text = true, "the signature fits the published key "+v.KeyID
	return v
}
