package command

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/natefinch/atomic"
)

// settingsFile holds what the learner has chosen for good, in the state folder.
const settingsFile = "settings.json"

// settings are choices that the next start keeps.
type settings struct {
	Theme string `json:"theme,omitempty"`
}

// settings reads the file. One that is not there or cannot be read counts as no choice: nothing of it is worth stopping for.
func (e Env) settings() settings {
	var s settings
	data, err := os.ReadFile(filepath.Join(e.StateDir, settingsFile))
	if err != nil || json.Unmarshal(data, &s, json.RejectUnknownMembers(true)) != nil {
		return settings{}
	}
	return s
}

// keep writes the file, whole or not at all.
func (e Env) keep(s settings) error {
	if !e.saves() {
		return nil
	}
	if e.StateDir == "" {
		return errors.New("there is no folder for it")
	}
	data, err := json.Marshal(s, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(e.StateDir, 0o700); err != nil {
		return err
	}
	return atomic.WriteFile(filepath.Join(e.StateDir, settingsFile), bytes.NewReader(append(data, '\n')))
}

// exists reports whether a file is there. One that cannot be looked at counts as there.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
