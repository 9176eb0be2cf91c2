// Package intake makes an account file out of what people have at hand: the JSON that the AWS CLI prints about pools,
// roles, policies and buckets, and CloudFormation templates. Files are recognised by what is in them, whatever their names
// are. There is one file of this package a shape.
package intake

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/setup"
	"poolschool/sim/account"
)

// FileLimit is the longest file that is read, in bytes; CloudFormation's own limit for a template is 1 MB.
const FileLimit = 1 << 20

// File is one file of a folder.
type File struct {
	Name string
	Data []byte
}

// Taken is what became of the files.
type Taken struct {
	Account account.Account
	// Files is how many files had something in them that was taken over.
	Files int
	// Left are the things that were not taken over, and what was guessed: one line each, "file: what".
	Left []string
}

// Take reads files in the order of their names. It never fails: what cannot be read is named in Left.
func Take(files []File) Taken {
	d := &draft{}
	files = slices.SortedFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	for _, f := range files {
		d.file = f.Name
		before := d.things
		if err := d.read(f); err != nil {
			d.left("%v", err)
		}
		if d.things > before {
			d.files++
		}
	}
	d.file = ""
	a := d.account()
	return Taken{Account: a, Files: d.files, Left: d.lines}
}

// Encode writes an account as a file.
func Encode(a account.Account) ([]byte, error) {
	data, err := json.Marshal(a, jsontext.WithIndent("  "), json.Deterministic(true), json.OmitZeroStructFields(true))
	if err != nil {
		return nil, fmt.Errorf("the account cannot be written: %w", err)
	}
	return append(data, '\n'), nil
}

// resources is how a template in YAML is known.
var resources = regexp.MustCompile(`(?m)^Resources:`)

// read recognises one file.
func (d *draft) read(f File) error {
	if len(f.Data) > FileLimit {
		return fmt.Errorf("longer than %d bytes; give the part that matters", FileLimit)
	}
	f.Data = setup.UTF8(f.Data)
	if len(bytes.TrimSpace(f.Data)) == 0 {
		return errors.New("the file is empty; the command that was to fill it may have failed")
	}
	if text := bytes.TrimSpace(f.Data); !bytes.HasPrefix(text, []byte("{")) {
		if ext := path.Ext(f.Name); ext == ".yaml" || ext == ".yml" || resources.Match(text) {
			return d.template(f.Data)
		}
		return errors.New("neither a JSON object nor a CloudFormation template; print it again with --output json")
	}
	var top map[string]jsontext.Value
	if err := json.Unmarshal(f.Data, &top); err != nil {
		var wrong *jsontext.SyntacticError
		if errors.As(err, &wrong) {
			return fmt.Errorf("no JSON from line %d on; print it again with --output json", lineOf(f.Data, wrong.ByteOffset))
		}
		return errors.New("no JSON object; print it again with --output json")
	}
	for _, s := range shapes() {
		if s.fits(top) {
			return s.take(d, f.Data)
		}
	}
	if _, ok := top["identityPools"]; ok {
		return errors.New("this is an account file already; poolschool doctor walks it")
	}
	return fmt.Errorf("this is not one of the shapes that are read (its members: %s); poolschool import --help names them", listed(top))
}

func lineOf(data []byte, offset int64) int {
	line := 1
	for _, b := range data[:min(max(offset, 0), int64(len(data)))] {
		if b == '\n' {
			line++
		}
	}
	return line
}
