package command

import (
	"context"
	"strings"
	"testing"
)

func TestDoorsCommand(t *testing.T) {
	for _, tt := range []struct {
		name      string
		args      []string
		code      int
		out, says string
	}{
		{"the empty table", []string{"doors"}, Done, "poolschool doors --run", ""},
		{"one cell", []string{"doors", "access-token", "identity-pool"}, Done, "“Invalid login token. Missing a required claim: aud”", ""},
		{"all cells", []string{"doors", "--run"}, Done, "✗ 400", ""},
		{"JSON", []string{"doors", "nothing", "s3", "--json"}, Done, `"answer": "Access Denied"`, ""},
		{"no such holding", []string{"doors", "id-tokn", "s3"}, Misuse, "", `did you mean "id-token"?`},
		{"no such door", []string{"doors", "id-token", "s4"}, Misuse, "", `no door "s4"`},
		{"half of a cell", []string{"doors", "id-token"}, Misuse, "", "a holding and a door"},
	} {
		env, out, problems := testEnv(tt.args...)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
	}
}
