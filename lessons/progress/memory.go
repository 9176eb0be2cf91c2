package progress

import (
	"slices"
	"sync"
)

// Memory is a Store that forgets everything when the program ends. Its zero value is ready.
type Memory struct {
	mu     sync.Mutex
	events []Event
}

// Load returns the events.
func (m *Memory) Load() ([]Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.events), nil
}

// Append adds events.
func (m *Memory) Append(events ...Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.events = append(m.events, events...)
	return nil
}
