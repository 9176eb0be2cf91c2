package screen

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"
)

// forges hands a key to the Token panel, in which a claim is being changed, and gets the issuer's keys for its checks. They come
// from a copy of the account: asking for them is no step of the lesson.
func (m Lesson) forges(msg tea.KeyMsg) (Screen, tea.Cmd) {
	before := m.panels.Forging()
	m.panels, _ = m.panels.Update(msg) // panels have no commands
	m.drawFoot()
	if before || !m.panels.Forging() || m.session == nil {
		return m, nil
	}
	session, self, issuer := m.session, m.self, m.panels.Issuer()
	return m, func() tea.Msg {
		fork, err := session.Fork(context.Background())
		if err != nil {
			return nil // a step runs just now; the checks appear the next time
		}
		keys, err := fork.Keys(context.Background(), issuer)
		if err != nil {
			return Toast{Text: err.Error()}
		}
		return keysMsg{from: from{self}, issuer: issuer, keys: keys}
	}
}
