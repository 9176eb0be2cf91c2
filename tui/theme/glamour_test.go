package theme

import (
	"testing"

	"github.com/muesli/termenv"
)

func TestMarkdownHasTheThemesColours(t *testing.T) {
	for _, tt := range []struct {
		profile termenv.Profile
		want    string
	}{{termenv.TrueColor, "#8bd5ca"}, {termenv.ANSI256, "116"}, {termenv.ANSI, "6"}} {
		style := load(t, "dark", tt.profile).Glamour()
		if got := style.Code.Color; got == nil || *got != tt.want {
			t.Errorf("%s: got %v, want %s", tt.profile.Name(), got, tt.want)
		}
		if style.Document.Margin == nil || *style.Document.Margin != 0 || style.CodeBlock.Chroma != nil {
			t.Errorf("%s: got a margin or syntax colours, want neither", tt.profile.Name())
		}
	}
}

func TestMarkdownIsPlainWithoutAProfile(t *testing.T) {
	style := Plain().Glamour()
	for name, bold := range map[string]*bool{"strong": style.Strong.Bold, "heading": style.Heading.Bold, "emphasis": style.Emph.Italic} {
		if bold != nil {
			t.Errorf("%s: got an attribute, want none", name)
		}
	}
}
