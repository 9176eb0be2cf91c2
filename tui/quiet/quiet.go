// Package quiet keeps the program from asking the terminal a question before main has begun.
//
// Bubble Tea v1 asks for the background colour while its package is initialised, and waits up to five seconds for the
// answer. Every sub-command would pay that on a terminal that stays silent. The question is left out when TERM says
// "dumb", so this package says so for as long as packages are initialised, and main takes it back with Restore.
//
// It works because of the order of initialisation: of the packages whose imports are ready, Go takes the first by
// import path (https://go.dev/ref/spec#Program_initialization). This one needs nothing but os, and its path sorts before
// reflect, which everything that draws needs. So it must import nothing else, and main must import it.
package quiet

import "os"

// original is TERM as the program was started with it. It is set by an initialiser, because a call from main would
// come too late.
var original, present = hide()

func hide() (string, bool) {
	term, ok := os.LookupEnv("TERM")
	// Where there is none it is needed too: without it the question is asked. Setenv fails for malformed names only.
	_ = os.Setenv("TERM", "dumb")
	return term, ok
}

// ballast keeps the collector from running while packages are initialised: they leave 4 MB that live for ever, and
// two collections of them are a tenth of the time to the first frame. Its pages are never touched, so it takes no memory.
var ballast = make([]byte, 8<<20)

// Restore puts TERM back to what the program was started with, and lets the collector run as it likes. Main calls it
// first; a renderer built before that takes the terminal for one without colours. The error is that of os.Setenv or os.Unsetenv.
func Restore() error {
	if ballast == nil {
		return nil // it has been done
	}
	ballast = nil
	if !present {
		return os.Unsetenv("TERM")
	}
	return os.Setenv("TERM", original)
}
