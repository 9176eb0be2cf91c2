// Package assets embeds the data that the program shows or loads. It only embeds: each folder beside this file is one
// file system, and the package that knows the format reads it.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed reference
var reference embed.FS

//go:embed themes
var themes embed.FS

//go:embed flowchart
var flowchart embed.FS

//go:embed errors
var errors embed.FS

//go:embed glossary
var glossary embed.FS

//go:embed compare
var compare embed.FS

//go:embed diagrams
var diagrams embed.FS

//go:embed outside
var outside embed.FS

//go:embed photo
var photo embed.FS

//go:embed code
var code embed.FS

// Themes holds the colours of the screens, one NAME.json a theme. tui/theme reads them.
func Themes() fs.FS { return folder(themes, "themes") }

// Flowchart holds choose.json, the decision between the pools. lessons/flowchart reads it.
func Flowchart() fs.FS { return folder(flowchart, "flowchart") }

// FlowchartRuns holds the calls of each outcome that the simulator plays, NUMBER-run-NAME.md in the form of lessons. choose.json
// names them.
func FlowchartRuns() fs.FS { return folder(flowchart, "flowchart/run") }

// Reference holds the calls behind terms and error messages that no lesson shows, NUMBER-see-NAME.md in the form of lessons.
func Reference() fs.FS { return folder(reference, "reference") }

// Errors holds the error messages that are explained, one list a service, and pages.json. lessons/errorfinder reads them.
func Errors() fs.FS { return folder(errors, "errors") }

// Glossary holds the terms of art, lists by topic. lessons/glossary reads them.
func Glossary() fs.FS { return folder(glossary, "glossary") }

// Compare holds compare.json, the pools and their alternatives side by side. lessons/compare reads it.
func Compare() fs.FS { return folder(compare, "compare") }

// Diagrams holds the pictures that light up, one NAME.json each. lessons/diagram reads them.
func Diagrams() fs.FS { return folder(diagrams, "diagrams") }

// Outside holds outside.md: what the course does not cover, and where to look.
func Outside() fs.FS { return folder(outside, "outside") }

// Photo holds the sample photo that lessons upload: cat.jpg.
func Photo() fs.FS { return folder(photo, "photo") }

// Code holds the calls of lessons and outcomes as source code, NAME.js, NAME.py and NAME.go.txt. lessons/snippet reads them;
// the front matter of a lesson and choose.json name them.
func Code() fs.FS { return folder(code, "code") }

// folder is the file system below one embedded folder.
func folder(files embed.FS, name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		// Sub refuses malformed names only, and every name here is a constant that was embedded.
		return files
	}
	return sub
}
