package command

import (
	"slices"

	"poolschool/tui/screen"
	"poolschool/tui/theme"
)

// looks are the themes that can be put on while the program runs: the usual ones first, as one key goes through them.
func (e Env) looks() screen.Looks {
	names := theme.Names(themes())
	place := func(name string) int {
		if i := slices.Index([]string{"dark", "light", "high-contrast", "colour-blind"}, name); i >= 0 {
			return i
		}
		return len(names)
	}
	slices.SortStableFunc(names, func(a, b string) int { return place(a) - place(b) })
	return screen.Looks{
		Names: names,
		Load:  func(name string) (theme.Theme, error) { return theme.Load(themes(), name, e.Renderer) },
		Keep:  func(name string) error { return e.keep(settings{Theme: name}) },
	}
}

// remembered is the theme that was chosen last, if there still is one of that name.
func (e Env) remembered() (string, bool) {
	name := e.settings().Theme
	return name, slices.Contains(theme.Names(themes()), name)
}
