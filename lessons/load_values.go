package lessons

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// valueCheck follows the values of a lesson in the order of the file: who gives them, who uses them, and which of them a
// wait has outlived.
type valueCheck struct {
	known    []string
	flat     map[string]bool // the account's own values
	silent   bool            // without an account nothing can be said
	waited   time.Duration
	said     map[string]bool          // missing names: once is enough
	mortal   map[string]time.Duration // tokens and credentials → waited when they were kept
	warnings mistake.List
}

// life is how long tokens and credentials live unless an app client says otherwise.
const life = time.Hour

func newValueCheck(known step.Known) *valueCheck {
	c := &valueCheck{mortal: map[string]time.Duration{}, flat: map[string]bool{}, said: map[string]bool{}}
	if known == nil {
		c.silent = true
		return c
	}
	for name := range known.Values() {
		c.known = append(c.known, name)
		c.flat[name] = true
	}
	for name := range objects(known.Values()) {
		c.known = append(c.known, name)
		c.flat[name] = true
	}
	c.known = append(c.known, inboxName)
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
			c.warnings.Add(t.Line()+strings.Count(t.Source()[:found[0]], "\n"), "${"+name+"} is IAM's form and is not filled in", "write {{"+name+"}} if the value is meant")
		}
	}
}

// foreign is IAM's form of a variable.
var foreign = regexp.MustCompile(`\$\{([A-Za-z][A-Za-z0-9_]*)\}`)

func (c *valueCheck) use(u value.Use, m *mistake.List) {
	name := u.Ref.Name
	if c.flat[name] && len(u.Ref.Path) > 0 {
		name = strings.Join(append([]string{name}, u.Ref.Path...), ".") // the whole is a name of the account's
	}
	if c.silent || c.has(name) || c.said[name] {
		return
	}
	m.Add(u.Line, fmt.Sprintf("{{%s}} is not kept by an earlier step and not a value of the account", name), mistake.Meant(name, c.known))
	c.said[name] = true
}

// step checks what a step uses and learns what it gives. Of a block that cannot be read the names are learned all the same,
// so that steps after it are not blamed for it.
func (c *valueCheck) step(s step.Step, source step.Source, m *mistake.List) {
	defer c.learn(source.Names())
	if s == nil {
		return
	}
	w, isWait := s.(*step.Wait)
	if isWait {
		c.waited += w.For
	}
	for _, u := range s.Uses() {
		c.use(u, m)
		c.outlived(s, u)
	}
	for _, name := range s.Keeps() {
		delete(c.mortal, name) // it is a new value now
	}
	for _, name := range step.Mortal(s) {
		c.mortal[name] = c.waited
	}
}

func (c *valueCheck) learn(names []string) {
	for _, name := range names {
		delete(c.flat, name)
		if !c.has(name) {
			c.known = append(c.known, name)
		}
	}
}

// outlived warns of a step that sends a token which a wait has outlived. A break may: that is its point.
func (c *valueCheck) outlived(s step.Step, u value.Use) {
	since, mortal := c.mortal[u.Ref.Name]
	if !mortal || c.waited-since < life || !s.Runs() || s.Kind() == step.KindBreak || s.Kind() == step.KindWait {
		return
	}
	c.warnings.Add(u.Line, fmt.Sprintf("{{%s}} was kept %s ago on the account's clock and is probably over", u.Ref.Name, c.waited-since),
		"get a fresh one first, or make this a break")
}
