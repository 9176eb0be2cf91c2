// Package diagram holds the pictures of the course that light up: each part of a picture is lit once the calls that it stands
// for have been made. It knows which parts are lit, and draws nothing.
package diagram

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"poolschool/lessons/datafile"
	"poolschool/sim/account"
	"poolschool/sim/trace"
)

// Diagram is one picture. It does not change.
type Diagram struct {
	ID    string `json:"-"` // the file's name: "photo-upload"
	Title string `json:"title"`
	// Art is its lines. {id:text} belongs to a part, {?id} is the place of its sign, {:text} is a heading.
	Art   []string `json:"art"`
	Parts []Part   `json:"parts"`
}

// Part is what lights up as one.
type Part struct {
	ID   string       `json:"id"`
	Name string       `json:"name"`
	Side account.Side `json:"side,omitempty"`
	Page string       `json:"page"` // LESSON/PAGE that runs it
	When []Rule       `json:"when"` // any of these calls lights it
}

// Rule describes calls that were answered well.
type Rule struct {
	To        string `json:"to"`                // who answered: "cognito-idp"
	Operation string `json:"operation"`         // "GetId"
	Without   string `json:"without,omitempty"` // a word that does not stand in the request's body
}

// Load reads all pictures of a folder, by id. The error lists all mistakes.
func Load(fsys fs.FS) (map[string]*Diagram, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	all := map[string]*Diagram{}
	var faults []error
	for _, file := range files {
		d := &Diagram{ID: strings.TrimSuffix(file, ".json")}
		if err := datafile.Read(fsys, file, d); err != nil {
			faults = append(faults, err)
			continue
		}
		for _, fault := range d.check() {
			faults = append(faults, fmt.Errorf("%s: %w", file, fault))
		}
		all[d.ID] = d
	}
	return all, errors.Join(faults...)
}

// tag is {id:text} or {?id}.
var tag = regexp.MustCompile(`\{(\?|)([a-z0-9-]*)(?::[^{}]*)?\}`)

func (d *Diagram) check() []error {
	var faults []error
	if d.Title == "" || len(d.Art) == 0 {
		faults = append(faults, errors.New("title and art are needed"))
	}
	drawn, known := map[string]bool{}, map[string]bool{}
	for i, line := range d.Art {
		for _, found := range tag.FindAllStringSubmatch(line, -1) {
			drawn[found[2]] = true
		}
		if rest := tag.ReplaceAllString(line, ""); strings.ContainsAny(rest, "{}") {
			faults = append(faults, fmt.Errorf("line %d of art has a brace that is no part", i+1))
		}
	}
	for _, p := range d.Parts {
		switch {
		case p.ID == "" || p.Name == "" || known[p.ID]:
			faults = append(faults, fmt.Errorf("part %q needs an id of its own, and a name", p.ID))
		case !drawn[p.ID]:
			faults = append(faults, fmt.Errorf("part %q is not in the art", p.ID))
		case len(p.When) == 0 || strings.Count(p.Page, "/") != 1:
			faults = append(faults, fmt.Errorf("part %q needs calls that light it, and the page that runs them", p.ID))
		}
		known[p.ID] = true
	}
	for id := range drawn {
		if id != "" && !known[id] {
			faults = append(faults, fmt.Errorf("the art has %q, which is no part", id))
		}
	}
	return faults
}

// Lit says which parts are lit after these calls, by id.
func (d *Diagram) Lit(exchanges []trace.Exchange) map[string]bool {
	lit := map[string]bool{}
	for _, p := range d.Parts {
		for _, rule := range p.When {
			for _, e := range exchanges {
				lit[p.ID] = lit[p.ID] || rule.fits(e)
			}
		}
	}
	return lit
}

// Seen says which parts are lit for somebody who has been on these pages.
func (d *Diagram) Seen(page func(lesson, page string) bool) map[string]bool {
	lit := map[string]bool{}
	for _, p := range d.Parts {
		lesson, at, _ := strings.Cut(p.Page, "/")
		lit[p.ID] = page(lesson, at)
	}
	return lit
}

func (r Rule) fits(e trace.Exchange) bool {
	return e.OK() && e.To == r.To && e.Operation == r.Operation && (r.Without == "" || !strings.Contains(string(e.Request.Body), r.Without))
}
