package lessons

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
)

// Outline reads what the map of a course shows and no more: each lesson's front matter and the headings of its pages.
// It takes a fraction of the time of LoadCourse, so a program can show its first screen before the course is
// checked. The lessons have no blocks: they cannot be played.
func Outline(files fs.FS) ([]*Lesson, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, fmt.Errorf("read the course: %w", err)
	}
	var out []*Lesson
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read the course: %w", err)
		}
		l := &loader{lesson: &Lesson{File: name}}
		l.name(name)
		front, rest, _ := frontMatter(unixText(source), &mistake.List{}) // mistakes are LoadCourse's to report
		l.front(front)
		for line := range strings.Lines(rest) {
			if page, ok := heading(line); ok {
				l.lesson.Pages = append(l.lesson.Pages, page)
			}
		}
		out = append(out, l.lesson)
	}
	slices.SortFunc(out, func(a, b *Lesson) int { return a.Number - b.Number })
	return out, nil
}

// heading reads "# Title {#id}". The loader has an expression for it; this runs before the first frame, where an
// expression over every line of every lesson costs a millisecond.
func heading(line string) (Page, bool) {
	title, ok := strings.CutPrefix(line, "# ")
	if !ok {
		return Page{}, false
	}
	title, id, ok := strings.Cut(strings.TrimSpace(title), " {#")
	if !ok || !strings.HasSuffix(id, "}") {
		return Page{}, false
	}
	return Page{Title: title, ID: strings.TrimSuffix(id, "}")}, true
}
