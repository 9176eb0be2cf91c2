// Package course embeds the lessons. They are Markdown; package lessons says how they are written.
package course

import "embed"

// Files are the lesson files, NUMBER-NAME.md.
//
//go:embed *
var Files embed.FS
