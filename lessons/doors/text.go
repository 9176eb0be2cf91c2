package doors

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// RowOf and ColumnOf find by id; ok is false when there is none.
func RowOf(id string) (Row, bool) {
	for _, r := range Rows() {
		if r.ID == id {
			return r, true
		}
	}
	return Row{}, false
}

// ColumnOf finds a door by its id.
func ColumnOf(id string) (Column, bool) {
	for _, c := range Columns() {
		if c.ID == id {
			return c, true
		}
	}
	return Column{}, false
}

// Table is the matrix in lines, at most 80 columns wide. Cells that were not knocked at yet show a dot.
func Table(cells []Cell) string {
	const first, width = 31, 8 // a head of seven letters and a blank
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", first))
	for _, c := range Columns() {
		b.WriteString(pad(c.Short, width))
	}
	b.WriteString("\n")
	for _, r := range Rows() {
		b.WriteString(pad(fmt.Sprintf("%-2s%s", r.Side.Prefix(), r.Name), first))
		for _, c := range Columns() {
			b.WriteString(pad(mark(cells, r.ID, c.ID), width))
		}
		b.WriteString("\n")
	}
	return trimLines(b.String())
}

func mark(cells []Cell, row, column string) string {
	for _, c := range cells {
		if c.Row == row && c.Column == column {
			if c.OK {
				return "✓"
			}
			return "✗ " + fmt.Sprint(c.Status)
		}
	}
	return "·"
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(1, width-utf8.RuneCountInString(text)))
}

func trimLines(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// Text is a cell in lines.
func (c Cell) Text() string {
	row, _ := RowOf(c.Row)
	column, _ := ColumnOf(c.Column)
	result := "✓ in"
	if !c.OK {
		result = fmt.Sprintf("✗ %d %s", c.Status, c.Code)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s at %s: %s\n  %s\n", row.Side.Prefix(), row.Name, column.Name, result, c.How)
	if c.Answer != "" {
		fmt.Fprintf(&b, "  “%s”", shorten(c.Answer))
		if c.Simulated {
			b.WriteString(" (wording simulated)")
		}
		b.WriteString("\n")
	}
	if c.Reason != "" {
		fmt.Fprintf(&b, "  Why: %s\n", c.Reason)
	}
	return b.String()
}

// longestWord is how many characters of a word are shown: a token in a message fills a screen.
const longestWord = 100

func shorten(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		if len(w) > longestWord {
			words[i] = w[:24] + "…" + w[len(w)-8:]
		}
	}
	return strings.Join(words, " ")
}

// Short is the answer with long words, such as tokens, shortened.
func (c Cell) Short() string { return shorten(c.Answer) }
