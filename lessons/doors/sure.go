package doors

import "slices"

// unconfirmed are the refusals whose words have no source: row → columns. Your application speaks in its own words, which
// are therefore never simulated.
var unconfirmed = map[string][]string{
	IDToken:     {UserPool},
	AccessToken: {STS},
	OpenIDToken: {UserPool},
	GoogleToken: {UserPool},
	Nothing:     {UserPool},
}

func simulated(row, column string) bool { return slices.Contains(unconfirmed[row], column) }
