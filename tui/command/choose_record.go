package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/natefinch/atomic"
)

// writeRecord puts a record into a file, whole or not at all. A file that exists stays as it is unless force is set.
func writeRecord(path, record string, force bool) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: name a file in it", path)
	}
	if force {
		return atomic.WriteFile(path, strings.NewReader(record))
	}
	// Creating the name first leaves no moment in which another program's file could be replaced.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already and stays as it is: choose another name, or replace it with --force", path)
	}
	if err != nil {
		return fmt.Errorf("the record was not written: %w", err)
	}
	if err = file.Close(); err == nil {
		err = atomic.WriteFile(path, strings.NewReader(record))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("the record was not written: %w", err), os.Remove(path))
	}
	return nil
}
