package command

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file of the repository.
type source struct {
	path string // from the top, with slashes
	pkg  string // folder
	test bool
	file *ast.File
	text string
	set  *token.FileSet
}

const top = "../.."

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || path != top && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		all = append(all, source{path: rel, pkg: strings.TrimSuffix(strings.TrimSuffix(rel, filepath.Base(path)), "/"), test: strings.HasSuffix(path, "_test.go"), file: file, text: string(text), set: set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d Go files found: the walk is broken", len(all))
	}
	return all
}

func (s source) imports() []string {
	var out []string
	for _, i := range s.file.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err == nil {
			out = append(out, path)
		}
	}
	return out
}

func under(path string, roots ...string) bool {
	for _, r := range roots {
		if path == r || strings.HasPrefix(path, r+"/") {
			return true
		}
	}
	return false
}

// arrow forbids imports. A package under from imports nothing of ours but what is under may.
type arrow struct {
	from string
	may  []string
	why  string
}

// arrows are matched from the top: the first whose from covers the package counts.
var arrows = []arrow{
	{"tui/quiet", nil, "it must be initialised before anything else of ours"},
	{"tui/theme", nil, "styles know no widgets; theme files are handed in"},
	{"tui/component", []string{"tui/component", "tui/theme", "sim/trace", "sim/token", "sim/policy", "sim/account", "sim/wire"}, "a widget knows values to draw, and no screen"},
	{"tui/screen", []string{"tui/screen", "tui/component", "tui/theme", "lessons", "sim"}, "screens are below the app"},
	{"tui/tuitest", []string{"tui/screen"}, "it drives any model"},
	{"tui/command", []string{"tui", "lessons", "sim", "assets"}, ""},
	{"tui", []string{"tui/screen", "tui/theme", "tui/component"}, "App knows a stack of screens and nothing of lessons"},
	{"lessons", []string{"lessons", "sim"}, "the course knows no screen; its data is handed in"},
	{"assets", nil, "it only embeds"},
	{"sim/clock", nil, "a leaf"},
	{"sim/chance", nil, "a leaf"},
	{"sim/keyring", nil, "a leaf"},
	{"sim/policy", nil, "pure"},
	{"sim/trace", []string{"sim/policy"}, "a leaf"},
	{"sim/token", []string{"sim/trace"}, "a leaf"},
	{"sim/account", []string{"sim/chance"}, "a leaf"},
	{"sim/principal", []string{"sim/policy"}, "a leaf"},
	{"sim/wire", []string{"sim/wire", "sim/trace"}, "protocols know no service"},
	{"sim/gate", []string{"sim/principal", "sim/policy", "sim/token", "sim/wire", "sim/account", "sim/clock", "sim/chance", "sim/keyring", "sim/trace"}, "the gate stands before all services"},
	{"sim/aws/*", []string{"sim/gate", "sim/principal", "sim/policy", "sim/token", "sim/wire", "sim/account", "sim/clock", "sim/chance", "sim/keyring", "sim/trace"}, "a service never imports another: it reaches it over World"},
	{"sim/social", []string{"sim/gate", "sim/principal", "sim/policy", "sim/token", "sim/wire", "sim/account", "sim/clock", "sim/chance", "sim/keyring", "sim/trace"}, "as a service"},
	{"sim/app", []string{"sim/gate", "sim/principal", "sim/policy", "sim/token", "sim/wire", "sim/account", "sim/clock", "sim/chance", "sim/keyring", "sim/trace"}, "as a service"},
	{"sim", []string{"sim"}, "the simulator knows no lesson and no screen"},
	{"", []string{"tui/quiet", "tui/command", "sim/chance", "sim/keyring"}, "main only builds the environment"},
}

func arrowOf(pkg string) (arrow, []string) {
	for _, a := range arrows {
		if root, ok := strings.CutSuffix(a.from, "/*"); ok {
			if rest, below := strings.CutPrefix(pkg, root+"/"); below {
				service, _, _ := strings.Cut(rest, "/")
				return a, append(slices.Clone(a.may), root+"/"+service)
			}
			continue
		}
		if a.from == "" && pkg == "" || a.from != "" && under(pkg, a.from) {
			return a, append(slices.Clone(a.may), a.from)
		}
	}
	return arrow{}, nil
}

func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue // a test may play a lesson, or open a whole account
		}
		a, may := arrowOf(s.pkg)
		for _, path := range s.imports() {
			mine, ok := strings.CutPrefix(path, "poolschool/")
			if !ok || mine == s.pkg {
				continue
			}
			if a.from == "" && s.pkg != "" || !under(mine, may...) || mine == "sim" && !slices.Contains(may, "sim") {
				t.Errorf("%s imports %s (%s)", s.path, mine, a.why)
			}
		}
	}
}

// only says which packages may import a library, and why nobody else.
var only = []struct {
	library string
	in      []string
	why     string
}{
	{"github.com/golang-jwt/jwt/v5", []string{"sim/token"}, "the rules that make it safe stand in one place"},
	{"github.com/charmbracelet/bubbletea", []string{"tui"}, "the course and the simulator know no screen"},
	{"github.com/charmbracelet/lipgloss", []string{"tui"}, "the course and the simulator know no screen"},
	{"github.com/aws/aws-sdk-go-v2", []string{"sim/wire/sigv4", "sim/simtest"}, "the SDK's signer signs for lessons; its clients are for tests"},
	{"math/rand/v2", []string{"sim/chance"}, "chance is handed in"},
	{"crypto/rand", []string{"sim/chance", "sim/keyring"}, "chance is handed in"},
}

func TestLibrariesStayWhereTheyBelong(t *testing.T) {
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			for _, o := range only {
				if !s.test && under(path, o.library) && s.pkg != "" && !under(s.pkg, o.in...) {
					t.Errorf("%s imports %s: %s", s.path, path, o.why)
				}
			}
		}
	}
}

// forbidden calls under sim, lessons and tui: what they would take is handed in.
var forbidden = map[string][]string{
	"time":     {"Now", "Sleep", "After", "Since", "Until", "Tick", "NewTimer", "NewTicker"},
	"os":       {"Getenv", "Environ", "LookupEnv", "Exit"},
	"lipgloss": {"NewStyle", "DefaultRenderer", "HasDarkBackground", "SetColorProfile"},
}

func TestNothingIsTakenThatShouldBeHandedIn(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.pkg == "" || s.pkg == "tui/quiet" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Obj == nil && slices.Contains(forbidden[pkg.Name], sel.Sel.Name) {
				t.Errorf("%s: %s.%s", s.set.Position(n.Pos()), pkg.Name, sel.Sel.Name)
			}
			return true
		})
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s: func init", s.set.Position(f.Pos()))
			}
		}
	}
}

const (
	longestFile     = 450
	longestFunction = 70
)

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		if n := strings.Count(s.text, "\n"); n > longestFile {
			t.Errorf("%s has %d lines, the most is %d: is there more than one thing in it?", s.path, n, longestFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > longestFunction {
				t.Errorf("%s: %s has %d lines, the most is %d", s.path, f.Name.Name, n, longestFunction)
			}
		}
	}
}

func TestEverythingPublicIsDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		documented[s.pkg] = documented[s.pkg] || s.file.Doc != nil
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil && !obvious(d.Name.Name) {
					t.Errorf("%s: %s has no comment", s.set.Position(d.Pos()), d.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
						t.Errorf("%s: type %s has no comment", s.set.Position(ts.Pos()), ts.Name.Name)
					}
				}
			}
		}
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %q has no comment", pkg)
		}
	}
}

// obvious methods belong to interfaces of the standard library or of Bubble Tea, which say what they do.
func obvious(name string) bool {
	return slices.Contains([]string{"Error", "String", "Read", "Write", "Close", "Unwrap", "Is", "Len", "Less", "Swap", "Header", "WriteHeader", "Init", "Update", "View", "SetSize", "Title", "Keys", "Kind", "ID", "Line", "RoundTrip", "ServeHTTP"}, name)
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	expr := d.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if index, ok := expr.(*ast.IndexExpr); ok {
		expr = index.X
	}
	name, ok := expr.(*ast.Ident)
	return ok && name.IsExported()
}

func TestTheTopLevelIsTheOwners(t *testing.T) {
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	fixed := []string{"main.go", "tui", "lessons", "sim", "assets", "go.mod", "go.sum", "README.md"}
	for _, e := range entries {
		// A binary that somebody built here is theirs, and ignored by git.
		if !slices.Contains(fixed, e.Name()) && !strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(e.Name(), "poolschool") {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

func TestNobodyDrawersHold(t *testing.T) {
	for _, s := range sources(t) {
		name := s.file.Name.Name
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "types", "constants", "misc", "shared", "models"}, name) {
			t.Errorf("%s: package %s says nothing about what it holds", s.path, name)
		}
	}
}
