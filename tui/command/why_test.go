package command

import (
	"context"
	"strings"
	"testing"
)

func TestWhyCommand(t *testing.T) {
	for _, tt := range []struct {
		name      string
		args      []string
		in        string
		code      int
		out, says string
	}{
		{"a message", []string{"why", "Token is not from a supported provider of this identity pool."}, "", Done, "What to do: Add the pair", ""},
		{"as several words", []string{"why", "secret", "hash"}, "", Done, "SECRET_HASH", ""},
		{"a stack trace on standard input", []string{"why", "-"}, "Error: User is not confirmed.\n    at main (app.js:1)\n", Done, "never entered the code", ""},
		{"a code alone", []string{"why", "CodeMismatchException"}, "", Done, "messages come with this code", ""},
		{"several that fit", []string{"why", "does not exist"}, "", Done, "It could also be:", ""},
		{"JSON", []string{"why", "--json", "User is disabled."}, "", Done, `"id": "user-disabled"`, ""},
		{"unknown", []string{"why", "the identity pool has a bad day"}, "", Failed, "The nearest that are known:", "no such message"},
		{"unknown, as JSON", []string{"why", "--json", "the identity pool has a bad day"}, "", Failed, `"matches": []`, "no such message"},
		{"nonsense", []string{"why", "the quick brown fox"}, "", Failed, "docs.aws.amazon.com/cognitoidentity", "shares a word"},
		{"nothing", []string{"why"}, "", Misuse, "", "needs a message"},
	} {
		env, out, problems := testEnv(tt.args...)
		env.In = strings.NewReader(tt.in)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}
