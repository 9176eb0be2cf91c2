package trace

import "slices"

// Hides reports whether Redacted would hide a text that is the whole value of a member or a header: a service named it
// as secret, or a header that carries credentials has it.
func (e Exchange) Hides(value string) bool {
	if len(value) >= minSecret && slices.Contains(e.secrets, value) {
		return true
	}
	for _, name := range credentialHeaders() {
		if slices.Contains(e.Request.Header.Values(name), value) || slices.Contains(e.Response.Header.Values(name), value) {
			return true
		}
	}
	return false
}

func credentialHeaders() []string {
	return []string{"Authorization", "X-Amz-Security-Token", "Cookie", "Set-Cookie"}
}
