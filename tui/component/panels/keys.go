package panels

import "github.com/charmbracelet/bubbles/key"

// KeyMap is what the panels listen to when they have the keys.
type KeyMap struct {
	Next, Previous key.Binding // tab
	Jump           key.Binding // straight to the first, second, … tab
	Up, Down       key.Binding
	PageUp         key.Binding
	PageDown       key.Binding
	Top, Bottom    key.Binding
	Fold           key.Binding // fold what is open, open what is folded
	Close, Open    key.Binding
	Reveal         key.Binding // show secrets and long values whole, or short again
	Other          key.Binding // the next token of the exchange
	Forge          key.Binding // change the claim under the cursor
	Genuine        key.Binding // undo what was changed
}

// DefaultKeyMap are a pager's keys, and letters that stand for what they do.
func DefaultKeyMap() KeyMap {
	return KeyMap{
		Next:     bind("tab", "next panel", "tab", "]"),
		Previous: bind("shift+tab", "panel before", "shift+tab", "["),
		Jump:     bind("1-5", "panel", "1", "2", "3", "4", "5"),
		Up:       bind("↑↓", "move", "up", "k"),
		Down:     bind("", "", "down", "j"),
		PageUp:   bind("pgup", "page up", "pgup", "b"),
		PageDown: bind("pgdn", "page down", "pgdown", " "),
		Top:      bind("home", "to the top", "home", "g"),
		Bottom:   bind("end", "to the end", "end", "G"),
		Fold:     bind("enter", "fold, unfold", "enter", "f"),
		Close:    bind("←", "fold", "left", "h"),
		Open:     bind("→", "unfold", "right", "l"),
		Reveal:   bind("v", "show whole", "v"),
		Other:    bind("n", "next token", "n"),
		Forge:    bind("e", "change this claim", "e"),
		Genuine:  bind("E", "the token as it was", "E"),
	}
}

// Keys are those that do something in the tab at the front, the likeliest first.
func (m Model) Keys() []key.Binding {
	k := m.KeyMap
	if m.revealed {
		k.Reveal.SetHelp(k.Reveal.Help().Key, "show short")
	}
	var keys []key.Binding
	v := m.views[m.tab.index()]
	if len(v.sheet.items) > 1 || v.pane.Above()+v.pane.Below() > 0 {
		keys = append(keys, k.Up)
	}
	if m.Forging() {
		return []key.Binding{
			key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "change it")),
			key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "leave it")),
		}
	}
	if m.tab == Token && len(m.holdings) > 1 {
		keys = append(keys, k.Other)
	}
	if _, _, ok := m.claim(); ok {
		keys = append(keys, k.Forge)
	}
	if m.forged() {
		keys = append(keys, k.Genuine)
	}
	if item, ok := v.item(); ok && item.folds {
		keys = append(keys, k.Fold)
	}
	if len(m.tabs) > 1 {
		keys = append(keys, k.Next)
	}
	if m.tab != Account {
		keys = append(keys, k.Reveal)
	}
	return append(keys, k.PageDown, k.PageUp, k.Open, k.Close, k.Top, k.Bottom, k.Jump, k.Previous)
}

// bind makes a binding: its name and what it does, as help and footer show them, and the keys that mean it.
func bind(name, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, does))
}
