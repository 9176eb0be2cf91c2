package errorfinder

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"poolschool/lessons/datafile"
)

// pagesFile says which page of the course brings a message about: entry id → "LESSON/PAGE". It is kept apart from the
// entries because a test writes it.
const pagesFile = "pages.json"

// Finder is all entries. It does not change and is safe for concurrent use.
type Finder struct {
	Entries    []*Entry
	in         map[string]int // word → number of messages that have it
	vocabulary []string       // the words of in, in alphabetical order
}

// Load reads all files of the folder: lists of entries, and pages.json. The error names file and line, or the entry.
func Load(fsys fs.FS) (*Finder, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	f := &Finder{in: map[string]int{}}
	pages := map[string]string{}
	var faults []error
	for _, file := range files {
		if file == pagesFile {
			faults = append(faults, datafile.Read(fsys, file, &pages))
			continue
		}
		var entries []*Entry
		if err := datafile.Read(fsys, file, &entries); err != nil {
			faults = append(faults, err)
			continue
		}
		for _, e := range entries {
			faults = append(faults, f.add(file, e))
		}
	}
	for id, page := range pages {
		e, ok := f.Entry(id)
		if !ok {
			faults = append(faults, fmt.Errorf("%s: there is no entry %q", pagesFile, id))
			continue
		}
		e.See = page
	}
	f.vocabulary = slices.Sorted(maps.Keys(f.in))
	return f, errors.Join(faults...)
}

func (f *Finder) add(file string, e *Entry) error {
	e.pattern = newPattern(e.Title())
	var faults []error
	for _, fault := range e.check() {
		faults = append(faults, fmt.Errorf("%s: %w", file, fault))
	}
	for _, other := range f.Entries {
		if other.ID == e.ID || other.Code == e.Code && other.Title() == e.Title() && other.Service == e.Service {
			faults = append(faults, fmt.Errorf("%s: entry %s is also entry %s", file, e.ID, other.ID))
		}
	}
	f.Entries = append(f.Entries, e)
	counted := e.pattern.literals()
	slices.Sort(counted)
	for _, w := range slices.Compact(counted) {
		f.in[w]++
	}
	return errors.Join(faults...)
}

// Entry finds an entry by its id.
func (f *Finder) Entry(id string) (*Entry, bool) {
	for _, e := range f.Entries {
		if e.ID == id {
			return e, true
		}
	}
	return nil, false
}
