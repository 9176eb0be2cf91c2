package simtest

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
)

// walk follows a path of member names and list positions through decoded JSON.
func walk(v any, path string) (any, bool) {
	if path == "" {
		return v, true
	}
	head, rest, _ := strings.Cut(path, ".")
	switch v := v.(type) {
	case map[string]any:
		next, ok := v[head]
		if !ok {
			return nil, false
		}
		return walk(next, rest)
	case []any:
		i, err := strconv.Atoi(head)
		if err != nil || i < 0 || i >= len(v) {
			return nil, false
		}
		return walk(v[i], rest)
	}
	return nil, false
}

func (p *player) at(path string) (any, bool) {
	var v any
	if err := json.Unmarshal(p.body, &v); err != nil {
		return nil, false
	}
	return walk(v, path)
}

func (p *player) has(rest, _ string) error {
	path, want, exact := strings.Cut(rest, " ")
	v, ok := p.at(path)
	if !ok {
		return fmt.Errorf("there is no %s", path)
	}
	if exact && fmt.Sprint(v) != want {
		return fmt.Errorf("it is %q", fmt.Sprint(v))
	}
	return nil
}

func (p *player) lacks(path, _ string) error {
	if v, ok := p.at(path); ok {
		return fmt.Errorf("it is there: %v", v)
	}
	return nil
}

func (p *player) keep(rest, _ string) error {
	name, path, ok := strings.Cut(rest, " = ")
	if !ok {
		return fmt.Errorf("write: keep NAME = PATH")
	}
	if words := strings.Fields(path); len(words) > 1 {
		text, err := p.fromPage(words)
		p.values[name] = text
		return err
	}
	v, ok := p.at(path)
	if !ok {
		return fmt.Errorf("there is no %s", path)
	}
	p.values[name] = v
	return nil
}

func (p *player) same(rest, _ string) error {
	if equal, err := p.compare(rest); err != nil || !equal {
		return fmt.Errorf("they differ (%v)", err)
	}
	return nil
}

func (p *player) differ(rest, _ string) error {
	if equal, err := p.compare(rest); err != nil || equal {
		return fmt.Errorf("they are the same (%v)", err)
	}
	return nil
}

func (p *player) compare(rest string) (bool, error) {
	a, b, _ := strings.Cut(rest, " ")
	x, okX := p.values[a]
	y, okY := p.values[b]
	if !okX || !okY {
		return false, fmt.Errorf("no value %q or no value %q", a, b)
	}
	return reflect.DeepEqual(x, y), nil
}
