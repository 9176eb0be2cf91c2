package command

import (
	"context"
	"strings"
	"testing"
)

func TestCompareCommand(t *testing.T) {
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		out, says string
	}{
		{"all", []string{"compare"}, Done, "Identity Center: employees", ""},
		{"two", []string{"compare", "user-pool", "identity pool"}, Done, "● identity pool: one hour, fixed", ""},
		{"JSON", []string{"compare", "--json"}, Done, `"id": "iam-user"`, ""},
		{"unknown", []string{"compare", "usr-pool"}, Misuse, "", `did you mean "user-pool"?`},
	} {
		env, out, problems := testEnv(tt.args...)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}
