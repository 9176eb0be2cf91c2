package intake

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v3"
)

// object is a mapping of a template in the order of the file.
type object []member

type member struct {
	name  string
	value any
}

func (o object) get(name string) (any, bool) {
	for _, m := range o {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

// scalar is a value that is no text, as written: 30, true, null. Text is a string.
type scalar string

// deepest is how far a template may be nested; CloudFormation's own are far flatter.
const deepest = 100

// parseTemplate reads JSON or YAML into objects, lists ([]any), text and scalars. The short forms of intrinsic functions
// become the long ones: "!GetAtt Role.Arn" is {"Fn::GetAtt": "Role.Arn"}.
func parseTemplate(data []byte) (object, error) {
	if jsontext.Value(data).IsValid() { // YAML's reader takes no tabs
		value, err := fromJSON(jsontext.NewDecoder(bytes.NewReader(data)), 0)
		top, _ := value.(object)
		return top, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) != 1 {
		return nil, errors.New("the file is empty")
	}
	value, err := fromYAML(doc.Content[0], 0)
	if err != nil {
		return nil, err
	}
	top, ok := value.(object)
	if !ok {
		return nil, errors.New("this is no CloudFormation template: it has no members")
	}
	return top, nil
}

// fromJSON reads the next value of a text that is known to be JSON.
func fromJSON(in *jsontext.Decoder, depth int) (any, error) {
	if depth > deepest {
		return nil, fmt.Errorf("nested more than %d deep", deepest)
	}
	token, err := in.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case '{':
		o := object{}
		for in.PeekKind() != '}' {
			name, err := in.ReadToken()
			if err != nil {
				return nil, err
			}
			key := name.String() // before the next token takes its place
			value, err := fromJSON(in, depth+1)
			if err != nil {
				return nil, err
			}
			o = append(o, member{key, value})
		}
		_, err = in.ReadToken()
		return o, err
	case '[':
		list := []any{}
		for in.PeekKind() != ']' {
			value, err := fromJSON(in, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = in.ReadToken()
		return list, err
	case '"':
		return token.String(), nil
	}
	return scalar(token.String()), nil
}

func fromYAML(n *yaml.Node, depth int) (any, error) {
	if depth > deepest {
		return nil, fmt.Errorf("line %d: nested more than %d deep", n.Line, deepest)
	}
	value, err := plainYAML(n, depth)
	if err != nil || !strings.HasPrefix(n.Tag, "!") || strings.HasPrefix(n.Tag, "!!") || n.Tag == "!" {
		return value, err
	}
	name := strings.TrimPrefix(n.Tag, "!")
	if name != "Ref" && name != "Condition" {
		name = "Fn::" + name
	}
	if s, ok := value.(scalar); ok {
		value = string(s)
	}
	return object{{name, value}}, nil
}

func plainYAML(n *yaml.Node, depth int) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		o, seen := object{}, make(map[string]bool, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i]
			if key.Kind != yaml.ScalarNode {
				return nil, fmt.Errorf("line %d: a name of a member is no text", key.Line)
			}
			if seen[key.Value] {
				return nil, fmt.Errorf("line %d: %s stands twice", key.Line, key.Value)
			}
			seen[key.Value] = true
			value, err := fromYAML(n.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			o = append(o, member{key.Value, value})
		}
		return o, nil
	case yaml.SequenceNode:
		list := []any{}
		for _, child := range n.Content {
			value, err := fromYAML(child, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case yaml.ScalarNode:
		switch n.Tag {
		case "!!int", "!!float", "!!bool", "!!null":
			return scalar(n.Value), nil
		}
		return n.Value, nil // a date too: "2012-10-17" is a policy's version
	}
	return nil, fmt.Errorf("line %d: anchors and aliases are not read, nor are they by CloudFormation; write the value out", n.Line)
}

// asJSON writes a value as JSON. Members without a value are left out.
func asJSON(v any) jsontext.Value {
	switch v := v.(type) {
	case object:
		var parts []string
		for _, m := range v {
			if m.value != nil {
				parts = append(parts, string(quoted(m.name))+":"+string(asJSON(m.value)))
			}
		}
		return jsontext.Value("{" + strings.Join(parts, ",") + "}")
	case []any:
		var parts []string
		for _, one := range v {
			if one != nil {
				parts = append(parts, string(asJSON(one)))
			}
		}
		return jsontext.Value("[" + strings.Join(parts, ",") + "]")
	case scalar:
		if raw := jsontext.Value(strings.ToLower(string(v))); raw.IsValid() {
			return raw
		}
		if v == "" || v == "~" {
			return jsontext.Value("null")
		}
		return quoted(string(v))
	case string:
		return quoted(v)
	}
	return jsontext.Value("null")
}

func quoted(s string) jsontext.Value {
	out, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(s, "\ufffd"))
	if err != nil {
		return jsontext.Value(`""`) // cannot be: the text is valid
	}
	return out
}
