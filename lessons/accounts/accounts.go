// Package accounts holds the accounts that lessons start from: NAME.json, in the format of
// package account.
package accounts

import (
	"embed"
	"io/fs"
)

//go:embed *.json
var files embed.FS

// Files are the account files.
func Files() fs.FS { return files }
