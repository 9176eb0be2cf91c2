package progress

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/gofrs/flock"
)

// Version is that of the file's form. A program does not touch the file of a newer one.
const Version = 1

// File is a Store in one file: a line that says what it is, then one line of JSON an event. Lines are only added, under a
// lock, so two programs at once lose nothing.
type File struct{ path string }

// NewFile returns the store in the file at path. Folder and file are made by the first Append.
func NewFile(path string) *File { return &File{path} }

// Path is where the file is.
func (f *File) Path() string { return f.path }

// SetAsideError says that the file could not be read and was given another name. Nothing was deleted.
type SetAsideError struct {
	Path   string // the new name
	Reason string
}

// Error is one line for the learner.
func (e *SetAsideError) Error() string {
	return fmt.Sprintf("the file of your progress %s; it is kept as %s, and a new one begins", e.Reason, e.Path)
}

// title is the first line of the file.
type title struct {
	Poolschool int `json:"poolschool"`
}

// Load reads the file. Without a file there are no events. A last line that was cut off, as by a power failure, is passed
// over; any other damage sets the file aside.
func (f *File) Load() ([]Event, error) {
	if _, err := os.Stat(f.path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var events []Event
	err := f.locked(func() error {
		data, err := os.ReadFile(f.path)
		if err != nil {
			return err
		}
		var reason string
		if events, reason = parse(data); reason != "" {
			return f.setAside(reason)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return events, nil
}

// parse reads the lines; reason says why they cannot be read.
func parse(data []byte) (events []Event, reason string) {
	data = whole(data)
	if len(data) == 0 {
		return nil, ""
	}
	lines := bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	var head title
	if err := json.Unmarshal(lines[0], &head); err != nil || head.Poolschool < 1 {
		return nil, "is damaged in line 1"
	}
	if head.Poolschool > Version {
		return nil, "was written by a newer poolschool"
	}
	for i, line := range lines[1:] {
		var e Event
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Sprintf("is damaged in line %d", i+2)
		}
		events = append(events, e)
	}
	return events, ""
}

// whole leaves out a last line without its end.
func whole(data []byte) []byte { return data[:bytes.LastIndexByte(data, '\n')+1] }

// setAside renames the file to a name that is free.
func (f *File) setAside(reason string) error {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.aside-%d", f.path, n)
		if _, err := os.Lstat(name); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.Rename(f.path, name); err != nil {
			return err
		}
		return &SetAsideError{Path: name, Reason: reason}
	}
}

// Append adds events at the end of the file.
func (f *File) Append(events ...Event) error {
	if len(events) == 0 {
		return nil
	}
	var lines bytes.Buffer
	for _, e := range events {
		data, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("progress: %w", err)
		}
		lines.Write(append(data, '\n'))
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return fmt.Errorf("progress: %w", err)
	}
	return f.locked(func() error { return f.write(lines.Bytes()) })
}

func (f *File) write(lines []byte) (err error) {
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	end := len(whole(data)) // a line that was cut off is written over
	if end == 0 {
		head, err := json.Marshal(title{Version})
		if err != nil {
			return err
		}
		lines = append(append(head, '\n'), lines...)
	}
	if err := file.Truncate(int64(end)); err != nil {
		return err
	}
	_, err = file.WriteAt(lines, int64(end))
	return err
}

// locked does f while no other program reads or writes the file.
func (f *File) locked(do func() error) (err error) {
	lock := flock.New(f.path + ".lock")
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("progress: lock %s: %w", f.path, err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	return do()
}
