// Package fulltext finds words in the text of a course: what its pages say, not what their questions and solutions give away.
package fulltext

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"poolschool/lessons"
	"poolschool/lessons/step"
)

// Index is the text of all pages. It does not change and is safe for concurrent use.
type Index struct{ pages []page }

type page struct {
	Hit
	text  string // paragraphs, a line each
	lower string // the same, and title and lesson's title before it, in small letters
}

// Hit is a page on which all words stand.
type Hit struct {
	Lesson, Page string // ids
	Number       int    // of the lesson: 120
	Title        string // of the page
	Of           string // the lesson's title
	Excerpt      string // a few words around the first place; of a page whose title has the words, its beginning
}

// New reads a course.
func New(course []*lessons.Lesson) *Index {
	x := &Index{}
	for _, l := range course {
		for _, p := range l.Pages {
			var text []string
			for _, b := range p.Blocks {
				if b.Step == nil {
					text = append(text, paragraphs(b.Prose.Source())...)
				} else if said := ofStep(b.Step); said != "" {
					text = append(text, said)
				}
			}
			entry := page{Hit: Hit{Lesson: l.ID, Page: p.ID, Number: l.Number, Title: p.Title, Of: l.Title}, text: strings.Join(text, "\n")}
			entry.lower = strings.ToLower(p.Title + "\n" + l.Title + "\n" + entry.text)
			x.pages = append(x.pages, entry)
		}
	}
	return x
}

// ofStep is what may be found of a step: which call it is. What a question offers and what a solution holds stays hidden.
func ofStep(s step.Step) string {
	switch s.Kind() {
	case step.KindCall, step.KindBreak, step.KindInspect, step.KindWait, step.KindTry:
		return s.Title()
	}
	return ""
}

// Find lists the pages on which all words of a query stand, those first whose title has them, at most most of them. A query
// without words finds nothing.
func (x *Index) Find(query string, most int) []Hit {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return nil
	}
	var titled, others []Hit
	for _, p := range x.pages {
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(p.lower, w) }) {
			continue
		}
		hit := p.Hit
		hit.Excerpt = excerpt(p.text, words)
		title := strings.ToLower(p.Title)
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(title, w) }) {
			others = append(others, hit)
		} else {
			titled = append(titled, hit)
		}
	}
	found := append(titled, others...)
	return found[:min(len(found), most)]
}

// around is how many bytes stand before and behind the first word of an excerpt.
const around = 40

// excerpt is the paragraph in which most of the words stand, from a little before the first of them.
func excerpt(text string, words []string) string {
	best, at, most := "", 0, -1
	for line := range strings.SplitSeq(text, "\n") {
		lower, found, first := strings.ToLower(line), 0, len(line)
		for _, w := range words {
			if i := strings.Index(lower, w); i >= 0 {
				found++
				first = min(first, i)
			}
		}
		if found > most {
			best, at, most = line, first, found
		}
	}
	if most == 0 {
		at = 0
	}
	if at <= around {
		return best
	}
	from := at - around
	if cut := strings.IndexByte(best[from:], ' '); cut >= 0 && from+cut < at {
		from += cut + 1
	}
	for from < len(best) && !utf8.RuneStart(best[from]) {
		from++
	}
	return "… " + best[from:]
}

var (
	link   = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	slot   = regexp.MustCompile(`\{\{\s*([^}|]*?)\s*(\|[^}]*)?\}\}`)
	fence  = regexp.MustCompile("(?m)^```.*$")
	marks  = strings.NewReplacer("**", "", "`", "", "\\", "")
	bullet = regexp.MustCompile(`^(?:[-*] |\d+\. |> |#+ )`)
)

// paragraphs are prose without its marks, a paragraph or list item a line.
func paragraphs(markdown string) []string {
	markdown = fence.ReplaceAllString(link.ReplaceAllString(slot.ReplaceAllString(markdown, "$1"), "$1"), "")
	var out []string
	open := false // the last line goes on
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimSpace(line)
		item := bullet.MatchString(line)
		line = marks.Replace(bullet.ReplaceAllString(line, ""))
		switch {
		case line == "":
			open = false
		case open && !item:
			out[len(out)-1] += " " + line
		default:
			out, open = append(out, line), true
		}
	}
	return out
}

// Where says where a hit stands: "12 Photo upload".
func (h Hit) Where() string {
	n := h.Number
	if n%10 == 0 {
		n /= 10
	}
	return fmt.Sprintf("%d %s", n, h.Of)
}
