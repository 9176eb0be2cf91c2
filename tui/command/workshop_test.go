package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// workshop is where the programs stand that tests start. Each is built once.
var workshop struct {
	mu    sync.Mutex
	dir   string
	built map[string]string // by package
}

// built builds a program of this module, the first time that a test asks for it.
func built(tb testing.TB, pkg string) string {
	tb.Helper()
	workshop.mu.Lock()
	defer workshop.mu.Unlock()
	if path, ok := workshop.built[pkg]; ok {
		return path
	}
	if workshop.dir == "" {
		dir, err := os.MkdirTemp("", "poolschool-test")
		if err != nil {
			tb.Fatal(err)
		}
		workshop.dir, workshop.built = dir, map[string]string{}
	}
	path := filepath.Join(workshop.dir, filepath.Base(pkg)+".exe") // Windows wants the ending, others do not mind
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, pkg).CombinedOutput(); err != nil {
		tb.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
	workshop.built[pkg] = path
	return path
}
