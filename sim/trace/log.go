package trace

import (
	"slices"
	"sync"
	"time"
)

// Log keeps exchanges in the order in which they began. A Log is safe for concurrent
// use.
type Log struct {
	now   func() time.Time
	newID func() string
	limit int

	mu    sync.Mutex
	last  int
	done  []*Exchange // ordered by ID
	heard []func(Exchange)
}

// NewLog returns a log that stamps exchanges with now and newID and keeps the newest
// limit of them; 0 keeps all.
func NewLog(now func() time.Time, newID func() string, limit int) *Log {
	return &Log{now: now, newID: newID, limit: limit}
}

// Last is the ID of the exchange that began last; 0 before the first.
func (l *Log) Last() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// Since returns the finished exchanges whose ID is above id, by ID.
func (l *Log) Since(id int) []Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Exchange
	for _, e := range l.done {
		if e.ID > id {
			out = append(out, *e)
		}
	}
	return out
}

// Find returns the exchange whose answer carried that request id.
func (l *Log) Find(requestID string) (Exchange, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.done {
		if e.RequestID == requestID {
			return *e, true
		}
	}
	return Exchange{}, false
}

// Listen calls f with every exchange that ends from now on. f must not block.
func (l *Log) Listen(f func(Exchange)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.heard = append(l.heard, f)
}

func (l *Log) begin(e *Exchange) {
	e.At, e.RequestID = l.now(), l.newID()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	e.ID = l.last
}

func (l *Log) end(e *Exchange) {
	l.mu.Lock()
	// A nested call ends before the call around it, so the end is not the place.
	at, _ := slices.BinarySearchFunc(l.done, e.ID, func(x *Exchange, id int) int { return x.ID - id })
	l.done = slices.Insert(l.done, at, e)
	if l.limit > 0 && len(l.done) > l.limit {
		l.done = slices.Delete(l.done, 0, len(l.done)-l.limit)
	}
	heard := l.heard
	l.mu.Unlock()
	for _, f := range heard {
		f(*e)
	}
}
