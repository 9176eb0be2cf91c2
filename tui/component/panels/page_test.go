package panels

import (
	"strings"
	"testing"
)

func TestPageLinesAreWhatAPersonSees(t *testing.T) {
	const page = `<!doctype html><html><head><title>x</title><style>p{}</style></head><body><main><p class="app">photo-web</p><h1>Sign
	in</h1><p class="error">Wrong <b>password</b>.</p><form><input type="hidden" name="_csrf" value="s3cret"><label>Username</label>
	<input name="username" value="ana"><label>Password</label><input type="password" value="abc"><button>Sign in</button></form>
	<a href="/x">Forgot it?</a><script>alert(1)</script></main></body></html>`
	var got []string
	for _, l := range pageLines([]byte(page)) {
		text := l.text
		if l.field {
			text = "[" + text + "]"
		}
		got = append(got, text)
	}
	want := "photo-web|Sign in|✗ Wrong password.|Username|[ana]|Password|[•••]|( Sign in )|→ Forgot it?"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
