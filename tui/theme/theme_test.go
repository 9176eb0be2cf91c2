package theme

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"poolschool/assets"
)

func renderer(profile termenv.Profile) *lipgloss.Renderer {
	r := lipgloss.NewRenderer(io.Discard)
	r.SetColorProfile(profile)
	r.SetHasDarkBackground(true)
	return r
}

func load(t *testing.T, name string, profile termenv.Profile) Theme {
	t.Helper()
	theme, err := Load(assets.Themes(), name, renderer(profile))
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func TestThePoolsAndTheVerdictsDifferInEveryTheme(t *testing.T) {
	for _, name := range Names(assets.Themes()) {
		for _, profile := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI} {
			theme := load(t, name, profile)
			if theme.UserPool == theme.IdentityPool {
				t.Errorf("%s: both pools look like %q", theme.ID(), theme.UserPool.Prefix)
			}
			if theme.Allow == theme.Deny {
				t.Errorf("%s: allow and deny look like %q", theme.ID(), theme.Allow.Prefix)
			}
			if theme.Selected == theme.Text {
				t.Errorf("%s: the selected row looks like any other", theme.ID())
			}
		}
	}
}

func TestOnlyTheSelectionPaintsAGround(t *testing.T) {
	for _, name := range Names(assets.Themes()) {
		data, err := Read(assets.Themes(), name)
		if err != nil {
			t.Fatal(err)
		}
		for meaning, choice := range ByMeaning(data.Styles) {
			if len(choice.Ground) > 0 && meaning != "selected" {
				t.Errorf("%s: %s paints a ground", name, meaning)
			}
		}
	}
}

func TestAThemeHasItsFilesNameAndALineAboutIt(t *testing.T) {
	for _, name := range Names(assets.Themes()) {
		data, err := Read(assets.Themes(), name)
		if err != nil {
			t.Fatal(err)
		}
		if data.Name != name || data.About == "" {
			t.Errorf("%s.json: got name %q, about %q", name, data.Name, data.About)
		}
	}
}

func TestNoColourThemeHasNoColours(t *testing.T) {
	theme := load(t, "no-colour", termenv.ANSI)
	for meaning, ink := range ByMeaning(theme.Palette) {
		for _, code := range strings.Split(strings.Trim(ink.Prefix, "\x1b[m"), ";") {
			if len(code) > 1 {
				t.Errorf("%s: got %q, want attributes only", meaning, ink.Prefix)
			}
		}
	}
}

func TestWithoutAProfileTextIsPlain(t *testing.T) {
	theme := load(t, "dark", termenv.Ascii)
	for meaning, ink := range ByMeaning(theme.Palette) {
		if got := ink.Render("word"); got != "word" {
			t.Errorf("%s: got %q, want %q", meaning, got, "word")
		}
	}
	if got, want := theme.Verdict(false, "403"), "✗ 403"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnInkDrawsWhatItsStyleDraws(t *testing.T) {
	theme := load(t, "dark", termenv.TrueColor)
	styles := ByMeaning(*theme.Styles)
	for meaning, ink := range ByMeaning(theme.Palette) {
		if meaning == "link" {
			continue // lipgloss underlines letter by letter
		}
		if got, want := ink.Render("words"), styles[meaning].Render("words"); got != want {
			t.Errorf("%s: got %q, want %q", meaning, got, want)
		}
	}
}

func TestSidesHaveSignAndInk(t *testing.T) {
	theme := load(t, "dark", termenv.TrueColor)
	for _, tt := range []struct {
		side   Side
		marked string
		ink    Ink
	}{
		{NoSide, "pool", theme.Value},
		{UserPool, "◆ pool", theme.UserPool},
		{IdentityPool, "● pool", theme.IdentityPool},
	} {
		if got := tt.side.Mark("pool"); got != tt.marked {
			t.Errorf("got %q, want %q", got, tt.marked)
		}
		if got := theme.Of(tt.side); got != tt.ink {
			t.Errorf("%q: got %q, want %q", tt.marked, got, tt.ink)
		}
	}
}

func TestBadThemeFilesAreRefused(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"an unknown member", `{"styles": {"texxt": {}}}`, "texxt"},
		{"a colour with one choice", `{"styles": {"deny": {"color": ["#ff0000"]}}}`, "deny"},
		{"a true colour that is a name", `{"styles": {"deny": {"color": ["red", "1", "1"]}}}`, "#rrggbb"},
		{"a 17th colour of 16", `{"styles": {"deny": {"color": ["#ff0000", "1", "16"]}}}`, "16 colours"},
		{"no JSON", `theme`, "bad.json"},
	} {
		folder := fstest.MapFS{"bad.json": {Data: []byte(tt.text)}}
		if _, err := Read(folder, "bad"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error about %q", tt.name, err, tt.want)
		}
	}
}

func TestAnUnknownThemeNamesTheOthers(t *testing.T) {
	_, err := Load(assets.Themes(), "solarised", renderer(termenv.Ascii))
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "high-contrast") {
		t.Errorf("got %v, want ErrUnknown with the names", err)
	}
}

func TestASCIIKeepsColumns(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"plain", "plain"},
		{"◆ user pool → tokens ✓", "# user pool > tokens +"},
		{"┃─ GetId ▸1 ─┼─▶│╌╌", "!- GetId >1 -+->|--"},
		{"▮▮▯ 2/3 · Übung …", "##. 2/3 - Übung ~"},
		{"\x1b[1m●\x1b[0m", "\x1b[1m@\x1b[0m"},
	} {
		got := ASCII(tt.in)
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		if w := ansi.StringWidth(tt.in); ansi.StringWidth(got) != w {
			t.Errorf("%q: got width %d, want %d", got, ansi.StringWidth(got), w)
		}
	}
}

func TestEverySignIsOneCellWide(t *testing.T) {
	for _, sign := range []string{SignUserPool, SignIdentityPool, SignAllow, SignDeny, SignCursor, SignArrow, SignDone, SignToDo} {
		if got := ansi.StringWidth(sign); got != 1 {
			t.Errorf("%s: got %d cells, want 1", sign, got)
		}
		if got := ASCII(sign); len(got) != 1 {
			t.Errorf("%s: got %q, want one ASCII character", sign, got)
		}
	}
}

func TestPlainThemeIsPlain(t *testing.T) {
	if got, want := Plain().ID(), "plain/Ascii"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkInk(b *testing.B) {
	theme := New(Data{Styles: Palette[Choice]{Deny: Choice{Color: Color{"#ff0000", "9", "9"}, Bold: true}}}, renderer(termenv.TrueColor))
	b.Run("ink", func(b *testing.B) {
		for b.Loop() {
			theme.Deny.Render("AccessDenied")
		}
	})
	b.Run("style", func(b *testing.B) {
		for b.Loop() {
			theme.Styles.Deny.Render("AccessDenied")
		}
	})
}
