package command

import (
	"context"
	"io"
)

// interruptible is an input whose reads end with the context: a terminal in which nobody types would hold the program past
// Ctrl+C. The read itself cannot be ended and goes on in the background, so what comes after the end is lost.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

// Read implements io.Reader.
func (i interruptible) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	buffer := make([]byte, len(p)) // p is the caller's again when this returns
	done := make(chan result, 1)
	go func() {
		n, err := i.in.Read(buffer)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return copy(p, buffer[:r.n]), r.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	}
}

// keyboard is the input as main has handed it in. Bubble Tea needs the terminal itself, and stops reading when its program
// ends.
func (e Env) keyboard() io.Reader {
	if i, ok := e.In.(interruptible); ok {
		return i.in
	}
	return e.In
}
