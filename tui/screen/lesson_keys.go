package screen

import (
	"github.com/charmbracelet/bubbles/key"

	"poolschool/lessons/step"
)

// lessonKeys are the keys of a lesson.
type lessonKeys struct {
	Next, Skip, Hint            key.Binding
	Up, Down                    key.Binding
	PageBack, PageOn            key.Binding
	Scroll                      key.Binding
	Panel, PanelBack, Numbers   key.Binding
	PanelUp, PanelDown          key.Binding
	Earlier, Later, Fold, Stage key.Binding
	Replay                      key.Binding
	Undo, Redo, History         key.Binding
	Reset, Time, Sandbox, Find  key.Binding
	Picture, Code               key.Binding
	Copy, CopyAs                key.Binding
	Narrower, Wider             key.Binding
	Present                     key.Binding
	Help, Back                  key.Binding
	Run                         key.Binding // in the editor, where enter is a new line
}

func newLessonKeys() lessonKeys {
	return lessonKeys{
		Next:      bind("enter", "go on", "enter"),
		Skip:      bind("s", "skip", "s"),
		Hint:      bind("h", "hint", "h"),
		Up:        bind("↑↓", "scroll", "up", "k"),
		Down:      bind("", "", "down", "j"),
		PageBack:  bind("←→", "page", "left"),
		PageOn:    bind("", "", "right"),
		Scroll:    bind("pgdn", "read on", "pgup", "pgdown", " ", "b", "home", "end"),
		Panel:     bind("tab", "panel", "tab"),
		PanelBack: bind("shift+tab", "panel before", "shift+tab"),
		Numbers:   bind("1-5", "panel at once", "1", "2", "3", "4", "5"),
		PanelUp:   bind("K J", "scroll the panel", "K", "shift+up"),
		PanelDown: bind("", "", "J", "shift+down"),
		Earlier:   bind(", .", "earlier, later call", ",", "["),
		Later:     bind("", "", ".", "]"),
		Fold:      bind("f", "fold inner calls", "f"),
		Stage:     bind("z", "calls", "z"),
		Replay:    bind("r", "replay", "r"),
		Undo:      bind("u", "undo", "u"),
		Redo:      bind("U", "redo", "U"),
		History:   bind("H", "history", "H"),
		Sandbox:   bind("x", "sandbox", "x"),
		Picture:   bind("d", "the picture", "d"),
		Code:      inMyCode(),
		Find:      bind("/", "search", "/"),
		Reset:     bind("R", "start over", "R"),
		Time:      bind("t", "time", "t"),
		Copy:      bind("c", "copy", "c"),
		CopyAs:    bind("C", "copy as", "C"),
		Narrower:  bind("< >", "move the divider", "<"),
		Wider:     bind("", "", ">"),
		Present:   bind("p", "present to a class", "p"),
		Help:      bind("?", "help", "?", "f1"),
		Back:      bind("esc", "leave", "esc"),
		Run:       bind("ctrl+r", "run", "ctrl+r"),
	}
}

// Keys are what can be pressed now, the likeliest first.
func (m Lesson) Keys() []key.Binding {
	k := m.keys
	if m.menu.kind != noMenu {
		return m.menu.keys
	}
	if m.replay.on {
		return m.replayBindings()
	}
	if m.session == nil {
		return []key.Binding{k.Back, k.Help}
	}
	if m.presenter.on {
		return m.presenterBindings()
	}
	if m.panels.Forging() {
		return m.panels.Keys()
	}
	k.Next.SetHelp("enter", m.does())
	if m.typing() {
		return m.typingKeys(k)
	}
	if m.staged() {
		k.Stage.SetHelp("z", "text")
	}
	keys := append(m.stepKeys(k), k.PageBack)
	called := len(m.state.Exchanges)
	keys = append(keys, m.panelKeys(k)...)
	keys = append(keys, k.Undo)
	if m.deps.Diagram != nil {
		keys = append(keys, k.Picture)
	}
	if len(m.deps.Code) > 0 && m.page+1 == len(m.deps.Lesson.Pages) {
		keys = append(keys, k.Code)
	}
	keys = append(keys, k.Time, k.Help, k.Stage)
	if m.state.Undone > 0 {
		keys = append(keys, k.Redo)
	}
	if m.state.Steps+m.state.Undone > 0 {
		keys = append(keys, k.History)
	}
	if m.deps.Sandbox != nil {
		keys = append(keys, k.Sandbox)
	}
	if len(m.deps.Code) > 0 && m.page+1 < len(m.deps.Lesson.Pages) {
		keys = append(keys, k.Code)
	}
	if m.selected != 0 && !m.staged() {
		keys = append(keys, k.Replay)
	}
	keys = append(keys, k.Find)
	if called > 1 {
		keys = append(keys, k.Earlier, k.Fold)
	}
	if m.env.Copy != nil && m.selected != 0 {
		keys = append(keys, k.Copy, k.CopyAs)
	}
	if m.staged() {
		keys = append(keys, m.panels.Keys()...)
	} else if called > 0 {
		keys = append(keys, k.PanelUp, m.panels.KeyMap.Reveal)
	}
	if m.divides() {
		keys = append(keys, k.Narrower)
	}
	return append(keys, k.Present, k.Scroll, k.Numbers, k.Reset, k.Back)
}

// panelKeys are those of the panels; in sight of the calls alone, the replay is among them.
func (m Lesson) panelKeys(k lessonKeys) []key.Binding {
	switch {
	case len(m.state.Exchanges) == 0:
		return nil
	case m.staged() && m.selected != 0:
		return []key.Binding{k.Panel, k.Replay}
	}
	return []key.Binding{k.Panel}
}

// stepKeys are those of the present step.
func (m Lesson) stepKeys(k lessonKeys) []key.Binding {
	var keys []key.Binding
	if m.does() != "" {
		keys = append(keys, k.Next)
	}
	at, s, ok := m.present()
	if !ok || m.staged() {
		return keys
	}
	switch s.Kind() {
	case step.KindPredict, step.KindRecall:
		k.Up.SetHelp("↑↓", "choose")
		return append(keys, k.Up, k.Skip)
	case step.KindType:
		k.Up.SetHelp("↑↓", "type")
		return append(keys, k.Up)
	case step.KindTry:
		k.Up.SetHelp("↑↓", "type")
		if m.notes[at].hints >= step.Hints {
			k.Hint.SetHelp("h", "solution")
		}
		return append(keys, k.Up, k.Hint, k.Skip)
	}
	return keys
}

// typingKeys are those that do something while a field has the letters.
func (m Lesson) typingKeys(k lessonKeys) []key.Binding {
	k.Back.SetHelp("esc", "stop typing")
	if m.form.Active() && !m.writing() {
		next := bind("tab", "next field", "tab")
		help := bind("f1", "help", "f1")
		return []key.Binding{k.Next, next, k.Back, help}
	}
	if m.text.Above()+m.text.Below() > 0 {
		return []key.Binding{k.Run, k.Scroll, k.Back}
	}
	return []key.Binding{k.Run, k.Back}
}

// typing says that letters are text.
func (m Lesson) typing() bool {
	_, s, ok := m.present()
	if !ok || m.staged() || m.busy.what != idle {
		return false
	}
	switch s.Kind() {
	case step.KindType:
		return m.form.Active()
	case step.KindTry:
		return m.editor.Active()
	}
	return false
}

// writing says that the present step is a call that the learner writes.
func (m Lesson) writing() bool {
	_, s, ok := m.present()
	return ok && s.Kind() == step.KindTry
}

// does says what enter does now; "" for nothing.
func (m Lesson) does() string {
	if m.busy.what != idle || m.session == nil {
		return ""
	}
	at, s, ok := m.present()
	switch {
	case ok && m.notes[at].needs != nil:
		return "run what is missing"
	case ok && m.staged() && m.moves(s.Kind()):
		return "back to the text"
	case ok:
		return verb(s.Kind())
	case m.text.Below() > 0 && !m.staged():
		return "read on"
	case m.paused:
		return "go on"
	case m.page+1 < len(m.deps.Lesson.Pages):
		return "next page"
	case m.deps.Next != nil:
		return "next lesson"
	}
	return "leave"
}

func verb(kind step.Kind) string {
	switch kind {
	case step.KindType:
		return "send"
	case step.KindPredict, step.KindRecall:
		return "answer"
	case step.KindInspect:
		return "open"
	case step.KindWait:
		return "wait"
	}
	return "run"
}
