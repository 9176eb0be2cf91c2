package lessons

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// Open gives what is known about the account of that name: its operations and its values. The error says why there is
// no such account.
type Open func(account string) (step.Known, error)

// Load reads the lesson file with that name. The error is a mistake.List with every mistake of the file; the lesson is
// then nil.
func Load(file string, source []byte, open Open) (*Lesson, error) {
	l := &loader{lesson: &Lesson{File: file}}
	text := unixText(source)
	l.cells(text)
	front, rest, first := frontMatter(text, &l.mistakes)
	l.name(file)
	l.front(front)
	known := l.account(front["account"], open)
	l.values = newValueCheck(known)
	for _, c := range chunks(rest, first) {
		l.chunk(c, known)
	}
	l.whole()
	if err := l.mistakes.In(file).Err(); err != nil {
		return nil, err
	}
	l.lesson.Warnings = l.values.warnings.In(file)
	return l.lesson, nil
}

// loader is a lesson while it is being read.
type loader struct {
	lesson   *Lesson
	mistakes mistake.List
	values   *valueCheck
	pageIDs  map[string]int // id → line
	blockIDs map[string]int
	filled   int // pages up to this one have something on them
}

// fileName is NUMBER-NAME.md.
var fileName = regexp.MustCompile(`^([0-9]{3})-([a-z][a-z0-9-]*)\.md$`)

func (l *loader) name(file string) {
	base := file[strings.LastIndexAny(file, `/\`)+1:]
	parts := fileName.FindStringSubmatch(base)
	if parts == nil {
		l.mistakes.Add(0, "the file's name is not NUMBER-NAME.md", "name it like 120-photo-upload.md")
		return
	}
	l.lesson.Number, _ = strconv.Atoi(parts[1]) // three digits, by the pattern
	l.lesson.ID = parts[2]
}

func (l *loader) front(front map[string]frontValue) {
	known := frontKeys()
	for key, v := range front {
		found := false
		for _, k := range known {
			found = found || k == key
		}
		if !found {
			l.mistakes.Add(v.line, "unknown key \""+key+"\"", mistake.Meant(key, known))
		}
	}
	for _, key := range []string{"title", "minutes", "account"} {
		if front[key].text == "" {
			l.mistakes.Add(max(1, front[key].line), "no "+key, "add a line "+key+": … to the front matter")
		}
	}
	l.lesson.Title, l.lesson.Goal, l.lesson.Track = front["title"].text, front["goal"].text, front["track"].text
	l.lesson.Account, l.lesson.Diagram = front["account"].text, front["diagram"].text
	l.lesson.Code = front["code"].text
	l.lesson.Answers = list(front["answers"].text)
	l.lesson.Terms, l.lesson.termsLine = list(front["terms"].text), front["terms"].line
	if minutes := front["minutes"]; minutes.text != "" {
		n, err := strconv.Atoi(minutes.text)
		if err != nil || n < 1 {
			l.mistakes.Add(minutes.line, "minutes: \""+minutes.text+"\" is no number of minutes", "write a whole number")
		}
		l.lesson.Minutes = n
	}
	panels := front["panels"]
	for _, name := range list(panels.text) {
		l.panel(name, panels.line)
	}
	if panels.text == "" {
		for _, name := range step.Panels() {
			l.lesson.Panels = append(l.lesson.Panels, step.Panel(name))
		}
	}
}

func (l *loader) panel(name string, n int) {
	for _, known := range step.Panels() {
		if name == known {
			l.lesson.Panels = append(l.lesson.Panels, step.Panel(name))
			return
		}
	}
	l.mistakes.Add(n, "unknown panel \""+name+"\"", mistake.Meant(name, step.Panels()))
}

// list splits "a, b, c".
func list(text string) []string {
	var out []string
	for _, item := range strings.Split(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// account opens the account; without one the rest is still read, and nothing is said about operations and values.
func (l *loader) account(name frontValue, open Open) step.Known {
	if name.text == "" {
		return nil
	}
	known, err := open(name.text)
	if err != nil {
		l.mistakes.Add(name.line, fmt.Sprintf("account %q cannot be opened: %v", name.text, err), "put it into lessons/accounts/"+name.text+".json, or name another")
		return nil
	}
	return known
}

// pageHeading is a title with an id.
var pageHeading = regexp.MustCompile(`^(.*?)\s*(?:\{#([^}]*)\})?$`)

func (l *loader) chunk(c chunk, known step.Known) {
	if c.heading != "" {
		l.page(c)
		return
	}
	if len(l.lesson.Pages) == 0 {
		l.mistakes.Add(c.line, "text before the first page", "begin a page with: # Title {#id}")
		l.lesson.Pages = append(l.lesson.Pages, Page{Line: c.line})
	}
	page := &l.lesson.Pages[len(l.lesson.Pages)-1]
	l.filled = len(l.lesson.Pages)
	if c.fence == "" {
		prose, wrong := value.Parse(strings.Trim(c.body, "\n"), c.line+leading(c.body))
		l.mistakes = append(l.mistakes, wrong...)
		l.values.prose(prose, &l.mistakes)
		l.short(prose)
		page.Blocks = append(page.Blocks, Block{Line: c.line, Prose: prose})
		return
	}
	if known == nil {
		return
	}
	word, info, _ := strings.Cut(c.fence, " ")
	source := step.Source{Kind: step.Kind(word), Info: strings.TrimSpace(info), Line: c.line, Body: c.body}
	s, wrong := step.Parse(source, known)
	l.mistakes = append(l.mistakes, wrong...)
	l.values.step(s, source, &l.mistakes)
	if s == nil {
		return
	}
	l.unique(s)
	page.Blocks = append(page.Blocks, Block{Line: c.line, Step: s})
}

// words is how many words stand between two steps at most: a reader who came to do something skips more.
const words = 110

// short warns of a long text.
func (l *loader) short(prose value.Template) {
	if n := len(strings.Fields(prose.Source())); n > words {
		l.values.warnings.Add(prose.Line(), fmt.Sprintf("%d words without a step", n), fmt.Sprintf("say it in about 90, %d at most, or put a step between", words))
	}
}

func leading(body string) int { return len(body) - len(strings.TrimLeft(body, "\n")) }

func (l *loader) page(c chunk) {
	parts := pageHeading.FindStringSubmatch(c.heading)
	page := Page{ID: parts[2], Title: parts[1], Line: c.line}
	switch {
	case page.ID == "":
		l.mistakes.Add(c.line, "a page without an id", "write: # "+page.Title+" {#some-name}, and keep that name for good")
	case !pageID.MatchString(page.ID):
		l.mistakes.Add(c.line, "the id \""+page.ID+"\" is not a stable name", "use small letters, digits and dashes, beginning with a letter")
	}
	if page.Title == "" {
		l.mistakes.Add(c.line, "a page without a title", "write: # Title {#"+page.ID+"}")
	}
	if l.pageIDs == nil {
		l.pageIDs = map[string]int{}
	}
	l.once(l.pageIDs, page.ID, c.line)
	l.notEmpty()
	l.lesson.Pages = append(l.lesson.Pages, page)
}

var pageID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// unique holds that an id stands once in a lesson: a link names lesson, page and block, but people say the last part.
func (l *loader) unique(s step.Step) {
	if l.blockIDs == nil {
		l.blockIDs = map[string]int{}
	}
	l.once(l.blockIDs, s.ID(), s.Line())
}

func (l *loader) once(ids map[string]int, id string, n int) {
	if id == "" {
		return
	}
	if before, twice := ids[id]; twice {
		l.mistakes.Add(n, fmt.Sprintf("the id %q stands already in line %d", id, before), "give one of them another name")
		return
	}
	ids[id] = n
}

// notEmpty checks the page that ends here.
func (l *loader) notEmpty() {
	if n := len(l.lesson.Pages); n > l.filled {
		l.mistakes.Add(l.lesson.Pages[n-1].Line, "an empty page", "write its text below the heading")
	}
}

// whole checks what only the whole file shows.
func (l *loader) whole() {
	l.notEmpty()
	if len(l.lesson.Pages) == 0 {
		l.mistakes.Add(0, "a lesson without pages", "begin a page with: # Title {#id}")
	}
}
