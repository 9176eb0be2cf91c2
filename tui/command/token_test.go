package command

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func aToken(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256","kid":"k"}`)) + "." + encode([]byte(claims)) + "." + encode([]byte("signature"))
}

func TestTokenCommand(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	access := aToken(`{"token_use":"access","client_id":"c","sub":"ana","exp":1767606000,"iss":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab3dEf9Gh"}`)
	file, keys := write("token.txt", access), write("jwks.json", `{"keys":[]}`)
	for _, tt := range []struct {
		name      string
		args      []string
		in        string
		code      int
		out, says string
	}{
		{"a file", []string{"token", file}, "", Done, "identity pools refuse it", ""},
		{"standard input", []string{"token", "-"}, "Bearer " + access, Done, "access token of a user pool", ""},
		{"without an argument too", []string{"token"}, access, Done, "exp = 1767606000 (2026-01-05 09:40:00 UTC, 20 minutes ago)", ""},
		{"the token itself", []string{"token", access}, "", Done, "Not checked", ""},
		{"claims are explained", []string{"token", file}, "", Done, "access says what a call may do", ""},
		{"JSON", []string{"token", file, "--json"}, "", Done, `"kind":"user-pool-access"`, ""},
		{"two tokens in one text", []string{"token", "-", "--json"}, access + " and " + aToken(`{"sub":"x"}`), Done, "\n{", ""},
		{"a key set that does not know the key", []string{"token", file, "--jwks", keys}, "", Failed, "no key", "do not believe"},
		{"no token", []string{"token", "-"}, "hello", Failed, "", "no token"},
		{"no such file", []string{"token", filepath.Join(dir, "missing")}, "", Failed, "", "missing"},
		{"no key set", []string{"token", file, "--jwks", file}, "", Failed, "", "jwks_uri"},
		{"two files", []string{"token", file, file}, "", Misuse, "", "takes one FILE"},
	} {
		env, out, problems := testEnv(tt.args...)
		env.In = strings.NewReader(tt.in)
		if code := Run(context.Background(), env); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(problems.String(), tt.says) {
			t.Errorf("%s: exit code %d, output %q, errors %q", tt.name, code, out, problems)
		}
		if strings.Count(problems.String(), "\n") > 1 {
			t.Errorf("%s: the error has several lines: %q", tt.name, problems)
		}
	}
}
