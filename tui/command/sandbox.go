package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/sandbox"
	"poolschool/sim/account"
	"poolschool/tui/screen"
)

const (
	// sandboxFile holds the calls of a sandbox unless the learner names another file, in the state folder.
	sandboxFile = "sandbox.json"
	// sandboxAccount is the account of a sandbox that belongs to no lesson.
	sandboxAccount = "photo-app.json"
	// longestSandbox is the longest file of calls that is read, in bytes.
	longestSandbox = 4 << 20
)

// freshSandbox is the sandbox on the photo app's account, which the map opens.
func (s *school) freshSandbox() (screen.Screen, error) {
	return screen.NewSandbox(s.look, s.sandbox("the photo app's account", "back to the map", func() (lessons.Fork, error) {
		data, err := fs.ReadFile(accounts.Files(), sandboxAccount)
		if err != nil {
			return lessons.Fork{}, err
		}
		a, err := account.Parse(sandboxAccount, data)
		if err != nil {
			return lessons.Fork{}, err
		}
		files, err := samples()
		if err != nil {
			return lessons.Fork{}, err
		}
		return lessons.NewFork(lessons.Config{
			Account: a, NewWorld: s.env.world, Seed: [32]byte(s.env.Chance.Bytes(32)), Now: s.env.Now().UTC(), Files: files,
		})
	})), nil
}

// forkedSandbox is a sandbox on the account of a session as it stands.
func (s *school) forkedSandbox(l *lessons.Lesson) func(*lessons.Session) screen.Screen {
	from := fmt.Sprintf("a copy of lesson %d as it stands", mapNumber(l.Number))
	return func(session *lessons.Session) screen.Screen {
		return screen.NewSandbox(s.look, s.sandbox(from, "back to the lesson", func() (lessons.Fork, error) {
			return session.Fork(context.Background())
		}))
	}
}

func (s *school) sandbox(from, back string, open func() (lessons.Fork, error)) screen.SandboxDeps {
	return screen.SandboxDeps{
		From: from, Back: back, Save: s.env.saveCalls, Load: s.env.loadCalls,
		Open: func() (*sandbox.Sandbox, error) {
			fork, err := open()
			if err != nil {
				return nil, err
			}
			return sandbox.New(fork), nil
		},
	}
}

// saveCalls writes a file of calls. It replaces the usual file and older files of calls, and nothing else.
func (e Env) saveCalls(path string, data []byte) (string, error) {
	if e.WriteFile == nil {
		return "", errors.New("files cannot be written here")
	}
	if path == "" {
		path = filepath.Join(e.StateDir, sandboxFile)
		if err := os.MkdirAll(e.StateDir, 0o700); err != nil {
			return "", err
		}
	} else if exists(path) {
		if _, _, err := e.readCalls(path); err != nil {
			return "", fmt.Errorf("%s exists and is no file of sandbox calls: choose another name", path)
		}
	}
	return path, e.WriteFile(path, data)
}

// loadCalls reads a file of calls.
func (e Env) loadCalls(path string) (string, []byte, error) {
	if path == "" {
		path = filepath.Join(e.StateDir, sandboxFile)
	}
	return e.readCalls(path)
}

func (e Env) readCalls(path string) (name string, data []byte, err error) {
	file, err := e.Open(path)
	if err != nil {
		return path, nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err = io.ReadAll(io.LimitReader(file, longestSandbox))
	if err == nil {
		_, err = sandbox.Parse(path, data)
	}
	return path, data, err
}
