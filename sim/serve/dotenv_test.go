package serve

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"poolschool/sim"
	"poolschool/sim/account"
)

func TestVariablesDescribeTheAccount(t *testing.T) {
	l := listen(t, photoApp(t))
	v := l.world().Values()
	want := strings.Join([]string{
		"AWS_ENDPOINT_URL=" + l.endpoint, "AWS_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=" + v["adminCredentials.AccessKeyId"], "AWS_SECRET_ACCESS_KEY=" + v["adminCredentials.SecretKey"],
		"POOLSCHOOL_ACCOUNT_ID=111122223333", "POOLSCHOOL_USER_POOL_ID=us-east-1_Ab3dEf9Gh", "POOLSCHOOL_CLIENT_ID=3n4b5urk1ft4fl3mg5e62d9ado",
		"POOLSCHOOL_ISSUER=" + l.endpoint + "/us-east-1_Ab3dEf9Gh", "POOLSCHOOL_LOGIN_URL=" + l.endpoint,
		"POOLSCHOOL_IDENTITY_POOL_ID=us-east-1:5c9f7a1e-3b2d-4e6f-8a90-b1c2d3e4f506", "POOLSCHOOL_BUCKET=photo-app-uploads",
		"POOLSCHOOL_AUTH_ROLE_ARN=arn:aws:iam::111122223333:role/PhotoUser", "POOLSCHOOL_UNAUTH_ROLE_ARN=arn:aws:iam::111122223333:role/PhotoGuest",
		"POOLSCHOOL_LEARNER_USERNAME=ana", "POOLSCHOOL_LEARNER_PASSWORD=Sunny-Day-7",
	}, "\n") + "\n"
	if got := Dotenv(Variables(l.world(), l.endpoint)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAnEmptyAccountHasOnlyItsAdministrator(t *testing.T) {
	w, err := sim.New(sim.Config{Keys: keys, Account: account.Account{}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, v := range Variables(w, "http://127.0.0.1:1") {
		names = append(names, v.Name)
	}
	if got, want := strings.Join(names, " "), "AWS_ENDPOINT_URL AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY POOLSCHOOL_ACCOUNT_ID"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestShellsReadWhatWasMeant(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	for _, value := range []string{"plain", "us-east-1:5c9f", "two words", "$HOME", "`id`", `back\slash`, `"quoted"`, "it's", `it's "$HOME"`, "#1", "a;b&c|d", "ünï", ""} {
		out, err := exec.Command(shell, "-c", Dotenv([]Variable{{"X", value}})+`printf %s "$X"`).Output()
		if err != nil || string(out) != value {
			t.Errorf("%q: the shell reads %q (%v)", value, out, err)
		}
	}
}

func TestDotenvFilesAreWholeAndPrivate(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.env")
	if err := os.WriteFile(path, []byte("older, and readable by all"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteDotenv(path, []Variable{{"A", "1"}}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "A=1\n" {
		t.Errorf("got %q, %v", got, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("its mode is %o, want 600", mode)
	}
	if err := WriteDotenv(filepath.Join(folder, "missing", "a.env"), nil); err == nil {
		t.Error("a folder that is not there: got no error")
	}
	if err := os.Mkdir(filepath.Join(folder, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteDotenv(filepath.Join(folder, "folder"), nil); err == nil {
		t.Error("a folder in its place: got no error")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, want a.env and folder: nothing half-written stays (%v)", entries, err)
	}
}
