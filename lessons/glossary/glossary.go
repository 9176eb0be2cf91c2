// Package glossary holds the terms of art of the course: what each means in two sentences, with what it is not to be
// confused, and the page that shows it.
package glossary

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"poolschool/lessons/datafile"
	"poolschool/lessons/mistake"
	"poolschool/sim/account"
)

// Term is one entry.
type Term struct {
	Name string       `json:"term"`           // "ID token"
	Also []string     `json:"also,omitempty"` // other names under which people look for it
	Side account.Side `json:"side,omitempty"` // of which service it is
	Text string       `json:"text"`           // two sentences
	Not  Confused     `json:"not"`
	See  string       `json:"see,omitempty"` // LESSON/PAGE that shows it; "" when no page does
}

// Confused is what a term is not.
type Confused struct {
	Term string `json:"term"` // another entry
	Text string `json:"text"` // the difference in a sentence
}

// Glossary is all terms in alphabetical order. It does not change.
type Glossary struct {
	Terms []Term
	names map[string]int // every name, folded, → index
}

// Load reads every file (*.json, each a list of terms). The error lists all mistakes.
func Load(fsys fs.FS) (*Glossary, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	g := &Glossary{names: map[string]int{}}
	var faults []error
	for _, file := range files {
		var terms []Term
		if err := datafile.Read(fsys, file, &terms); err != nil {
			faults = append(faults, err)
			continue
		}
		for _, t := range terms {
			faults = append(faults, t.check(file))
			g.Terms = append(g.Terms, t)
		}
	}
	slices.SortStableFunc(g.Terms, func(a, b Term) int { return strings.Compare(fold(a.Name), fold(b.Name)) })
	faults = append(faults, g.index())
	return g, errors.Join(faults...)
}

func (t Term) check(file string) error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s: term %q: "+format, append([]any{file, t.Name}, args...)...))
	}
	if t.Name == "" {
		fault("it has no name")
	}
	if n := sentences(t.Text); n != 2 {
		fault("its text has %d sentences, and should have two", n)
	}
	if t.Not.Term == "" || t.Not.Text == "" {
		fault("say with what people confuse it, and the difference")
	}
	switch t.Side {
	case account.Neither, account.UserPoolSide, account.IdentitySide:
	default:
		fault("side is %q; it is %q, %q or nothing", t.Side, account.UserPoolSide, account.IdentitySide)
	}
	return errors.Join(faults...)
}

// sentences counts the ends of sentences: a full stop (or its like) before a blank and a capital letter, or at the end.
func sentences(text string) int {
	count := 0
	letters := []rune(strings.TrimSpace(text))
	for i, c := range letters {
		if c != '.' && c != '?' && c != '!' {
			continue
		}
		if i == len(letters)-1 || i+2 < len(letters) && letters[i+1] == ' ' && !unicode.IsLower(letters[i+2]) {
			count++
		}
	}
	return count
}

// index notes every name, and checks that names are unique and that confused terms exist.
func (g *Glossary) index() error {
	var faults []error
	for i, t := range g.Terms {
		for _, name := range append([]string{t.Name}, t.Also...) {
			if other, taken := g.names[fold(name)]; taken {
				faults = append(faults, fmt.Errorf("term %q: the name %q is also that of %q", t.Name, name, g.Terms[other].Name))
				continue
			}
			g.names[fold(name)] = i
		}
	}
	for _, t := range g.Terms {
		if _, ok := g.Find(t.Not.Term); !ok {
			faults = append(faults, fmt.Errorf("term %q: it is not to be confused with %q, which is no term; %s", t.Name, t.Not.Term, g.Nearest(t.Not.Term)))
		}
	}
	return errors.Join(faults...)
}

// fold makes names comparable: small letters, and no difference between blanks and dashes. client_id is a claim, client ID
// is not.
func fold(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '-' }), " "))
}

// Find finds a term by any of its names, in the singular or with an s.
func (g *Glossary) Find(name string) (Term, bool) {
	for _, form := range []string{fold(name), strings.TrimSuffix(fold(name), "s")} {
		if i, ok := g.names[form]; ok {
			return g.Terms[i], true
		}
	}
	return Term{}, false
}

// Search lists the terms in whose names the text stands, then those in whose explanations it does.
func (g *Glossary) Search(text string) []Term {
	var named, explained []Term
	for _, t := range g.Terms {
		switch {
		case slices.ContainsFunc(append([]string{t.Name}, t.Also...), func(n string) bool { return strings.Contains(fold(n), fold(text)) }):
			named = append(named, t)
		case strings.Contains(strings.ToLower(t.Text), strings.ToLower(text)):
			explained = append(explained, t)
		}
	}
	return append(named, explained...)
}

// Nearest suggests a term for a name that Find does not know.
func (g *Glossary) Nearest(name string) string {
	var names []string
	for _, t := range g.Terms {
		names = append(append(names, t.Name), t.Also...)
	}
	return mistake.Meant(name, names)
}

// Broken lists the terms whose page does not exist.
func (g *Glossary) Broken(exists func(ref string) bool) []error {
	var faults []error
	for _, t := range g.Terms {
		if t.See != "" && !exists(t.See) {
			faults = append(faults, fmt.Errorf("term %q: there is no page %s", t.Name, t.See))
		}
	}
	return faults
}
