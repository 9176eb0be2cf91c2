package policy

import "strings"

// conditions reads the Condition element: operators, in each of them keys, for each of them values.
func (b builder) conditions(n *node) ([]Condition, error) {
	if n == nil {
		return nil, nil
	}
	if n.shape != isObject {
		return nil, broken(faultSyntax, n.line, "Condition is an object, this is %s", n.shape)
	}
	var conditions []Condition
	for i := range n.members {
		operator := &n.members[i]
		form, ok := readOperator(operator.name)
		if !ok {
			return nil, broken(faultSyntax, operator.line, "%s", unknownOperator(operator.name))
		}
		if operator.value.shape != isObject {
			return nil, broken(faultSyntax, operator.value.line, "%s holds an object of keys, this is %s", operator.name, operator.value.shape)
		}
		for j := range operator.value.members {
			c, err := b.condition(operator.name, form, &operator.value.members[j])
			if err != nil {
				return nil, err
			}
			conditions = append(conditions, c)
		}
	}
	return conditions, nil
}

func unknownOperator(name string) string {
	hint := "there is no condition operator " + name
	if known, ok := nearestOperator(name); ok {
		hint += "; the nearest is " + known
	}
	return hint
}

// condition reads the values of one key. A number or a boolean stands for its text.
func (b builder) condition(operator string, form operatorForm, m *member) (Condition, error) {
	items := m.value.items
	if m.value.shape != isArray {
		items = []node{m.value}
	}
	if len(items) == 0 {
		return Condition{}, broken(faultSyntax, m.line, "%s has no values for %s", operator, m.name)
	}
	c := Condition{
		Operator: operator, Key: m.name, form: form, key: strings.ToLower(m.name),
		Values: make([]Pattern, len(items)), operands: make([]operand, len(items)),
	}
	for i := range items {
		item := &items[i]
		if item.shape == isObject || item.shape == isArray || item.shape == isNull {
			return Condition{}, broken(faultSyntax, item.line, "a value of %s is a string, this is %s", m.name, item.shape)
		}
		c.Values[i] = compile(item.text, form.valueSyntax(b.variables))
		c.Values[i].line = item.line
		c.operands[i] = readOperand(form.family, &c.Values[i])
		if form.family == familyDate && !c.operands[i].valid {
			return Condition{}, broken(faultLegacy, item.line, "%q is neither an ISO 8601 date nor seconds since 1970", item.text)
		}
	}
	return c, nil
}
