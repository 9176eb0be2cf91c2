// Package panels shows one exchange from five sides: what was asked, what was answered, why, which tokens went over the
// wire, and how the account stands afterwards.
//
//	── GetCredentialsForIdentity ───────────────── ✓ 200 · 10:04:12 ──
//	 Request   Response  [Why]  Token   Account
//	 1 ✓ ID token: signature, issuer, audience, expiry
//
// It draws values and asks nobody: a trace.Exchange, an account.Tree, a time. A tab is laid out once, when something of that
// changes; View joins. Each tab has a pane and a place of its own, so going to another tab and back loses nothing.
package panels

import (
	"crypto/rsa"
	"slices"
	"time"

	"poolschool/sim/account"
	"poolschool/sim/trace"
	"poolschool/tui/component/input"
	"poolschool/tui/component/pane"
	"poolschool/tui/theme"
)

// Tab is one of the panels. The values are those of a lesson's front matter.
type Tab string

// The tabs, in their order.
const (
	Request  Tab = "request"
	Response Tab = "response"
	Why      Tab = "why"
	Token    Tab = "token"
	Account  Tab = "account"
)

// All lists the tabs in their order.
func All() []Tab { return []Tab{Request, Response, Why, Token, Account} }

// Content is what the panels draw. Nobody changes it afterwards.
type Content struct {
	Exchange trace.Exchange   // the zero value: none yet
	Inner    []trace.Exchange // calls made on behalf of Exchange, as far as Why should mention them
	Pending  bool             // the answer is still on its way; Exchange says nothing of it
	Account  account.Tree     // as it stood after the exchange, with Diff's marks
	// Name and Value are a token or document that the Token tab puts before those of the exchange: what a lesson
	// inspects. Value is the token as on the wire.
	Name, Value string
}

// Styles are the panels' inks, by meaning.
type Styles struct {
	theme.Palette[theme.Ink]
	Pane pane.Styles

	theme theme.Theme // for the field in which a claim is changed
}

// NewStyles takes the styles from a theme.
func NewStyles(t theme.Theme) Styles {
	return Styles{Palette: t.Palette, Pane: pane.NewStyles(t), theme: t}
}

// of is the ink of a side; what belongs to neither pool is text.
func (s Styles) of(side theme.Side) theme.Ink {
	switch side {
	case theme.UserPool:
		return s.UserPool
	case theme.IdentityPool:
		return s.IdentityPool
	}
	return s.Text
}

// verdict is the sign of an answer in its ink.
func (s Styles) verdict(ok bool) (string, theme.Ink) {
	if ok {
		return theme.SignAllow, s.Allow
	}
	return theme.SignDeny, s.Deny
}

// Model is the panels. It is a value; a copy goes its own way.
type Model struct {
	KeyMap KeyMap

	styles        Styles
	tabs          []Tab
	tab           Tab
	width, height int
	focused       bool
	now           time.Time

	content  Content
	holdings []holding // tokens and credentials of the content
	held     int       // the one that the Token tab shows
	revealed bool
	forging  forging
	issuer   string                    // whose keys these are
	keys     map[string]*rsa.PublicKey // by key id; nil until somebody hands them in
	folds    map[string]bool           // what the learner folded or unfolded, by tab and item; copied when changed

	views [tabCount]view
	told  bool // the Account tab has gone to what the last call changed
	shown []string
}

const tabCount = 5

// view is a tab that was visited.
type view struct {
	ready  bool // sheet and pane hold what the model says
	sheet  sheet
	pane   pane.Model
	cursor int // index of an item
}

// New is panels without content, with all tabs.
func New(s Styles) Model {
	m := Model{KeyMap: DefaultKeyMap(), styles: s, tabs: All(), tab: Response}
	for i := range m.views {
		m.views[i].pane = pane.New(s.Pane)
	}
	return m
}

// SetStyles changes the inks.
func (m *Model) SetStyles(s Styles) {
	m.styles = s
	for i := range m.views {
		m.views[i].pane.SetStyles(s.Pane)
	}
	if m.forging.on {
		input.Wear(&m.forging.field, s.theme)
	}
	m.stale(All()...)
	m.draw()
}

// SetTabs says which tabs there are; they stand in All's order. If the present one is gone, the nearest takes its place.
func (m *Model) SetTabs(tabs []Tab) {
	var known []Tab
	for _, t := range All() {
		if slices.Contains(tabs, t) {
			known = append(known, t)
		}
	}
	if len(known) == 0 {
		known = All()
	}
	m.tabs = known
	if !slices.Contains(known, m.tab) {
		m.tab = known[min(m.tab.index(), len(known)-1)]
	}
	m.draw()
}

// Set changes what is drawn. Another exchange begins at the top, in the account at what it changed; the same one keeps its
// places.
func (m *Model) Set(c Content) {
	other := c.Exchange.ID != m.content.Exchange.ID || c.Exchange.RequestID != m.content.Exchange.RequestID || c.Value != m.content.Value
	m.content = c
	m.holdings, m.forging.on = holdingsOf(c), false
	if other || m.held >= len(m.holdings) {
		m.held = 0
	}
	if other {
		for _, t := range []Tab{Request, Response, Why, Token} {
			m.views[t.index()].pane.Top()
			m.views[t.index()].cursor = 0
		}
		m.told = false
	}
	m.stale(All()...)
	m.draw()
}

// SetNow sets the account's time, by which tokens are over. Only a whole second changes anything.
func (m *Model) SetNow(now time.Time) {
	if now.Unix() == m.now.Unix() {
		return
	}
	m.now = now
	m.stale(Token)
	if m.tab == Token {
		m.draw()
	}
}

// SetSize sets width and height in cells.
func (m *Model) SetSize(width, height int) {
	width, height = max(width, 0), max(height, 0)
	if width == m.width && height == m.height {
		return
	}
	if width != m.width {
		m.stale(All()...)
	}
	m.width, m.height = width, height
	m.draw()
}

// SetFocused says whether the panels have the keys; then the cursor stands out.
func (m *Model) SetFocused(on bool) {
	if on != m.focused {
		m.focused = on
		m.draw()
	}
}

// Focused reports whether the panels have the keys.
func (m Model) Focused() bool { return m.focused }

// Show brings a tab to the front; one that is not there is ignored.
func (m *Model) Show(t Tab) {
	if t == m.tab || !slices.Contains(m.tabs, t) {
		return
	}
	m.tab = t
	m.draw()
}

// Tab is the tab at the front.
func (m Model) Tab() Tab { return m.tab }

// Tabs are the tabs that are there.
func (m Model) Tabs() []Tab { return m.tabs }

// Revealed reports whether secrets and long values are shown whole.
func (m Model) Revealed() bool { return m.revealed }

func (t Tab) index() int { return max(slices.Index(All(), t), 0) }

// stale marks tabs that have to be laid out anew before they are seen.
func (m *Model) stale(tabs ...Tab) {
	for _, t := range tabs {
		m.views[t.index()].ready = false
	}
}

// view is the tab at the front.
func (m *Model) view() *view { return &m.views[m.tab.index()] }
