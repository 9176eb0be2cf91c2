package tokenread

import "regexp"

// tokenShape is a signed token (3 parts) or an encrypted one (5), wherever it stands in a text.
var tokenShape = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2,4}`)

// Find returns the tokens in a text, in their order and each once: an answer of a sign-in holds three, a header one. A text
// in which none stands is returned whole, for Read to say what it is.
func Find(text string) []string {
	var found []string
	seen := map[string]bool{}
	for _, raw := range tokenShape.FindAllString(text, -1) {
		if !seen[raw] {
			found = append(found, raw)
		}
		seen[raw] = true
	}
	if len(found) == 0 {
		return []string{text}
	}
	return found
}
