package command

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/muesli/reflow/wordwrap"
)

// mostColumns is how wide text for people gets: longer lines are hard to read.
const mostColumns = 100

// prose is where text for people goes. In a terminal its lines are broken between words; into a pipe or a file they go as
// they are, for other programs to search.
func (e Env) prose() io.Writer {
	if !e.OutTerminal || e.Columns <= 0 {
		return e.Out
	}
	return wrapping{e.Out, min(e.Columns, mostColumns)}
}

// wrapping breaks lines between words. Each Write begins a line.
type wrapping struct {
	to      io.Writer
	columns int
}

func (w wrapping) Write(p []byte) (int, error) {
	var b strings.Builder
	for line := range strings.Lines(string(p)) {
		b.WriteString(w.broken(line))
	}
	if _, err := io.WriteString(w.to, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// broken puts what does not fit below the line, as far in as its text begins. Words stay whole: ids and tokens are there to
// be copied.
func (w wrapping) broken(line string) string {
	text := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if mark, rest, ok := strings.Cut(text, " "); ok && slices.Contains(marks(), mark) {
		text = rest
		indent += utf8.RuneCountInString(mark) + 1
	}
	wrap := wordwrap.NewWriter(max(w.columns-indent, w.columns/2))
	wrap.Breakpoints = nil          // us-east-1 stays whole
	_, _ = wrap.Write([]byte(text)) // into memory
	_ = wrap.Close()
	before, after, _ := strings.Cut(line, text)
	return before + strings.ReplaceAll(wrap.String(), "\n", "\n"+strings.Repeat(" ", indent)) + after
}

// marks begin the lines of lists.
func marks() []string { return []string{"-", "·", "✓", "✗", "◆", "●"} }
