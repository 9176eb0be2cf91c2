package policy

import "strings"

// The shape of a UUID: groups of letters and digits between hyphens. AWS's examples are not always hexadecimal.
const uuidShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"

// shownOfID is how many characters of a long id are enough for a reader to tell it from others.
const shownOfID = 4

// shortIDs cuts every UUID of a text to its first four characters and "…", unless two that differ would look
// the same.
func shortIDs(text string) string {
	short := map[string]string{} // short form → id
	var ids []string
	for at := 0; at+len(uuidShape) <= len(text); at++ {
		if !isUUID(text, at) {
			continue
		}
		id := text[at : at+len(uuidShape)]
		at += len(uuidShape) - 1
		if first, taken := short[id[:shownOfID]]; taken && first != id {
			return text
		}
		short[id[:shownOfID]] = id
		ids = append(ids, id)
	}
	for _, id := range ids {
		text = strings.ReplaceAll(text, id, id[:shownOfID]+"…")
	}
	return text
}

// isUUID tells whether a UUID, and not a longer word, begins at a place in text.
func isUUID(text string, at int) bool {
	if at > 0 && isLetterOrDigit(rune(text[at-1])) {
		return false
	}
	if end := at + len(uuidShape); end < len(text) && isLetterOrDigit(rune(text[end])) {
		return false
	}
	for i := range len(uuidShape) {
		if c := text[at+i]; uuidShape[i] == '-' && c != '-' || uuidShape[i] == 'x' && !isLetterOrDigit(rune(c)) {
			return false
		}
	}
	return true
}
