package lessons

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"

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
		front, rest, _ := frontMatter(string(source), &mistake.List{}) // mistakes are LoadCourse's to report
		l.front(front)
		for _, heading := range outlineHeading.FindAllStringSubmatch(rest, -1) {
			l.lesson.Pages = append(l.lesson.Pages, Page{Title: heading[1], ID: heading[2]})
		}
		out = append(out, l.lesson)
	}
	slices.SortFunc(out, func(a, b *Lesson) int { return a.Number - b.Number })
	return out, nil
}

// outlineHeading is a page's heading with its id.
var outlineHeading = regexp.MustCompile(`(?m)^# (.+?) \{#([a-z0-9-]+)\}\s*$`)
