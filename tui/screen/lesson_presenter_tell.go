package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// Presented is where a presenter is. The zero value is nowhere: nobody presents.
type Presented struct {
	Lesson string    `json:"lesson"` // its id
	Page   int       `json:"page"`   // counted from 0, as lessons.At does
	Block  int       `json:"block"`  // on the page
	Since  time.Time `json:"since"`  // when the page came on the screen, by the machine's clock
}

// tells adds a command that tells those who follow where the presenter is, when that has changed.
func (m Lesson) tells(cmd tea.Cmd) (Screen, tea.Cmd) {
	var place Presented
	if m.presenter.on {
		at := m.presenter.place.at
		place = Presented{Lesson: m.deps.Lesson.ID, Page: at.Page, Block: at.Block, Since: m.presenter.since}
	}
	if m.deps.Present == nil || place == m.presenter.told {
		return m, cmd
	}
	m.presenter.told = place
	send := m.deps.Present(place)
	return m, tea.Batch(cmd, func() tea.Msg {
		if err := send(); err != nil {
			return Toast{Text: "Notes: " + err.Error()}
		}
		return nil
	})
}
