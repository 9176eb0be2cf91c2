// Package theme says how things look by what they mean. A theme is a data file; New builds it on a renderer that is
// handed in, so nothing here asks the terminal anything.
//
// Each meaning comes as a lipgloss style, for widgets that want one, and as an Ink, which is the same style split once:
// a style's Render costs 1.8 µs, an ink's three string parts joined.
package theme

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Theme is a look: one ink for each meaning, as in t.Deny.Render("no").
//
// On a renderer without colours (profile Ascii) every ink is empty, so frames are plain text. A terminal that has
// colours whose user wants none (NO_COLOR) gets the theme "no-colour" on the profile ANSI, which uses bold, underline
// and reverse only.
type Theme struct {
	Palette[Ink]
	// Styles are the same as lipgloss styles. They are large, hence the pointer; nobody changes them.
	Styles *Palette[lipgloss.Style]

	data    Data
	profile termenv.Profile
}

// Ink is a style split into what stands before and behind the words.
type Ink struct{ Prefix, Suffix string }

// Render puts s between prefix and suffix. s is one line, and holds no other ink: the first suffix in it would end this
// one.
func (i Ink) Render(s string) string {
	if i.Prefix == "" || s == "" {
		return s
	}
	return i.Prefix + s + i.Suffix
}

// Put is Render into a builder that a line is put together in.
func (i Ink) Put(b *strings.Builder, s string) {
	if i.Prefix == "" || s == "" {
		b.WriteString(s)
		return
	}
	b.WriteString(i.Prefix)
	b.WriteString(s)
	b.WriteString(i.Suffix)
}

// Paint splits a style into an ink. Only what stands before and behind words is kept, not width, margin or border.
func Paint(style lipgloss.Style) Ink {
	prefix, suffix, _ := strings.Cut(style.Render("x"), "x")
	return Ink{Prefix: prefix, Suffix: suffix}
}

// New builds a theme's styles on a renderer, for the renderer's colour profile.
func New(data Data, r *lipgloss.Renderer) Theme {
	profile := r.ColorProfile()
	styles := convert(data.Styles, func(c Choice) lipgloss.Style { return c.style(r, profile) })
	return Theme{Palette: convert(styles, Paint), Styles: &styles, data: data, profile: profile}
}

func (c Choice) style(r *lipgloss.Renderer, profile termenv.Profile) lipgloss.Style {
	style := r.NewStyle()
	if color := c.Color.At(profile); color != "" {
		style = style.Foreground(lipgloss.Color(color))
	}
	if ground := c.Ground.At(profile); ground != "" {
		style = style.Background(lipgloss.Color(ground))
	}
	// Setting an attribute to false costs bytes in lipgloss's slow path, so only true ones are set.
	if c.Bold {
		style = style.Bold(true)
	}
	if c.Italic {
		style = style.Italic(true)
	}
	if c.Underline {
		style = style.Underline(true)
	}
	if c.Reverse {
		style = style.Reverse(true)
	}
	return style
}

// Name is the theme's name, as in its file.
func (t Theme) Name() string { return t.data.Name }

// ID tells two looks apart, as a key for whatever was drawn with one: the same theme has another look on a terminal
// with fewer colours.
func (t Theme) ID() string { return t.data.Name + "/" + t.profile.Name() }

// Profile is the colour profile that the styles were built for.
func (t Theme) Profile() termenv.Profile { return t.profile }

// Plain is a theme without colours or attributes, for text that leaves the screen and for tests.
func Plain() Theme {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(termenv.Ascii)
	r.SetHasDarkBackground(true)
	return New(Data{Name: "plain", Dark: true}, r)
}
