package theme

import (
	"github.com/charmbracelet/glamour/ansi"
	"github.com/muesli/termenv"
)

// ItemMark stands before the sign of each list item in glamour's output. Glamour cannot indent the second line of an
// item under the first; who lays the text out finds the item by the mark and moves its sign to the left.
const ItemMark = "\u2800"

// Glamour is the theme as a style for Markdown. It has no margins, because panes place the text, and no syntax
// colours: they cost more than the rest of a page, and blue and orange mean something else here.
func (t Theme) Glamour() ansi.StyleConfig {
	s := t.data.Styles
	level := func(prefix string) ansi.StyleBlock {
		block := ansi.StyleBlock{StylePrimitive: t.primitive(s.Heading)}
		block.Prefix = prefix
		return block
	}
	heading := level("")
	heading.BlockSuffix = "\n"
	quote := t.primitive(s.Muted)
	return ansi.StyleConfig{
		Document:   ansi.StyleBlock{StylePrimitive: t.primitive(s.Text), Margin: ptr(uint(0))},
		Paragraph:  ansi.StyleBlock{},
		BlockQuote: ansi.StyleBlock{StylePrimitive: quote, Indent: ptr(uint(1)), IndentToken: ptr("│ ")},
		List:       ansi.StyleList{StyleBlock: ansi.StyleBlock{Indent: ptr(uint(3))}, LevelIndent: 3},
		Heading:    heading,
		H1:         level(""), H2: level(""), H3: level(""), H4: level(""), H5: level(""), H6: level(""),
		Emph:           t.primitive(Choice{Italic: true}),
		Strong:         t.primitive(Choice{Bold: true}),
		HorizontalRule: ansi.StylePrimitive{Color: t.color(s.Border.Color), Format: "\n────────\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: ItemMark + "· "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ItemMark + ". "},
		Task:           ansi.StyleTask{Ticked: ItemMark + SignAllow + " ", Unticked: ItemMark + SignToDo + " "},
		Link:           t.primitive(s.Link),
		LinkText:       t.primitive(s.Link),
		Image:          t.primitive(s.Link),
		ImageText:      t.primitive(s.Muted),
		Code:           ansi.StyleBlock{StylePrimitive: t.primitive(s.Code)},
		CodeBlock: ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{
			StylePrimitive: t.primitive(s.Code), Margin: ptr(uint(2)),
		}},
		Table:                 ansi.StyleTable{CenterSeparator: ptr("┼"), ColumnSeparator: ptr("│"), RowSeparator: ptr("─")},
		DefinitionTerm:        t.primitive(s.Heading),
		DefinitionDescription: ansi.StylePrimitive{BlockPrefix: "\n  "},
	}
}

func (t Theme) primitive(c Choice) ansi.StylePrimitive {
	if t.profile == termenv.Ascii {
		return ansi.StylePrimitive{} // glamour would write attributes even there
	}
	p := ansi.StylePrimitive{Color: t.color(c.Color), BackgroundColor: t.color(c.Ground)}
	if c.Bold {
		p.Bold = ptr(true)
	}
	if c.Italic {
		p.Italic = ptr(true)
	}
	if c.Underline {
		p.Underline = ptr(true)
	}
	if c.Reverse {
		p.Inverse = ptr(true)
	}
	return p
}

func (t Theme) color(c Color) *string {
	if color := c.At(t.profile); color != "" {
		return &color
	}
	return nil
}

func ptr[T any](v T) *T { return &v }
