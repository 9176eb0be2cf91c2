package serve

import "sync"

// lane counts what is going on at the same time, and lets no more in than there is room for.
type lane struct {
	most int

	mu    sync.Mutex
	n     int
	ended chan struct{} // not nil once nobody may enter any more
}

// enter reports whether there is room. Whoever entered must leave.
func (l *lane) enter() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.n >= l.most || l.ended != nil {
		return false
	}
	l.n++
	return true
}

func (l *lane) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n--
	if l.n == 0 && l.ended != nil {
		close(l.ended)
	}
}

// drain closes the lane; what it returns is closed when the last has left. It is called once.
func (l *lane) drain() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = make(chan struct{})
	if l.n == 0 {
		close(l.ended)
	}
	return l.ended
}
