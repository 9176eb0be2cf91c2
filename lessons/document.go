package lessons

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"poolschool/lessons/mistake"
)

// unixText is a file's text without what editors on Windows add: a mark at its beginning and a second character at the end of
// each line.
func unixText(source []byte) string {
	return strings.ReplaceAll(strings.TrimPrefix(string(source), "\ufeff"), "\r\n", "\n")
}

// chunk is what the Markdown parser finds at the top level of a file: a page's heading, a fenced block, or the prose
// between.
type chunk struct {
	line    int
	heading string // the line of a level-1 heading, without its #
	fence   string // the info of a fence that is not mere code
	body    string // prose, or what stands between the fences
}

// isCode reports info words of fences that are prose: code to look at.
func isCode(word string) bool {
	switch word {
	case "", "json", "text", "xml", "html", "console":
		return true
	}
	return false
}

// chunks cuts Markdown into headings, blocks and prose. first is the number of its first line in the file. Markdown
// knows what is a fence and what only looks like one, so its parser decides; the text itself comes from the lines, because
// the parser's positions leave out markers.
func chunks(source string, first int) []chunk {
	data := []byte(source)
	lines := strings.Split(source, "\n")
	lineOf := func(offset int) int { return bytes.Count(data[:offset], []byte("\n")) }
	var out []chunk
	from := 0 // the first line that is not taken yet
	prose := func(to int) {
		if body := strings.Join(lines[from:to], "\n"); strings.TrimSpace(body) != "" {
			out = append(out, chunk{line: first + from, body: body})
		}
	}
	root := goldmark.DefaultParser().Parse(text.NewReader(data))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level != 1 || n.Lines().Len() == 0 {
				continue
			}
			at := lineOf(n.Lines().At(0).Start)
			prose(at)
			out = append(out, chunk{line: first + at, heading: strings.TrimSpace(strings.TrimLeft(lines[at], " #"))})
			from = at + 1
		case *ast.FencedCodeBlock:
			if n.Info == nil {
				continue
			}
			info := strings.TrimSpace(string(n.Info.Segment.Value(data)))
			if word, _, _ := strings.Cut(info, " "); isCode(word) {
				continue
			}
			open := lineOf(n.Info.Segment.Start)
			prose(open)
			end := open + 1 + n.Lines().Len()
			out = append(out, chunk{line: first + open, fence: info, body: strings.Join(lines[open+1:min(end, len(lines))], "\n")})
			from = min(end+1, len(lines))
		}
	}
	prose(len(lines))
	return out
}

// frontKeys are the keys of the front matter.
func frontKeys() []string {
	return []string{"title", "minutes", "account", "goal", "track", "answers", "panels", "terms", "diagram", "code"}
}

var frontLine = regexp.MustCompile(`^([A-Za-z]+):\s*(.*?)\s*$`)

type frontValue struct {
	text string
	line int
}

// frontMatter reads the "key: value" lines at the top and returns what is below them with the number of its first
// line.
func frontMatter(source string, m *mistake.List) (front map[string]frontValue, rest string, first int) {
	front = map[string]frontValue{}
	lines := strings.Split(source, "\n")
	if strings.TrimRight(lines[0], " ") != "---" {
		m.Add(1, "no front matter", "begin the file with ---, then lines such as title: Photo upload, then ---")
		return front, source, 1
	}
	for i, text := range lines[1:] {
		n := i + 2
		if strings.TrimRight(text, " ") == "---" {
			return front, strings.Join(lines[n:], "\n"), n + 1
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		parts := frontLine.FindStringSubmatch(text)
		if parts == nil {
			m.Add(n, "this is no front matter", "write: key: value")
			continue
		}
		if _, twice := front[parts[1]]; twice {
			m.Add(n, "\""+parts[1]+"\" stands twice", "keep one of them")
			continue
		}
		front[parts[1]] = frontValue{parts[2], n}
	}
	m.Add(1, "the front matter does not end", "close it with a line ---")
	return front, "", len(lines)
}
