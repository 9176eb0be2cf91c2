package tokenread

import (
	"strings"
	"unicode"
)

// printable takes out of every text what would move a terminal's cursor or change its colours: a token is written by
// strangers. The token itself stays as it is.
func (r Reading) printable() Reading {
	r.Title, r.Signature.Text = visible(r.Title), visible(r.Signature.Text)
	for _, list := range [][]Claim{r.Header, r.Claims} {
		for i := range list {
			list[i].Name, list[i].Value = visible(list[i].Name), visible(list[i].Value)
		}
	}
	for i := range r.Doors {
		r.Doors[i].Text = visible(r.Doors[i].Text)
	}
	for i := range r.Odd {
		r.Odd[i] = visible(r.Odd[i])
	}
	return r
}

func visible(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			return unicode.ReplacementChar
		}
		return c
	}, text)
}
