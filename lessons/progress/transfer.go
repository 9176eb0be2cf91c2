package progress

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
)

// Export is the events as one file, in the form that File keeps.
func Export(events []Event) ([]byte, error) {
	var b bytes.Buffer
	head, err := json.Marshal(title{Version})
	if err != nil {
		return nil, err
	}
	b.Write(append(head, '\n'))
	for _, e := range events {
		line, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}

// Import reads an exported file. The error says why it cannot be read.
func Import(data []byte) ([]Event, error) {
	events, reason := parse(data)
	if reason == "" && len(whole(data)) == 0 {
		reason = "is empty"
	}
	if reason != "" {
		return nil, errors.New("the file " + reason)
	}
	return events, nil
}

// Missing are the events of more that are not among have: a file that is imported twice adds nothing the second time.
func Missing(have, more []Event) []Event {
	type key struct {
		at   int64
		rest Event
	}
	of := func(e Event) key {
		k := key{at: e.At.UnixNano(), rest: e}
		k.rest.At = time.Time{} // compared as a moment, whatever its zone
		return k
	}
	known := map[key]bool{}
	for _, e := range have {
		known[of(e)] = true
	}
	return slices.DeleteFunc(slices.Clone(more), func(e Event) bool {
		twice := known[of(e)]
		known[of(e)] = true
		return twice
	})
}

// Reset begins a new file. The old one is given another name, which is returned; "" when there was none.
func (f *File) Reset() (kept string, err error) {
	if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	err = f.locked(func() error { return f.setAside("was reset") })
	var aside *SetAsideError
	if errors.As(err, &aside) {
		return aside.Path, nil
	}
	return "", fmt.Errorf("progress: %w", err)
}
