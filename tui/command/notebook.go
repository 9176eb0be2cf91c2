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

	mu      sync.Mutex
	page    progress.Progress
	events  []progress.Event // all that page was made of
	unsaved []progress.Event // the last of them, not in the file yet
	lost    bool             // it was said that nothing can be kept; once is enough

	writing sync.Mutex // one at a time, so that events stand in their order
}

// openNotebook reads the learner's progress. A file that is damaged is set aside, never deleted. Where nothing can be
// read at all, or there is no state folder, the notebook lasts as long as the program. notice then says so in one line.
func (e Env) openNotebook(save bool) (n *notebook, notice string) {
	n = &notebook{now: e.Now, store: progress.NewFile(filepath.Join(e.StateDir, progressFile))}
	events, err := n.store.Load()
	if !save || e.StateDir == "" {
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

// note takes events in, with the time of this machine, and returns what writes them down. Noting is quick and happens
// at once, so that nothing is lost when the learner leaves before the file is written: save then catches up.
func (n *notebook) note(events ...progress.Event) (write func() error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, e := range events {
		e.At = n.now().UTC()
		n.page = n.page.With(e)
		n.events = append(n.events, e)
		n.unsaved = append(n.unsaved, e)
	}
	return n.save
}

// save writes down what is not in the file yet. Where that fails the first call says so; later ones try again.
func (n *notebook) save() error {
	n.writing.Lock()
	defer n.writing.Unlock()
	n.mu.Lock()
	events := n.unsaved
	n.unsaved = nil
	n.mu.Unlock()
	err := n.store.Append(events...)
	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		return nil
	}
	n.unsaved = append(events, n.unsaved...)
	if n.lost {
		return nil
	}
	n.lost = true
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
