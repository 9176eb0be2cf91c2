package prose

import (
	"strconv"
	"strings"
	"sync"

	"poolschool/tui/component/cells"
	"poolschool/tui/theme"
)

// kept is how many laid-out texts a cache holds: every page of the course at two widths.
const kept = 512

// Cache keeps what was laid out, by text, width, theme and the widths of the values. It may be used from several
// goroutines, so a command can lay out the next page while this one is read. Many learners may share one. The zero
// value is empty and ready.
type Cache struct {
	mu      sync.Mutex
	entries map[string]Rendered
	order   []string // oldest first
}

// Render is Render, or what it answered before.
func (c *Cache) Render(md string, slots []Slot, width int, t theme.Theme) (Rendered, error) {
	id := identity(md, slots, width, t)
	if r, ok := c.get(id); ok {
		return r, nil
	}
	r, err := Render(md, slots, width, t) // without the lock: two may do the same work, none waits for it
	if err != nil {
		return Rendered{}, err
	}
	c.put(id, r)
	return r, nil
}

func (c *Cache) get(id string) (Rendered, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.entries[id]
	return r, ok
}

func (c *Cache) put(id string, r Rendered) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil {
		c.entries = map[string]Rendered{}
	}
	if _, known := c.entries[id]; !known {
		c.order = append(c.order, id)
	}
	c.entries[id] = r
	if len(c.order) > kept {
		delete(c.entries, c.order[0])
		c.order = c.order[1:]
	}
}

// identity is the cache's key. The values' texts are not in it: that is what slots are for.
func identity(md string, slots []Slot, width int, t theme.Theme) string {
	var b strings.Builder
	b.WriteString(t.ID())
	b.WriteByte(0)
	b.WriteString(strconv.Itoa(width))
	for _, s := range slots {
		b.WriteByte(' ')
		b.WriteString(strconv.Itoa(cells.Width(s.value())))
	}
	b.WriteByte(0)
	b.WriteString(md)
	return b.String()
}
