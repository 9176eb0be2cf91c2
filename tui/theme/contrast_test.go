package theme

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/muesli/termenv"

	"poolschool/assets"
)

// xterm16 are xterm's own sixteen colours. Every terminal has its own, so for this profile a promise can only be made
// on one palette, black or white behind it.
var xterm16 = [16]string{
	"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
	"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
}

// rgb resolves a colour as a theme file writes it.
func rgb(t *testing.T, color string) [3]float64 {
	t.Helper()
	if n, err := strconv.Atoi(color); err == nil {
		color = xterm(n)
	}
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", color, err)
	}
	return [3]float64{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
}

func xterm(n int) string {
	if n < 16 {
		return xterm16[n]
	}
	if n >= 232 {
		grey := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
	}
	level := [6]int{0, 95, 135, 175, 215, 255}
	n -= 16
	return fmt.Sprintf("#%02x%02x%02x", level[n/36], level[n/6%6], level[n%6])
}

// contrast is the ratio of https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio.
func contrast(a, b [3]float64) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c [3]float64) float64 {
	for i, v := range c {
		if v /= 255; v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}

func TestWordsStandOutFromTheGround(t *testing.T) {
	for _, name := range Names(assets.Themes()) {
		data, err := Read(assets.Themes(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, profile := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI} {
			for meaning, choice := range ByMeaning(data.Styles) {
				color, ground, least := choice.Color.At(profile), choice.Ground.At(profile), leastContrast(name, meaning, profile)
				if color == "" {
					continue // the terminal's own colour
				}
				if ground == "" {
					ground = assumedGround(data, profile)
				}
				if got := contrast(rgb(t, color), rgb(t, ground)); got < least {
					t.Errorf("%s, %s, %s: %s on %s is %.2f:1, want %.1f:1", name, profile.Name(), meaning, color, ground, got, least)
				}
			}
		}
	}
}

func leastContrast(theme, meaning string, profile termenv.Profile) float64 {
	switch {
	case meaning == "border":
		return 2.4 // lines carry no words
	case theme == "high-contrast" && profile != termenv.ANSI:
		return 7
	}
	return 4.5
}

func assumedGround(data Data, profile termenv.Profile) string {
	switch {
	case profile != termenv.ANSI:
		return data.Ground
	case data.Dark:
		return xterm16[0]
	}
	return xterm16[15]
}
