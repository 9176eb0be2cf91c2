// Package mistake is what the loader of lesson files says to the person who wrote the file: where, what, and
// what to do about it. All mistakes of a file are reported at once.
package mistake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Mistake is one thing wrong in a lesson file.
type Mistake struct {
	File string // as the caller named it: "120-photo-upload.md"
	Line int    // the first line is 1; 0 means the whole file
	What string // what is wrong
	Do   string // what to do about it; "" where What says it all
}

// Error is "file:line: what; what to do", on one line.
func (m Mistake) Error() string {
	where := m.File
	if m.Line > 0 {
		where = fmt.Sprintf("%s:%d", m.File, m.Line)
	}
	text := where + ": " + m.What
	if m.Do != "" {
		text += "; " + m.Do
	}
	return strings.ReplaceAll(text, "\n", " ") // what the file holds may have lines
}

// List is every mistake of a file or of a course, in the order of their lines.
type List []Mistake

// Error is one line a mistake.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, m := range l {
		lines[i] = m.Error()
	}
	return strings.Join(lines, "\n")
}

// Err is the list as an error, nil when it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Add appends a mistake. The file is filled in by In.
func (l *List) Add(line int, what, do string) {
	*l = append(*l, Mistake{Line: line, What: what, Do: do})
}

// In returns the list with every mistake placed in the file, ordered by line.
func (l List) In(file string) List {
	out := slices.Clone(l)
	for i := range out {
		out[i].File = file
	}
	slices.SortStableFunc(out, func(a, b Mistake) int { return a.Line - b.Line })
	return out
}

// most is how many names a message lists before it stops.
const most = 12

// Meant suggests what somebody meant by word: the nearest of the known names, or all of them when none is near.
func Meant(word string, known []string) string {
	if name, ok := Nearest(word, known); ok {
		return fmt.Sprintf("did you mean %q?", name)
	}
	if len(known) == 0 {
		return "there is none to choose from"
	}
	known = slices.Sorted(slices.Values(known))
	if len(known) > most {
		return "known: " + strings.Join(known[:most], ", ") + ", …"
	}
	return "known: " + strings.Join(known, ", ")
}

// Nearest returns the known name that takes the fewest edits to reach, if they are at most a third of the
// longer of the two (never fewer than two are tried). Of equals the first wins. If none is near, it is the one
// known name that contains the word: "photo" means "photo-upload".
func Nearest(word string, known []string) (string, bool) {
	best, found, fewest := "", false, 0
	for _, name := range known {
		limit := max(2, max(len(word), len(name))/3)
		edits := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(name))
		if edits <= limit && edits < max(len(word), len(name)) && (!found || edits < fewest) {
			best, found, fewest = name, true, edits
		}
	}
	if found || len(word) < leastPart {
		return best, found
	}
	for _, name := range known {
		if !strings.Contains(strings.ToLower(name), strings.ToLower(word)) {
			continue
		}
		if found {
			return "", false
		}
		best, found = name, true
	}
	return best, found
}

// leastPart is how long a word must be to stand for the name that contains it.
const leastPart = 3
