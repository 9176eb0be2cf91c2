package screen

import "github.com/charmbracelet/bubbles/key"

// bind makes a binding: its name and what it does, as help and footer show them, and the keys that mean it.
func bind(name, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(name, does))
}
