package screen

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"poolschool/tui/component/layout"
	"poolschool/tui/component/picker"
)

// Palette finds everything: the keys of the screen below it, and all places of the program. Typing narrows the list, enter
// does the selected thing.
type Palette struct {
	env   Env
	under Screen // as it was when the palette was opened
	keys  paletteKeys
	self  *paletteScreen
	title string
	more  func() []Place // asked for when the palette opens

	all  []Place
	list picker.Model

	width, height int
	behind        backdrop
	frame         string
}

type paletteKeys struct{ Run, Move, Close key.Binding }

// paletteScreen tells one palette from another.
type paletteScreen struct{ _ byte }

// placesMsg reports the places of the program.
type placesMsg struct {
	self   *paletteScreen
	places []Place
}

// NewPalette is the palette over a screen. Put it on top of that one.
func NewPalette(env Env, under Screen) Screen {
	m := Palette{more: env.Places}
	for _, l := range helpLines(under.Keys()) {
		if l.press == "ctrl+p" {
			continue // it would open this again
		}
		m.all = append(m.all, Place{Kind: "key", Title: sentence(l.does), Note: l.name, Go: send(helpKey(l.press))})
	}
	for _, name := range env.Looks.Names {
		note := ""
		if name == env.Theme.Name() {
			note = "on"
		}
		m.all = append(m.all, Place{Kind: "theme", Title: name, Note: note, About: "colours colors look dark light", Go: env.Looks.wear(name)})
	}
	return m.opened(env, under, "Find anything", m.all)
}

// NewChoice offers a few things over a screen, the selected one first under the cursor. What is chosen is done when the box is
// closed.
func NewChoice(env Env, under Screen, title string, places []Place, selected int) Screen {
	m := Palette{}.opened(env, under, title, places)
	m.list.Select(selected)
	return m
}

func (m Palette) opened(env Env, under Screen, title string, places []Place) Palette {
	m.env, m.under, m.title, m.all, m.self = env, under, title, places, &paletteScreen{}
	m.keys = paletteKeys{
		Run:   bind("enter", "do it", "enter"),
		Move:  bind("↑↓", "select", "up", "down"),
		Close: bind("esc", "close", "esc"),
	}
	m.list = picker.New(env.Theme, paletteItems(places))
	m.list.Empty = "nothing here is called so"
	return m
}

// sentence begins a few words with a capital.
func sentence(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return string(text[0]-'a'+'A') + text[1:]
}

func paletteItems(places []Place) []picker.Item {
	items := make([]picker.Item, len(places))
	for i, p := range places {
		items[i] = picker.Item{Kind: p.Kind, Title: p.Title, Note: p.Note, About: p.About, Mark: p.Side}
	}
	return items
}

// Init asks for the places.
func (m Palette) Init() tea.Cmd {
	places, self := m.more, m.self
	if places == nil {
		return nil
	}
	return func() tea.Msg { return placesMsg{self, places()} }
}

// Title names the screen.
func (m Palette) Title() string { return m.title }

// Keys are the palette's own.
func (m Palette) Keys() []key.Binding { return []key.Binding{m.keys.Run, m.keys.Move, m.keys.Close} }

// Under is the screen below the palette.
func (m Palette) Under() Screen { return m.under }

// SetSize lays the screen out, and the one below it.
func (m Palette) SetSize(width, height int) Screen {
	m.width, m.height = width, height
	m.under = m.under.SetSize(width, height)
	m.back()
	m.layOut()
	return m
}

// View is what layOut made.
func (m Palette) View() string { return m.frame }

// Update sorts.
func (m Palette) Update(msg tea.Msg) (Screen, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.clicked(msg)
	case placesMsg:
		if msg.self == m.self {
			m.all = append(slices.Clip(m.all), msg.places...)
			m.list.SetItems(paletteItems(m.all))
			m.layOut()
		}
	case Themed:
		m.env.Theme = msg.Theme
		m.list.SetTheme(msg.Theme)
		m.under, _ = m.under.Update(msg) // the screen itself got the message too; this is only its picture
		m.back()
		m.layOut()
	}
	return m, nil
}

func (m Palette) pressed(msg tea.KeyMsg) (Screen, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Close):
		return m, Back()
	case key.Matches(msg, m.keys.Run):
		return m, m.run()
	}
	m.list = m.list.Update(msg)
	m.layOut()
	return m, nil
}

// run closes the palette and does the selected thing.
func (m Palette) run() tea.Cmd {
	i, ok := m.list.Selected()
	if !ok {
		return nil
	}
	return tea.Sequence(Back(), m.all[i].Go)
}

// clicked does what is under the mouse; a click beside the box closes it.
func (m Palette) clicked(msg tea.MouseMsg) (Screen, tea.Cmd) {
	x, y, width, height := m.box()
	inside := msg.X >= x && msg.X < x+width && msg.Y >= y && msg.Y < y+height
	wheel := msg.Button == tea.MouseButtonWheelUp || msg.Button == tea.MouseButtonWheelDown
	switch {
	case !wheel && (msg.Action != tea.MouseActionPress || msg.Button != tea.MouseButtonLeft):
		return m, nil
	case !wheel && !inside:
		return m, Back()
	}
	msg.Y -= y + 1
	m.list = m.list.Update(msg)
	m.layOut()
	if !wheel && m.list.At(msg.Y) {
		return m, m.run()
	}
	return m, nil
}

const (
	paletteWidth = 76
	paletteEdges = 4 // frame, an empty line, keys, frame
)

// box is where the list stands: its upper left corner and its size. It does not shrink while one types.
func (m *Palette) box() (x, y, width, height int) {
	width = min(m.width-4, paletteWidth)
	height = min(m.height-2, max(m.height*3/4, 14))
	if m.more == nil { // nothing comes later that could change the size
		height = min(height, len(m.all)+paletteEdges+3)
	}
	return (m.width - width) / 2, max((m.height-height)/3, 1), width, height
}

// back draws the screen below.
func (m *Palette) back() {
	if m.width > 0 {
		x, y, width, height := m.box()
		m.behind = newBackdrop(m.env.Theme, m.under, m.width, m.height, x, y, width, height)
	}
}

// layOut draws the box over the screen below.
func (m *Palette) layOut() {
	if m.width == 0 {
		return
	}
	_, _, width, height := m.box()
	m.list.SetSize(width-4, max(height-paletteEdges, 1))
	foot := layout.Footer(m.env.Theme, m.Keys(), "", width-4)
	m.frame = m.behind.with(boxed(m.env.Theme, m.Title(), m.list.Lines(), foot, width))
}
