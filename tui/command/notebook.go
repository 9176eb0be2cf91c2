package command

import (
	"errors"
	"path/filepath"
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

	mu   sync.Mutex
	page progress.Progress
}

// openNotebook reads the learner's progress. A file that cannot be read is set aside, never deleted;
// notice then says so in one line, and the notebook is a new one.
func (e Env) openNotebook(save bool) (n *notebook, notice string, err error) {
	n = &notebook{now: e.Now, store: &progress.Memory{}}
	if save {
		n.store = progress.NewFile(filepath.Join(e.StateDir, progressFile))
	}
	events, err := n.store.Load()
	var aside *progress.SetAsideError
	if errors.As(err, &aside) {
		notice, err = aside.Error(), nil
	}
	n.page = progress.Of(events)
	return n, notice, err
}

// add keeps events with the time of this machine. It is called in commands.
func (n *notebook) add(events ...progress.Event) error {
	n.mu.Lock()
	for i := range events {
		events[i].At = n.now().UTC()
		n.page = n.page.With(events[i])
	}
	n.mu.Unlock()
	return n.store.Append(events...)
}

func (n *notebook) progress() progress.Progress {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.page
}
