package command

import (
	"context"
	"strings"
	"testing"
)

func TestFollowCommand(t *testing.T) {
	for _, tt := range []struct {
		name string
		args []string
		code int
		out  []string
		says string
	}{
		{"every station, with its calls, identities and losses", []string{"follow"}, Done,
			[]string{"1. A guest on the phone", "6. Two numbers are merged", "GetCredentialsForIdentity", "Google → merged away", "the person's number now", "What is lost: The album"}, ""},
		{"JSON", []string{"follow", "--json"}, Done, []string{`"state": "user pool, Facebook, Google"`, `"title": "With Google"`}, ""},
		{"a word too many", []string{"follow", "mona"}, Misuse, nil, "mona"},
	} {
		env, out, problems := testEnv(tt.args...)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, errors %q", tt.name, code, problems)
		}
		for _, want := range tt.out {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is missing in\n%s", tt.name, want, out)
			}
		}
	}
}
