package screen

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/cells"
	"poolschool/tui/component/overlay"
)

// lessonMenu is a box over the screen: how far to move the clock, or whether to start over.
type lessonMenu struct {
	kind  menuKind
	lines []string
	keys  []key.Binding
}

type menuKind int

const (
	noMenu menuKind = iota
	timeMenu
	resetMenu
)

// jump is a way ahead in time.
type jump struct {
	key  string
	name string
	by   time.Duration
}

func jumps() []jump {
	return []jump{{"1", "5 minutes", 5 * time.Minute}, {"2", "1 hour", time.Hour}, {"3", "1 day", 24 * time.Hour}}
}

// show opens a menu with a row for each key.
func (m *Lesson) show(kind menuKind, title string, about []string, keys []key.Binding) {
	t := m.env.Theme
	width := 0
	for _, k := range keys {
		width = max(width, cells.Width(k.Help().Key))
	}
	lines := append([]string{}, about...)
	for _, k := range keys {
		h := k.Help()
		lines = append(lines, t.Key.Render(h.Key)+cells.Blank(width-cells.Width(h.Key)+2)+h.Desc)
	}
	box := overlay.Box(overlay.NewStyles(t), title, lines, m.width-4, m.height-2)
	m.menu = lessonMenu{kind: kind, lines: box, keys: keys}
	m.drawFoot()
}

// travelled takes steps back, or asks before it does something larger.
func (m Lesson) travelled(msg tea.KeyMsg) (Screen, tea.Cmd) {
	if m.busy.what != idle || m.session == nil {
		return m, nil
	}
	close := bind("esc", "no", "esc")
	switch {
	case key.Matches(msg, m.keys.Undo):
		m.start(lessonBusy{what: rewinding})
		m.drawFoot()
		return m, m.rewind(m.session.Undo)
	case key.Matches(msg, m.keys.Reset):
		yes := bind("y", "yes, a fresh account", "y", "enter")
		m.show(resetMenu, "Start this lesson over?", nil, []key.Binding{yes, close})
	default:
		var keys []key.Binding
		for _, j := range jumps() {
			keys = append(keys, key.NewBinding(key.WithKeys(j.key), key.WithHelp(j.key, j.name)))
		}
		close.SetHelp("esc", "stay")
		m.show(timeMenu, "Move the clock ahead", []string{m.env.Theme.Muted.Render("Tokens and credentials run out."), ""}, append(keys, close))
	}
	return m, nil
}

// menuPressed is what keys do while a menu is open.
func (m Lesson) menuPressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	kind := m.menu.kind
	m.menu = lessonMenu{}
	m.drawFoot()
	switch kind {
	case resetMenu:
		if name := msg.String(); name == "y" || name == "enter" {
			m.start(lessonBusy{what: rewinding})
			return m, m.rewind(m.session.Reset)
		}
	case timeMenu:
		for _, j := range jumps() {
			if msg.String() == j.key {
				return m, m.ahead(j.by)
			}
		}
	}
	return m, nil
}
