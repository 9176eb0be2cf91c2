package lessons

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// valueCheck follows the values of a lesson in the order of the file: who gives them, who uses them, and which of them a
// wait has outlived.
type valueCheck struct {
	known    []string
	silent   bool // without an account nothing can be said
	waited   time.Duration
	mortal   map[string]time.Duration // tokens and credentials → waited when they were kept
	warnings mistake.List
}

// life is how long tokens and credentials live unless an app client says otherwise.
const life = time.Hour

func newValueCheck(known step.Known) *valueCheck {
	c := &valueCheck{mortal: map[string]time.Duration{}}
	if known == nil {
		c.silent = true
		return c
	}
	for name := range known.Values() {
		c.known = append(c.known, name)
	}
	slices.Sort(c.known)
	return c
}

func (c *valueCheck) has(name string) bool { return slices.Contains(c.known, name) }

// prose checks the values of a text.
func (c *valueCheck) prose(t value.Template, m *mistake.List) {
	for _, u := range t.Uses() {
		c.use(u, m)
	}
	for _, found := range foreign.FindAllStringSubmatchIndex(t.Source(), -1) {
		name := t.Source()[found[2]:found[3]]
		if c.has(name) {
			c.warnings.Add(0, "${"+name+"} is IAM's form and is not filled in", "write {{"+name+"}} if the value is meant")
		}
	}
}

// foreign is IAM's form of a variable.
var foreign = regexp.MustCompile(`\$\{([A-Za-z][A-Za-z0-9_]*)\}`)

func (c *valueCheck) use(u value.Use, m *mistake.List) {
	if c.silent || c.has(u.Ref.Name) {
		return
	}
	m.Add(u.Line, fmt.Sprintf("{{%s}} is not kept by an earlier step and not a value of the account", u.Ref.Name), mistake.Meant(u.Ref.Name, c.known))
	c.known = append(c.known, u.Ref.Name) // said once
}

// step checks what a step uses and learns what it gives. Of a step that has mistakes only the names are learned, so that
// steps after it are not blamed for it.
func (c *valueCheck) step(s step.Step, source step.Source, failed bool, m *mistake.List) {
	if failed {
		c.learn(source.Names())
		return
	}
	w, isWait := s.(*step.Wait)
	if isWait {
		c.waited += w.For
	}
	for _, u := range s.Uses() {
		if own := slices.Contains(s.Keeps(), u.Ref.Name) && s.Kind() == step.KindTry; own {
			continue
		}
		c.use(u, m)
		if !isWait {
			c.outlived(s, u)
		}
	}
	c.learn(s.Keeps())
	for _, name := range step.Mortal(s) {
		c.mortal[name] = c.waited
	}
}

func (c *valueCheck) learn(names []string) {
	for _, name := range names {
		delete(c.mortal, name) // it is a new value now
		if !c.has(name) {
			c.known = append(c.known, name)
		}
	}
}

// outlived warns of a step that sends a token which a wait has outlived. A break may: that is its point.
func (c *valueCheck) outlived(s step.Step, u value.Use) {
	since, mortal := c.mortal[u.Ref.Name]
	if !mortal || c.waited-since < life || !s.Runs() || s.Kind() == step.KindBreak {
		return
	}
	c.warnings.Add(u.Line, fmt.Sprintf("{{%s}} was kept %s ago on the account's clock and is probably over", u.Ref.Name, c.waited-since),
		"get a fresh one first, or make this a break")
}
