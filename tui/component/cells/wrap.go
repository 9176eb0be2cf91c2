package cells

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a line into lines of at most width cells, between words where it can. A colour that is still on at the
// end of a line is ended there and begun again on the next, so that each line stands for itself.
func Wrap(s string, width int) []string {
	if width < 1 || Width(s) <= width && !strings.Contains(s, "\n") {
		return []string{s}
	}
	lines := strings.Split(ansi.Wrap(s, width, ""), "\n")
	open := ""
	for i, line := range lines {
		before := open
		open = state(open, line)
		if open != "" {
			line += reset
		}
		lines[i] = before + line
	}
	return lines
}

// state is the colour sequences that are on after a line, given those that were on before it.
func state(open, line string) string {
	for i := strings.IndexByte(line, 0x1b); i >= 0; {
		n := sgr(line[i:])
		switch seq := line[i : i+n]; {
		case seq == reset || seq == "\x1b[m":
			open = ""
		default:
			open += seq
		}
		next := strings.IndexByte(line[i+max(n, 1):], 0x1b)
		if next < 0 {
			break
		}
		i += max(n, 1) + next
	}
	return open
}

// Frame makes a drawing exactly width x height: lines are cut or padded, missing ones are added below, and those that
// are too many are left out at the end. A drawing that fits already is returned as it is, at the cost of one look.
func Frame(s string, width, height int) string {
	if width < 1 || height < 1 {
		return ""
	}
	if fits(s, width, height) {
		return s
	}
	lines := strings.Split(s, "\n")
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, line := range lines {
		lines[i] = Fit(line, width)
	}
	for len(lines) < height {
		lines = append(lines, Blank(width))
	}
	return strings.Join(lines, "\n")
}

func fits(s string, width, height int) bool {
	for range height - 1 {
		line, rest, found := strings.Cut(s, "\n")
		if !found || Width(line) != width {
			return false
		}
		s = rest
	}
	return strings.IndexByte(s, '\n') < 0 && Width(s) == width
}
