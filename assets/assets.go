// Package assets holds the data that the program shows or loads, one file system a folder. It embeds and does nothing else.
package assets

import "embed"

// Flowchart holds flowchart/choose.json, the decision between the pools. Package lessons/flowchart reads it.
//
//go:embed flowchart
var Flowchart embed.FS
