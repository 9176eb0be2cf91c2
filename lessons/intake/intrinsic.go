package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// stack is a template whose references are being followed.
type stack struct {
	d          *draft
	parameters object
	mappings   object
	resources  map[string]*resource
	names      []string // of the resources, in the order of the file
}

// resource is one of a template, with what its references stand for.
type resource struct {
	kind       string
	properties object
	ref        string            // what Ref gives
	attributes map[string]string // what Fn::GetAtt gives
}

// resolve puts values in the place of intrinsic functions. nil is no value.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
func (s *stack) resolve(v any) any {
	switch v := v.(type) {
	case []any:
		out := []any{}
		for _, one := range v {
			if r := s.resolve(one); r != nil {
				out = append(out, r)
			}
		}
		return out
	case object:
		if len(v) == 1 && (v[0].name == "Ref" || strings.HasPrefix(v[0].name, "Fn::")) {
			return s.call(v[0].name, v[0].value)
		}
		out := object{}
		for _, m := range v {
			if r := s.resolve(m.value); r != nil {
				out = append(out, member{m.name, r})
			}
		}
		return out
	}
	return v
}

func (s *stack) call(name string, arg any) any {
	switch name {
	case "Ref":
		return s.ref(written(arg))
	case "Fn::GetAtt":
		return s.attribute(arg)
	case "Fn::Sub":
		return s.sub(arg)
	case "Fn::Join":
		return s.join(arg)
	case "Fn::Select":
		return s.selected(arg)
	case "Fn::Split":
		return s.split(arg)
	case "Fn::If":
		if list, ok := arg.([]any); ok && len(list) == 3 {
			s.d.left("condition %s is not weighed; it is taken to hold", written(list[0]))
			return s.resolve(list[1])
		}
	case "Fn::FindInMap":
		return s.inMap(arg)
	}
	s.d.left("%s is not followed; what it gives is left out", name)
	return nil
}

// written is a scalar as text.
func written(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case scalar:
		return string(v)
	}
	return ""
}

func (s *stack) ref(name string) any {
	if v, ok := s.value(name); ok {
		return v
	}
	if name != "AWS::NoValue" {
		s.d.left("%s is neither a resource that is taken over nor a parameter with a default", name)
	}
	return nil
}

// value is what ${NAME} and Ref stand for.
func (s *stack) value(name string) (any, bool) {
	switch name {
	case "AWS::AccountId":
		return s.d.accountOr(), true
	case "AWS::Region":
		return s.region(), true
	case "AWS::Partition":
		return "aws", true
	case "AWS::URLSuffix":
		return "amazonaws.com", true
	case "AWS::StackName":
		return "stack", true
	}
	if r, ok := s.resources[name]; ok {
		return r.ref, true
	}
	if p, ok := s.parameters.get(name); ok {
		if about, ok := p.(object); ok {
			if standard, ok := about.get("Default"); ok {
				return standard, true
			}
		}
	}
	return nil, false
}

func (s *stack) region() string {
	if s.d.region != "" {
		return s.d.region
	}
	return defaultRegion
}

func (s *stack) attribute(arg any) any {
	name, attribute, _ := strings.Cut(written(arg), ".")
	if list, ok := arg.([]any); ok && len(list) == 2 {
		name, attribute = written(list[0]), written(s.resolve(list[1]))
	}
	if r, ok := s.resources[name]; ok {
		if v, ok := r.attributes[attribute]; ok {
			return v
		}
	}
	s.d.left("%s.%s is not known; what it gives is left out", name, attribute)
	return nil
}

// variable is ${NAME} in Fn::Sub; ${!NAME} is ${NAME} as it is.
var variable = regexp.MustCompile(`\$\{([^}]*)\}`)

func (s *stack) sub(arg any) any {
	own := object{}
	if list, ok := arg.([]any); ok && len(list) == 2 {
		own, _ = list[1].(object)
		arg = list[0]
	}
	return variable.ReplaceAllStringFunc(written(arg), func(found string) string {
		name := strings.TrimSpace(found[2 : len(found)-1])
		if plain, ok := strings.CutPrefix(name, "!"); ok {
			return "${" + plain + "}"
		}
		if v, ok := own.get(name); ok {
			return written(s.resolve(v))
		}
		if v, ok := s.value(name); ok {
			return written(v)
		}
		if resource, attribute, ok := strings.Cut(name, "."); ok && s.resources[resource] != nil {
			if v, ok := s.resources[resource].attributes[attribute]; ok {
				return v
			}
		}
		s.d.left("Fn::Sub: %s names nothing that is taken over and stays as it is; IAM's own variables are written ${!…}", found)
		return found
	})
}

func (s *stack) join(arg any) any {
	list, ok := arg.([]any)
	if !ok || len(list) != 2 {
		return nil
	}
	parts, _ := s.resolve(list[1]).([]any)
	var texts []string
	for _, part := range parts {
		texts = append(texts, written(part))
	}
	return strings.Join(texts, written(list[0]))
}

func (s *stack) selected(arg any) any {
	list, ok := arg.([]any)
	if !ok || len(list) != 2 {
		return nil
	}
	from, _ := s.resolve(list[1]).([]any)
	if i, err := strconv.Atoi(written(s.resolve(list[0]))); err == nil && i >= 0 && i < len(from) {
		return from[i]
	}
	return nil
}

func (s *stack) split(arg any) any {
	list, ok := arg.([]any)
	if !ok || len(list) != 2 {
		return nil
	}
	out := []any{}
	for part := range strings.SplitSeq(written(s.resolve(list[1])), written(list[0])) {
		out = append(out, part)
	}
	return out
}

func (s *stack) inMap(arg any) any {
	list, _ := arg.([]any)
	var at any = s.mappings
	for _, key := range list {
		level, ok := at.(object)
		if !ok {
			return nil
		}
		at, _ = level.get(written(s.resolve(key)))
	}
	if at == nil {
		s.d.left("%s", fmt.Sprintf("Fn::FindInMap finds nothing for %v", list))
	}
	return at
}
