package command

import (
	"context"
	"strings"
	"testing"
)

func TestGlossaryCommand(t *testing.T) {
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		out, says string
	}{
		{"a term", []string{"glossary", "id", "token"}, Done, "◆ ID token\n", ""},
		{"a part of several", []string{"glossary", "toke"}, Done, "access token", ""},
		{"all", []string{"glossary"}, Done, "● identity pool", ""},
		{"JSON", []string{"glossary", "sub", "--json"}, Done, `"term": "sub"`, ""},
		{"unknown", []string{"glossary", "refesh token"}, Failed, "", `did you mean "refresh token"?`},
	} {
		env, out, problems := testEnv(tt.args...)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}
