package sandbox

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Version is that of the file's form.
const Version = 1

// saved is the file of a sandbox's calls.
type saved struct {
	Poolschool int   `json:"poolschool"`
	Calls      []Ask `json:"calls"`
}

// Encode writes calls as a file. Answers are left out: whoever loads the file makes the calls again.
func Encode(calls []Call) ([]byte, error) {
	file := saved{Poolschool: Version, Calls: make([]Ask, len(calls))}
	for i, c := range calls {
		file.Calls[i] = c.Ask
	}
	data, err := json.Marshal(file, jsontext.WithIndent("  "))
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

// Parse reads a file of calls, strictly: a member that is unknown or stands twice is an error. name is the file's, for errors.
func Parse(name string, data []byte) ([]Ask, error) {
	var file saved
	if err := json.Unmarshal(data, &file, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("%s is no file of sandbox calls: %w", name, err)
	}
	if file.Poolschool != Version {
		return nil, fmt.Errorf("%s has the form %d, this program reads %d", name, file.Poolschool, Version)
	}
	for i, a := range file.Calls {
		if a.Service == "" || a.Operation == "" {
			return nil, fmt.Errorf("%s: call %d names no operation", name, i+1)
		}
	}
	return file.Calls, nil
}
