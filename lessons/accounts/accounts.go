// Package accounts embeds the accounts that lessons start from: NAME.json, in the form that package account describes.
package accounts

import "embed"

// Files are the account files.
//
//go:embed *
var Files embed.FS
