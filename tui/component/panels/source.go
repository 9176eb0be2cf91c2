package panels

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"poolschool/sim/policy"
	"poolschool/tui/component/cells"
)

// around is how many lines of a document are shown before and behind the statement.
const linesAround = 1

// writeSource writes the part of a policy's document in which a statement stands, its own lines lit by a bar.
func (m *Model) writeSource(w *writer, f policy.Finding) {
	lines, first, last, ok := located(f)
	if !ok {
		return
	}
	from, to := max(first-linesAround, 0), min(last+linesAround, len(lines)-1)
	number := len(strconv.Itoa(to + 1))
	for i := from; i <= to; i++ {
		text := plain(strings.ReplaceAll(lines[i], "\t", "  "))
		head := "  " + w.styles.Muted.Render(cells.Right(strconv.Itoa(i+1), number)) + " "
		if i < first || i > last {
			w.line(head + w.styles.Muted.Render("│ "+text))
			continue
		}
		bar := w.styles.Allow
		if f.Effect == policy.Deny {
			bar = w.styles.Deny
		}
		lit := bar.Render("┃") + " "
		m.writeLit(w, head+lit, cells.Blank(number+3)+lit, text)
	}
}

// writeLit writes a lit line; a long one goes on behind a bar of its own, further in.
func (m *Model) writeLit(w *writer, head, next, text string) {
	room := max(w.width-cells.Width(head), 8)
	body := strings.TrimLeft(text, " ")
	indent := min(len(text)-len(body), room/3)
	for i, line := range fill(cells.Blank(indent)+body, room, room-indent-2) {
		if i > 0 {
			head, line = next, cells.Blank(indent+2)+line
		}
		w.line(head + w.styles.Code.Render(line))
	}
}

// located is a policy's document as lines, and which of them, counted from 0, are the statement's. A document that was
// written in one line is laid out first.
func located(f policy.Finding) (lines []string, first, last int, ok bool) {
	source := []byte(strings.TrimSpace(f.Source))
	if bytes.IndexByte(source, '\n') < 0 {
		value := jsontext.Value(bytes.Clone(source))
		if value.Indent(jsontext.WithIndent("  ")) != nil {
			return nil, 0, 0, false
		}
		source = value
	}
	from, to, ok := statementAt(source, f.Index)
	if !ok {
		return nil, 0, 0, false
	}
	first = bytes.Count(source[:from], []byte("\n"))
	last = bytes.Count(source[:to], []byte("\n"))
	return dedented(strings.Split(string(source), "\n")), first, last, true
}

// statementAt finds where the statement with that index begins and ends in a document.
func statementAt(source []byte, index int) (from, to int, ok bool) {
	dec := jsontext.NewDecoder(bytes.NewReader(source))
	if token, err := dec.ReadToken(); err != nil || token.Kind() != '{' {
		return 0, 0, false
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return 0, 0, false
		}
		if name.String() != "Statement" {
			if dec.SkipValue() != nil {
				return 0, 0, false
			}
			continue
		}
		if dec.PeekKind() == '[' {
			if _, err := dec.ReadToken(); err != nil {
				return 0, 0, false
			}
			for ; index > 0; index-- {
				if dec.SkipValue() != nil {
					return 0, 0, false
				}
			}
		}
		before := int(dec.InputOffset())
		if dec.SkipValue() != nil {
			return 0, 0, false
		}
		to = int(dec.InputOffset())
		start := bytes.IndexByte(source[before:to], '{')
		return before + max(start, 0), to, start >= 0
	}
	return 0, 0, false
}

// dedented moves lines to the left as far as all but the first allow: a document inside another file is indented as a whole,
// but for the brace that it begins with.
func dedented(lines []string) []string {
	least := -1
	for _, line := range lines[1:] {
		if trimmed := strings.TrimLeft(line, " "); trimmed != "" && (least < 0 || len(line)-len(trimmed) < least) {
			least = len(line) - len(trimmed)
		}
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = line
		if i > 0 && least > 0 && len(line) >= least {
			out[i] = line[least:]
		}
	}
	return out
}
