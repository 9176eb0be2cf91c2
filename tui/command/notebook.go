package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"poolschool/lessons/progress"
)

// progressFile is the learner's progress in the state folder.
const progressFile = "progress.jsonl"

// notebook is what the program knows of the learner while it runs: what the file said, and what has
// happened since. It is safe for concurrent use.
type notebook struct {
	now   func() time.Time
	store progress.Store

	mu     sync.Mutex
	page   progress.Progress
	events []progress.Event // all that page was made of
	lost   bool             // it was said that nothing can be kept; once is enough
}

// openNotebook reads the learner's progress. A file that is damaged is set aside, never deleted. Where nothing can be
// read at all, the notebook lasts as long as the program. notice then says so in one line.
func (e Env) openNotebook(save bool) (n *notebook, notice string) {
	n = &notebook{now: e.Now, store: progress.NewFile(filepath.Join(e.StateDir, progressFile))}
	events, err := n.store.Load()
	if !save {
		n.store = &progress.Memory{} // what was is known, what comes is not kept
	}
	var aside *progress.SetAsideError
	switch {
	case errors.As(err, &aside):
		notice = aside.Error()
	case err != nil:
		notice = fmt.Sprintf("your progress will not be kept, because its file cannot be used: %v", err)
		n.store = &progress.Memory{}
	}
	n.page, n.events = progress.Of(events), events
	return n, notice
}

// add keeps events with the time of this machine. It is called in commands. Where they cannot be kept, the first
// call says so; the others try again.
func (n *notebook) add(events ...progress.Event) error {
	n.mu.Lock()
	for i := range events {
		events[i].At = n.now().UTC()
		n.page = n.page.With(events[i])
	}
	n.events = append(n.events, events...)
	n.mu.Unlock()
	err := n.store.Append(events...)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err != nil && n.lost {
		return nil
	}
	n.lost = n.lost || err != nil
	return err
}

func (n *notebook) progress() progress.Progress {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.page
}

// history are all events so far.
func (n *notebook) history() []progress.Event {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.events)
}
