package snippet

import (
	"path"
	"strings"
)

// packages are what a Go program may import, in the order of its imports. The last part of a path is the name in the code.
func packages() []string {
	const sdk = "github.com/aws/aws-sdk-go-v2/"
	return []string{
		"context", "crypto/sha256", "encoding/json", "fmt", "io", "log", "net/http", "net/url", "os", "strings", "time",
		sdk + "aws", sdk + "aws/signer/v4", sdk + "config", sdk + "credentials",
		sdk + "service/cognitoidentity", sdk + "service/cognitoidentityprovider", sdk + "service/s3", sdk + "service/sts",
	}
}

// Program is the snippet as a file that runs: in Go with package, imports and main around it. In the other languages the
// snippet is one already.
func (s Snippet) Program() string {
	if s.Name != "Go" {
		return s.Text
	}
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	sdk := false
	for _, p := range packages() {
		if p != "context" && p != "log" && !uses(s.Text, path.Base(p)) {
			continue // those two are the frame's own
		}
		if strings.Contains(p, ".") && !sdk {
			sdk = true
			b.WriteString("\n")
		}
		b.WriteString("\t\"" + p + "\"\n")
	}
	b.WriteString(")\n\nfunc main() {\n\tctx := context.Background()\n")
	for line := range strings.Lines(s.Text) {
		b.WriteString("\t" + line)
	}
	b.WriteString("}\n\nfunc must[T any](v T, err error) T {\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n\treturn v\n}\n")
	return b.String()
}

// uses reports whether Go code names a package.
func uses(code, name string) bool {
	for i := range code {
		if strings.HasPrefix(code[i:], name+".") && (i == 0 || !wordly(code[i-1])) {
			return true
		}
	}
	return false
}

// wordly says that a byte would make the name behind it a part of a longer one, a selector, or text in quotes.
func wordly(c byte) bool {
	return c == '_' || c == '.' || c == '"' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
