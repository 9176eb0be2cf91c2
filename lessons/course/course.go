// Package course holds the lessons: one Markdown file each, and nothing else. How to write one
// stands in the comment of package lessons.
package course

import (
	"embed"
	"io/fs"
)

//go:embed *.md
var files embed.FS

// Files are the lesson files.
func Files() fs.FS { return files }
