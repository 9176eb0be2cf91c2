package panels

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// pageLine is a line of a drawn page: words in an ink, or a field.
type pageLine struct {
	text  string
	ink   func(Styles) theme.Ink
	field bool // drawn as a box to type in
	gap   bool // an empty line before it
}

// pageLines reads what a person would see of an HTML page: heading, words, labels, fields, buttons, links. The login pages use
// plain HTML, so nothing more is needed to draw them.
func pageLines(body []byte) []pageLine {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	var p pageReader
	p.walk(root)
	return p.lines
}

type pageReader struct{ lines []pageLine }

func text(s Styles) theme.Ink    { return s.Text }
func heading(s Styles) theme.Ink { return s.Heading }
func muted(s Styles) theme.Ink   { return s.Muted }
func deny(s Styles) theme.Ink    { return s.Deny }

func (p *pageReader) walk(n *html.Node) {
	switch n.DataAtom {
	case atom.Head, atom.Style, atom.Script:
		return
	case atom.H1:
		p.add(pageLine{text: wordsIn(n), ink: heading, gap: true})
		return
	case atom.P, atom.Footer:
		line := pageLine{text: wordsIn(n), ink: text, gap: true}
		switch attribute(n, "class") {
		case "error":
			line.ink, line.text = deny, theme.SignDeny+" "+line.text
		case "app", "or":
			line.ink = muted
		}
		if n.DataAtom == atom.Footer {
			line.ink = muted
		}
		p.add(line)
		return
	case atom.Label:
		p.add(pageLine{text: wordsIn(n), ink: muted, gap: true})
		return
	case atom.Input:
		p.input(n)
		return
	case atom.Button:
		p.add(pageLine{text: "( " + wordsIn(n) + " )", ink: heading, gap: true})
		return
	case atom.A:
		p.add(pageLine{text: "→ " + wordsIn(n), ink: text})
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

func (p *pageReader) add(l pageLine) {
	if strings.TrimSpace(l.text) != "" || l.field {
		p.lines = append(p.lines, l)
	}
}

// input is a field to type in, or a choice. What a page hides is not drawn.
func (p *pageReader) input(n *html.Node) {
	value := attribute(n, "value")
	switch attribute(n, "type") {
	case "hidden":
	case "submit":
		p.add(pageLine{text: "( " + value + " )", ink: heading, gap: true})
	case "radio", "checkbox":
		p.add(pageLine{text: "( ) " + value, ink: text})
	case "password":
		p.lines = append(p.lines, pageLine{text: strings.Repeat("•", len([]rune(value))), ink: text, field: true})
	default:
		p.lines = append(p.lines, pageLine{text: value, ink: text, field: true})
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// wordsIn are the words inside an element, on one line.
func wordsIn(n *html.Node) string {
	var b strings.Builder
	var collect func(*html.Node)
	collect = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			collect(c)
		}
	}
	collect(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// The most and the least that a drawn page is wide.
const (
	widestPage    = 46
	narrowestPage = 20
)

// writePage draws an HTML page in a frame.
func (m *Model) writePage(w *writer, body []byte) {
	lines := pageLines(body)
	width := min(w.width, widestPage)
	if len(lines) == 0 || width < narrowestPage {
		return
	}
	border, inner := w.styles.Muted, width-4
	row := func(content string, used int) {
		w.line(border.Render("│") + " " + content + cells.Blank(inner-used) + " " + border.Render("│"))
	}
	w.line(border.Render("┌" + strings.Repeat("─", width-2) + "┐"))
	for i, l := range lines {
		if l.gap && i > 0 {
			row("", 0)
		}
		ink := l.ink(w.styles)
		if l.field {
			shown := cells.Fit(plain(l.text), inner-4)
			row(border.Render("[ ")+ink.Render(shown)+border.Render(" ]"), inner)
			continue
		}
		for _, part := range fill(plain(l.text), inner, inner) {
			row(ink.Render(part), cells.Width(part))
		}
	}
	w.line(border.Render("└" + strings.Repeat("─", width-2) + "┘"))
	w.gap()
}
