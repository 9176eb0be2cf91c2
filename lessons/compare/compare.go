// Package compare is the table that sets the ways to AWS, and to your application, side by side.
package compare

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"poolschool/lessons/datafile"
	"poolschool/sim/account"
)

// File is the table's file in the folder that is handed in.
const File = "compare.json"

// Table is the whole comparison. It does not change.
type Table struct {
	AsOf     string    `json:"asOf"` // month in which prices were looked up: "2026-09"
	Subjects []Subject `json:"subjects"`
	Rows     []Row     `json:"rows"`
}

// Subject is one of the things that are compared.
type Subject struct {
	ID   string       `json:"id"`
	Name string       `json:"name"`
	Side account.Side `json:"side,omitempty"`
	See  string       `json:"see"` // LESSON/PAGE that shows it
}

// Row is one question, answered for every subject.
type Row struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	Cells map[string]string `json:"cells"` // by the id of the subject
}

// Load reads the table and checks that no cell is missing. The error lists all mistakes.
func Load(fsys fs.FS) (*Table, error) {
	var t Table
	if err := datafile.Read(fsys, File, &t); err != nil {
		return nil, err
	}
	return &t, t.check()
}

func (t *Table) check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(File+": "+format, args...)) }
	if t.AsOf == "" || len(t.Subjects) == 0 || len(t.Rows) == 0 {
		fault("asOf, subjects and rows are all needed")
	}
	known := map[string]bool{}
	for _, s := range t.Subjects {
		if s.ID == "" || s.Name == "" || s.See == "" || known[s.ID] {
			fault("subject %q needs an id of its own, a name and a page", s.ID)
		}
		known[s.ID] = true
	}
	for _, r := range t.Rows {
		if r.ID == "" || r.Name == "" {
			fault("row %q needs id and name", r.ID)
		}
		for _, s := range t.Subjects {
			if strings.TrimSpace(r.Cells[s.ID]) == "" {
				fault("row %q says nothing about %s", r.ID, s.ID)
			}
		}
		for id := range r.Cells {
			if !known[id] {
				fault("row %q speaks of %q, which is no subject", r.ID, id)
			}
		}
	}
	return errors.Join(faults...)
}

// Subject finds one by id or name.
func (t *Table) Subject(name string) (Subject, bool) {
	for _, s := range t.Subjects {
		if strings.EqualFold(name, s.ID) || strings.EqualFold(name, s.Name) {
			return s, true
		}
	}
	return Subject{}, false
}

// Text is the table in lines, question by question, for the subjects given; without any for all.
func (t *Table) Text(only ...Subject) string {
	if len(only) == 0 {
		only = t.Subjects
	}
	var b strings.Builder
	for _, r := range t.Rows {
		b.WriteString(r.Name + "\n")
		for _, s := range only {
			fmt.Fprintf(&b, "  %-2s%s: %s\n", s.Side.Prefix(), s.Name, r.Cells[s.ID])
		}
		b.WriteString("\n")
	}
	b.WriteString("See it\n")
	for _, s := range only {
		lesson, page, _ := strings.Cut(s.See, "/")
		fmt.Fprintf(&b, "  %-2s%s: poolschool learn %s, page %s\n", s.Side.Prefix(), s.Name, lesson, page)
	}
	fmt.Fprintf(&b, "\nPrices change; these are of %s.\n", t.AsOf)
	return b.String()
}
