package theme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// ErrUnknown is returned for a theme that has no file.
var ErrUnknown = errors.New("unknown theme")

// Data is a theme as its file says it.
type Data struct {
	Name   string          `json:"name"`
	About  string          `json:"about"`  // one line for the list of themes
	Dark   bool            `json:"dark"`   // made for a dark terminal
	Ground string          `json:"ground"` // the background that contrast is promised on, "#rrggbb"; it is never painted
	Styles Palette[Choice] `json:"styles"`
}

// Choice is how one meaning is drawn.
type Choice struct {
	Color     Color `json:"color,omitempty"`
	Ground    Color `json:"ground,omitempty"` // behind these words only
	Bold      bool  `json:"bold,omitempty"`
	Italic    bool  `json:"italic,omitempty"`
	Underline bool  `json:"underline,omitempty"`
	Reverse   bool  `json:"reverse,omitempty"`
}

// Color is chosen three times, because a colour that was made for 16 million shades is seldom the right one of 16:
// true colour ("#rrggbb"), 256 colours and 16 colours (numbers). An empty string is the terminal's own colour.
type Color []string

// At is the choice for a terminal's profile, empty for the terminal's own colour.
func (c Color) At(p termenv.Profile) string {
	if len(c) != 3 {
		return ""
	}
	switch p {
	case termenv.TrueColor:
		return c[0]
	case termenv.ANSI256:
		return c[1]
	case termenv.ANSI:
		return c[2]
	}
	return ""
}

// Read decodes the theme NAME.json of a folder. Unknown members and malformed colours are errors.
func Read(folder fs.FS, name string) (Data, error) {
	file := name + ".json"
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		return Data{}, fmt.Errorf("%w %q; there are: %s", ErrUnknown, name, strings.Join(Names(folder), ", "))
	}
	var data Data
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&data); err != nil {
		return Data{}, fmt.Errorf("%s: %w", file, err)
	}
	for meaning, choice := range ByMeaning(data.Styles) {
		if err := errors.Join(choice.Color.check(), choice.Ground.check()); err != nil {
			return Data{}, fmt.Errorf("%s: %s: %w", file, meaning, err)
		}
	}
	return data, nil
}

// Names lists the themes of a folder in alphabetical order.
func Names(folder fs.FS) []string {
	files, err := fs.Glob(folder, "*.json")
	if err != nil {
		return nil // the pattern is well formed, and Glob ignores what it cannot read
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(path.Base(file), ".json")
	}
	return files
}

// Load reads a theme and builds its styles on a renderer.
func Load(folder fs.FS, name string, r *lipgloss.Renderer) (Theme, error) {
	data, err := Read(folder, name)
	if err != nil {
		return Theme{}, err
	}
	return New(data, r), nil
}

func (c Color) check() error {
	if len(c) == 0 {
		return nil
	}
	if len(c) != 3 {
		return fmt.Errorf("a colour is [true colour, 256, 16], this one has %d", len(c))
	}
	if digits, ok := strings.CutPrefix(c[0], "#"); c[0] != "" && (!ok || len(digits) != 6 || !isHex(digits)) {
		return fmt.Errorf("true colour %q is not #rrggbb", c[0])
	}
	for i, limit := range []int{256, 16} {
		text := c[i+1]
		if n, err := strconv.Atoi(text); text != "" && (err != nil || n < 0 || n >= limit) {
			return fmt.Errorf("%q is not one of %d colours", text, limit)
		}
	}
	return nil
}

func isHex(s string) bool {
	_, err := strconv.ParseUint(s, 16, 32)
	return err == nil
}
