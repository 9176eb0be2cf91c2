package command

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

var straceProgram = flag.String("strace", "", "the strace program, with which TestNothingGoesOutside watches the system calls")

// poison is a home with everything in it that an AWS client would read, and settings that would lead it away. The keys
// are AWS's own examples: nobody's.
func poison(t *testing.T) (settings []string) {
	t.Helper()
	home := t.TempDir()
	aws := filepath.Join(home, ".aws")
	if err := os.Mkdir(aws, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"credentials": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
		"config":      "[default]\nregion = eu-central-1\nendpoint_url = http://203.0.113.7\n",
	} {
		if err := os.WriteFile(filepath.Join(aws, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const away = "http://203.0.113.7:3128" // an address for examples, RFC 5737
	return []string{
		"HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "XDG_CONFIG_HOME=" + filepath.Join(home, "config"),
		"AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
		"AWS_SESSION_TOKEN=poison", "AWS_PROFILE=poison", "AWS_REGION=eu-central-1", "AWS_ENDPOINT_URL=" + away,
		"AWS_CONFIG_FILE=" + filepath.Join(aws, "config"), "AWS_SHARED_CREDENTIALS_FILE=" + filepath.Join(aws, "credentials"),
		"HTTP_PROXY=" + away, "HTTPS_PROXY=" + away, "ALL_PROXY=" + away, "http_proxy=" + away, "https_proxy=" + away,
		"TERM=xterm-256color",
	}
}

// TestNothingGoesOutside runs the built program under a trace of its system calls, in a poisoned home: no socket but a
// unix or loopback one, and no file of ~/.aws touched.
func TestNothingGoesOutside(t *testing.T) {
	if *straceProgram == "" {
		t.Skip("only with -strace=PROGRAM")
	}
	traced := func(file string, args ...string) *exec.Cmd {
		all := append([]string{"-f", "-qq", "-s", "512", "-e", "trace=%network,%file", "-o", file, built(t, "poolschool")}, args...)
		return exec.Command(*straceProgram, all...)
	}
	t.Run("print", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "trace")
		cmd := traced(file, "print")
		cmd.Env = append(os.Environ(), poison(t)...)
		out, err := cmd.CombinedOutput()
		if err != nil || !bytes.Contains(out, []byte("# The photo upload")) {
			t.Fatalf("print: %v, %.300q", err, out)
		}
		staysInside(t, file, out, false)
	})
	t.Run("a lesson in a terminal", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "trace")
		w := openCommand(t, 120, 40, poison(t), traced(file))
		w.shows(welcome)
		w.press(enter)
		w.shows("Sign in as ana")
		w.press(enter)
		w.shows("What comes back?")
		w.press(enter)
		w.press(enter)
		w.shows("InitiateAuth")
		w.press(ctrlC)
		w.leaves(Done)
		staysInside(t, file, w.raw, false)
	})
	t.Run("a presenter", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "trace")
		w := openCommand(t, 120, 40, append(poison(t), "XDG_RUNTIME_DIR="+t.TempDir()), traced(file, "learn", "010"))
		w.shows("Sign in as ana")
		w.press("\x1b")
		w.shows("↑↓ type")
		w.press("p")
		w.shows("slide 1")
		w.press(ctrlC)
		w.leaves(Done)
		staysInside(t, file, w.raw, false)
	})
	t.Run("serve", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "trace")
		w := openCommand(t, 200, 40, poison(t), traced(file, "serve", "--listen", "127.0.0.1:0"))
		w.shows("127.0.0.1:")
		if err := syscall.Kill(-w.cmd.Process.Pid, syscall.SIGTERM); err != nil { // strace and the program
			t.Fatal(err)
		}
		for patient := time.After(patience); w.read(patient); {
		}
		<-w.ended
		staysInside(t, file, w.raw, true)
	})
}

var (
	// socketMade is a socket of a kind; addressed is a call with an address.
	socketMade = regexp.MustCompile(`\bsocket\((AF_[A-Z0-9]+)`)
	addressed  = regexp.MustCompile(`inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"`)
)

// staysInside reads a trace. Only a program that serves may make internet sockets, for loopback addresses.
func staysInside(t *testing.T, file string, out []byte, serves bool) {
	t.Helper()
	trace, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(trace, []byte("execve(")) || !bytes.Contains(trace, []byte("openat(")) {
		t.Fatalf("this is no trace of a program: %.300q", trace)
	}
	if fault := outside(string(trace), serves); fault != "" {
		t.Error(fault)
	}
	for _, secret := range []string{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "203.0.113.7"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("the program shows %s, which is the machine's", secret)
		}
	}
}

// outside is the first call of a trace that leaves the machine or touches ~/.aws; "" for none.
func outside(trace string, serves bool) string {
	for line := range strings.Lines(trace) {
		if strings.Contains(line, ".aws") && !strings.Contains(line, "execve(") {
			return "it touches the learner's AWS configuration: " + line
		}
		if made := socketMade.FindStringSubmatch(line); made != nil {
			internet := made[1] == "AF_INET" || made[1] == "AF_INET6"
			if made[1] != "AF_UNIX" && !(serves && internet) {
				return fmt.Sprintf("a socket of kind %s: %s", made[1], line)
			}
		}
		if to := addressed.FindStringSubmatch(line); to != nil {
			if address := to[1] + to[2]; !strings.HasPrefix(strings.TrimPrefix(address, "::ffff:"), "127.") && address != "::1" {
				return fmt.Sprintf("the address %s: %s", address, line)
			}
		}
	}
	return ""
}

func TestTheWatchOverSystemCallsSeesWhatItShould(t *testing.T) {
	for _, tt := range []struct {
		name, call string
		serves, ok bool
	}{
		{"a file of its own is fine", `7 openat(AT_FDCWD, "/home/a/.local/state/poolschool/progress.jsonl", O_RDONLY) = 3`, false, true},
		{"a unix socket is fine", `7 socket(AF_UNIX, SOCK_STREAM, 0) = 3`, false, true},
		{"AWS's configuration is not", `7 openat(AT_FDCWD, "/home/a/.aws/config", O_RDONLY) = 3`, false, false},
		{"nor is asking whether it is there", `7 newfstatat(AT_FDCWD, "/home/a/.aws", 0x1, 0) = -1 ENOENT`, false, false},
		{"an internet socket is not", `7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3`, false, false},
		{"but serving needs one", `7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3`, true, true},
		{"on loopback", `7 bind(3, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`, true, true},
		{"on no other address", `7 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("203.0.113.7")}, 16) = 0`, true, false},
		{"nor on all", `7 bind(3, {sa_family=AF_INET6, sin6_port=htons(0), inet_pton(AF_INET6, "::", &sin6_addr)}, 28) = 0`, true, false},
		{"a raw or netlink socket is not", `7 socket(AF_NETLINK, SOCK_RAW, 0) = 3`, true, false},
	} {
		if got := outside(tt.call+"\n", tt.serves); (got == "") != tt.ok {
			t.Errorf("%s: got %q", tt.name, got)
		}
	}
}
