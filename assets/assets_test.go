package assets

import (
	"io/fs"
	"testing"
)

func TestEveryFolderHoldsFiles(t *testing.T) {
	for name, folder := range map[string]fs.FS{"themes": Themes(), "flowchart": Flowchart(), "errors": Errors(), "glossary": Glossary(), "compare": Compare(), "code": Code()} {
		files, err := fs.ReadDir(folder, ".")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(files) == 0 {
			t.Errorf("%s: got no files, want some", name)
		}
	}
}
