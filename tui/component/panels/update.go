package panels

import (
	"maps"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Update moves by key, and by mouse whose place is counted from the panels' own upper left corner.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.pressed(msg)
	case tea.MouseMsg:
		m.clicked(msg)
	}
	return m, nil
}

func (m *Model) pressed(msg tea.KeyMsg) {
	k := m.KeyMap
	switch {
	case m.forging.on:
		m.forge(msg)
	case key.Matches(msg, k.Forge):
		m.beginForging()
	case key.Matches(msg, k.Genuine) && m.forged():
		m.holdings = holdingsOf(m.content)
		m.stale(Token)
		m.draw()
	case key.Matches(msg, k.Next):
		m.turn(1)
	case key.Matches(msg, k.Previous):
		m.turn(-1)
	case key.Matches(msg, k.Jump):
		if n := int(msg.Runes[0] - '1'); n >= 0 && n < len(m.tabs) {
			m.Show(m.tabs[n])
		}
	case key.Matches(msg, k.Up):
		m.step(-1)
	case key.Matches(msg, k.Down):
		m.step(1)
	case key.Matches(msg, k.PageUp, k.PageDown, k.Top, k.Bottom):
		m.page(msg)
	case key.Matches(msg, k.Fold):
		m.fold(nil)
	case key.Matches(msg, k.Close):
		m.close()
	case key.Matches(msg, k.Open):
		open := false
		m.fold(&open)
	case key.Matches(msg, k.Reveal):
		m.revealed = !m.revealed
		m.stale(Request, Response, Why, Token)
		m.draw()
	case key.Matches(msg, k.Other) && m.tab == Token && len(m.holdings) > 1:
		m.held = (m.held + 1) % len(m.holdings)
		m.stale(Token)
		m.view().pane.Top()
		m.draw()
	}
}

func (m *Model) turn(n int) {
	i := slices.Index(m.tabs, m.tab) + n + len(m.tabs)
	m.Show(m.tabs[i%len(m.tabs)])
}

// step moves the cursor, or scrolls where there is none. At the ends it scrolls too, to what stands around the items.
func (m *Model) step(n int) {
	v := m.view()
	next := v.cursor + n
	if next < 0 || next >= len(v.sheet.items) {
		v.pane.ScrollBy(n)
		m.draw()
		return
	}
	v.cursor = next
	v.follow()
	m.draw()
}

// page scrolls, and takes the cursor along into sight. Where nothing is left to scroll, the cursor goes to the end.
func (m *Model) page(msg tea.KeyMsg) {
	v := m.view()
	k := &v.pane.KeyMap
	k.PageUp, k.PageDown, k.Top, k.Bottom = m.KeyMap.PageUp, m.KeyMap.PageDown, m.KeyMap.Top, m.KeyMap.Bottom
	before := v.pane.Above()
	v.pane, _ = v.pane.Update(msg) // a pane has no commands
	still := v.pane.Above() == before
	switch {
	case key.Matches(msg, k.Top), still && key.Matches(msg, k.PageUp):
		v.cursor = 0
	case key.Matches(msg, k.Bottom), still && key.Matches(msg, k.PageDown):
		v.cursor = max(len(v.sheet.items)-1, 0)
	}
	v.drag()
	m.draw()
}

// fold closes or opens what the cursor is on; without a wish it does the other of what is.
func (m *Model) fold(closed *bool) {
	item, ok := m.view().item()
	if !ok || !item.folds || closed != nil && *closed == item.folded {
		return
	}
	folds := maps.Clone(m.folds)
	if folds == nil {
		folds = map[string]bool{}
	}
	folds[foldKey(m.tab, item.id)] = !item.folded
	m.folds = folds
	m.stale(m.tab)
	m.draw()
}

// close folds what the cursor is on; if that cannot be folded, it goes to what stands around it.
func (m *Model) close() {
	v := m.view()
	item, ok := v.item()
	if !ok {
		return
	}
	if item.folds && !item.folded {
		closed := true
		m.fold(&closed)
		return
	}
	if item.around >= 0 {
		v.cursor = item.around
		v.follow()
		m.draw()
	}
}

func foldKey(t Tab, id string) string { return string(t) + " " + id }

// folded is whether an item is folded: as the learner left it, else as it is by itself.
func (m *Model) folded(t Tab, id string, byItself bool) bool {
	if folded, ok := m.folds[foldKey(t, id)]; ok {
		return folded
	}
	return byItself
}

// clicked goes to the tab or the item under the mouse; the wheel scrolls.
func (m *Model) clicked(msg tea.MouseMsg) {
	switch {
	case msg.Button == tea.MouseButtonWheelUp || msg.Button == tea.MouseButtonWheelDown:
		v := m.view()
		v.pane, _ = v.pane.Update(msg) // a pane has no commands
		v.drag()
		m.draw()
	case msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft:
	case msg.Y == m.tabRow():
		if t, ok := m.tabAt(msg.X); ok {
			m.Show(t)
		}
	default:
		m.clickedRow(msg.Y - m.headHeight())
	}
}

// clickedRow selects the item in a row of the pane; a second click folds it.
func (m *Model) clickedRow(y int) {
	v := m.view()
	line, ok := v.pane.LineAt(y)
	if !ok {
		return
	}
	for i, item := range v.sheet.items {
		if line < item.first || line > item.last {
			continue
		}
		if v.cursor == i {
			m.fold(nil)
		}
		v.cursor = i
		m.draw()
		return
	}
}
