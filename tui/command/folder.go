package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/course"
	"poolschool/lessons/mistake"
)

// folder is where the lessons come from: a teacher's own folder, or "" for the course that is built in.
type folder struct{ dir string }

// sources are the lessons of the folder, and accounts for them: the teacher's own, in the folder accounts inside it or
// beside it, then those that are built in.
func (f *folder) sources() (lessons.Sources, error) {
	if f == nil || f.dir == "" {
		return lessons.Sources{Lessons: course.Files(), Accounts: accounts.Files()}, nil
	}
	s := lessons.Sources{Lessons: os.DirFS(f.dir)}
	files, err := fs.Glob(s.Lessons, "*.md")
	if err == nil {
		_, err = fs.ReadDir(s.Lessons, ".") // a glob of a folder that is not there finds nothing, and says nothing
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s, usageError{fmt.Errorf("there is no folder %s", f.dir)}
	case err != nil:
		return s, err
	case len(files) == 0:
		return s, usageError{fmt.Errorf("%s holds no lesson; name one like 010-hello.md", f.dir)}
	}
	s.Accounts = layers{os.DirFS(filepath.Join(f.dir, "accounts")), os.DirFS(filepath.Join(f.dir, "..", "accounts")), accounts.Files()}
	return s, nil
}

// first says the first of several mistakes in the lessons, and where the others are listed: a line holds one.
func (f *folder) first(err error) error {
	var all mistake.List
	if f == nil || !errors.As(err, &all) || len(all) < 2 {
		return err
	}
	return fmt.Errorf("%w; poolschool check %s lists all %d mistakes", all[0], f.dir, len(all))
}

// layers are folders over one another: a file is taken from the first that has it.
type layers []fs.FS

// Open opens the topmost file of that name.
func (l layers) Open(name string) (fs.File, error) {
	for _, layer := range l {
		if file, err := layer.Open(name); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the files of all layers, each name once.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var all []fs.DirEntry
	for _, layer := range l {
		entries, err := fs.ReadDir(layer, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			if !slices.ContainsFunc(all, func(o fs.DirEntry) bool { return o.Name() == e.Name() }) {
				all = append(all, e)
			}
		}
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}
