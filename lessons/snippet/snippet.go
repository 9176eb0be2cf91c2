// Package snippet reads the calls of lessons and outcomes as source code: what a lesson has played, in JavaScript (AWS
// SDK v3), Python (boto3) and Go (aws-sdk-go-v2), short enough to copy.
//
// A folder holds NAME.js, NAME.py and NAME.go.txt for each name. The Go file is what stands inside main, without the
// imports: Program puts them around it. Addresses and ids come from the environment, under the names that
// `poolschool serve --env-file` writes; the SDKs read AWS_ENDPOINT_URL themselves:
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
package snippet

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// MostLines is how long a snippet may be.
const MostLines = 15

// Language is one of the languages that snippets are in.
type Language struct {
	Name string // "JavaScript"
	With string // the library: "AWS SDK v3"
	Mark string // behind a Markdown fence: "js"
	file string // how a file's name ends
}

// Languages lists them in the order in which they are shown.
func Languages() []Language {
	return []Language{
		{Name: "JavaScript", With: "AWS SDK v3", Mark: "js", file: ".js"},
		{Name: "Python", With: "boto3", Mark: "python", file: ".py"},
		{Name: "Go", With: "aws-sdk-go-v2", Mark: "go", file: ".go.txt"},
	}
}

// Snippet is some calls in one language.
type Snippet struct {
	Language
	Text string // ends with a line end
}

// Set holds snippets by name, in all languages in the order of Languages. It is never changed, so many may share it.
type Set map[string][]Snippet

// Load reads a folder. It reports every name that lacks a language, and every snippet that is too long or empty.
func Load(files fs.FS) (Set, error) {
	set := Set{}
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the snippets: %w", err)
	}
	var faults []error
	for _, entry := range entries {
		name, _, _ := strings.Cut(entry.Name(), ".")
		if _, read := set[name]; read {
			continue
		}
		for _, language := range Languages() {
			text, err := fs.ReadFile(files, name+language.file)
			if err != nil {
				faults = append(faults, fmt.Errorf("snippet %s in %s: %w", name, language.Name, err))
				continue
			}
			if n := strings.Count(strings.TrimRight(string(text), "\n"), "\n") + 1; n > MostLines || len(text) == 0 {
				faults = append(faults, fmt.Errorf("%s%s: %d lines, 1 to %d are a snippet", name, language.file, n, MostLines))
			}
			set[name] = append(set[name], Snippet{language, string(text)})
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return set, nil
}

// Heading is what stands above the snippets of a lesson.
const Heading = "And in my code?"

// own are variables that no env file of serve holds, with what belongs into them.
func own() [][2]string {
	return [][2]string{
		{"API_URL", "your own API; under serve http://app.localhost:4566"},
		{"GOOGLE_ID_TOKEN", "a token from the sign-in at Google"},
		{"OIDC_TOKEN", "a token of your own issuer"},
		{"ROLE_ARN", "the role's ARN"},
		{"CLIENT_ID", "the id of the app client for machines"},
		{"CLIENT_SECRET", "its secret"},
	}
}

// About says where the snippets' values come from.
func About(snippets []Snippet) string {
	text := "The same calls with the SDKs, against AWS or against `poolschool serve --env-file FILE`: ids and addresses come from the environment."
	var set []string
	for _, v := range own() {
		if len(snippets) > 0 && slices.Contains(strings.FieldsFunc(snippets[0].Text, apart), v[0]) {
			set = append(set, v[0]+" ("+v[1]+")")
		}
	}
	if len(set) > 0 {
		text += " Set yourself: " + strings.Join(set, ", ") + "."
	}
	return text
}

// apart divides code into names.
func apart(r rune) bool { return r != '_' && (r < 'A' || r > 'Z') }

// Markdown is a section about the snippets, its heading of the given level. It is "" without any.
func Markdown(snippets []Snippet, level int) string {
	if len(snippets) == 0 {
		return ""
	}
	var b strings.Builder
	mark := strings.Repeat("#", level)
	fmt.Fprintf(&b, "%s %s\n\n%s\n", mark, Heading, About(snippets))
	for _, s := range snippets {
		fmt.Fprintf(&b, "\n%s# %s, %s\n\n```%s\n%s\n```\n", mark, s.Name, s.With, s.Mark, strings.TrimRight(s.Text, "\n"))
	}
	return b.String()
}
