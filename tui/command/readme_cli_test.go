package command

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

var awsProgram = flag.String("aws", "", "the AWS CLI, with which TestReadmeLinesForTheAWSCLI follows the README")

// toolLines is the block of the README that is typed beside a listening program.
var toolLines = regexp.MustCompile("(?s)## With your own tools.*?In a second terminal:\n\n```sh\n(.*?)```")

func TestReadmeLinesForTheAWSCLI(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := toolLines.FindSubmatch(readme)
	if found == nil {
		t.Fatal("README.md has no lines for a second terminal")
	}
	if strings.Contains(strings.ReplaceAll(string(found[1]), `aws --endpoint-url "$AWS_ENDPOINT_URL"`, ""), "aws ") {
		t.Error("a line calls the AWS CLI without --endpoint-url: older ones would call the real AWS")
	}
	if *awsProgram == "" {
		t.Skip("no AWS CLI given")
	}
	folder := t.TempDir()
	serving(t, folder, "--listen", "127.0.0.1:0", "--env-file", "pool.env")
	cmd := exec.Command("bash", "-u", "-c", string(found[1]))
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull, "PATH="+filepath.Dir(*awsProgram)+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	text := string(out)
	if err == nil {
		t.Error("the last line is refused, so it should not exit with 0")
	}
	for _, want := range []string{"assumed-role/PhotoUser/CognitoIdentityCredentials", "upload: ", "AccessDenied", `"now":`, "ExpiredToken"} {
		_, after, ok := strings.Cut(text, want)
		if !ok {
			t.Fatalf("after what is right so far, %q does not come:\n%s", want, out)
		}
		text = after
	}
}

// serving starts the program's listener in a folder, and ends it with the test.
func serving(t *testing.T, folder string, flags ...string) {
	t.Helper()
	cmd := exec.Command(built(t, "poolschool"), append([]string{"serve"}, flags...)...)
	cmd.Dir = folder
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("serve ended with %v", err)
		}
	})
	if line, err := bufio.NewReader(output).ReadString('\n'); err != nil {
		t.Fatalf("serve said %q, then %v", line, err)
	}
}
