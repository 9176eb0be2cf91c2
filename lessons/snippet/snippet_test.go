package snippet_test

import (
	"go/format"
	"strings"
	"testing"
	"testing/fstest"

	"poolschool/assets"
	"poolschool/lessons/snippet"
)

func TestLoad(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, tt := range []struct {
		name  string
		files fstest.MapFS
		want  string // of the error; "" for none
	}{
		{"three languages are a snippet", fstest.MapFS{"a.js": file("x\n"), "a.py": file("x\n"), "a.go.txt": file("x\n")}, ""},
		{"a language is missing", fstest.MapFS{"a.js": file("x\n"), "a.go.txt": file("x\n")}, "snippet a in Python: "},
		{"fifteen lines are enough", fstest.MapFS{"a.js": file(strings.Repeat("x\n", 16)), "a.py": file("x\n"), "a.go.txt": file("x\n")}, "a.js: 16 lines"},
		{"an empty file is none", fstest.MapFS{"a.js": file(""), "a.py": file("x\n"), "a.go.txt": file("x\n")}, "a.js: 1 lines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set, err := snippet.Load(tt.files)
			if tt.want == "" && (err != nil || len(set["a"]) != 3) {
				t.Errorf("got %d snippets, %v; want 3", len(set["a"]), err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestGoProgramsAreFormatted(t *testing.T) {
	set, err := snippet.Load(assets.Code())
	if err != nil {
		t.Fatal(err)
	}
	for name, languages := range set {
		for _, s := range languages {
			if s.Name != "Go" {
				if s.Program() != s.Text {
					t.Errorf("%s in %s: the program is another text than the snippet", name, s.Name)
				}
				continue
			}
			want, err := format.Source([]byte(s.Program()))
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if s.Program() != string(want) {
				t.Errorf("%s: got\n%s\nwant\n%s", name, s.Program(), want)
			}
		}
	}
}

func TestAboutNamesWhatTheEnvFileLacks(t *testing.T) {
	set, err := snippet.Load(assets.Code())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"photo-upload": "come from the environment.",
		"user-pool":    " Set yourself: API_URL (your own API; under serve http://app.localhost:4566).",
		"machine":      " Set yourself: API_URL (your own API; under serve http://app.localhost:4566), CLIENT_ID (the id of the app client for machines), CLIENT_SECRET (its secret).",
		"sts":          " Set yourself: OIDC_TOKEN (a token of your own issuer), ROLE_ARN (the role's ARN).",
	} {
		if got := snippet.About(set[name]); !strings.HasSuffix(got, want) {
			t.Errorf("%s: got %q, want it to end with %q", name, got, want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	if got := snippet.Markdown(nil, 2); got != "" {
		t.Errorf("of nothing: got %q, want nothing", got)
	}
	js := snippet.Snippet{Language: snippet.Languages()[0], Text: "a()\n"}
	if got, want := snippet.Markdown([]snippet.Snippet{js}, 2), "\n### JavaScript, AWS SDK v3\n\n```js\na()\n```\n"; !strings.HasPrefix(got, "## And in my code?\n\n") || !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want it to end with %q", got, want)
	}
}
