package serve

import (
	"sync"

	"poolschool/sim/trace"
)

// behind is how many exchanges a reader of the trace may be behind before it misses some.
const behind = 256

// hub passes exchanges on to everybody who reads the trace. Its zero value is ready.
type hub struct {
	mu      sync.Mutex
	readers map[chan trace.Exchange]bool
	closed  bool
}

// tell passes an exchange on. It never waits: who reads too slowly misses it, and sees that by the ids.
func (h *hub) tell(e trace.Exchange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for reader := range h.readers {
		select {
		case reader <- e:
		default:
		}
	}
}

// listen returns what is told from now on, until stop is called or the hub is closed.
func (h *hub) listen() (told <-chan trace.Exchange, stop func()) {
	c := make(chan trace.Exchange, behind)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(c)
		return c, func() {}
	}
	if h.readers == nil {
		h.readers = map[chan trace.Exchange]bool{}
	}
	h.readers[c] = true
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.readers, c)
	}
}

// close ends all readers.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for reader := range h.readers {
		close(reader)
	}
	h.readers = nil
}
