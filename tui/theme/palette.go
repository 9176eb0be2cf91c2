package theme

// Palette holds one value for each meaning that something on the screen can have. The same list serves three times: as
// the choices of a theme file, as lipgloss styles and as inks.
type Palette[S any] struct {
	Text         S `json:"text"`         // running text
	Muted        S `json:"muted"`        // what may be overlooked: hints, past arrows, units
	Heading      S `json:"heading"`      // headings in prose, names of panels
	Title        S `json:"title"`        // the name of the screen, in the header
	UserPool     S `json:"userPool"`     // ◆ everything that belongs to a user pool
	IdentityPool S `json:"identityPool"` // ● everything that belongs to an identity pool and to AWS credentials
	Allow        S `json:"allow"`        // ✓ allowed, succeeded, right
	Deny         S `json:"deny"`         // ✗ denied, failed, wrong
	Warning      S `json:"warning"`      // soon over, surprising, not saved
	Selected     S `json:"selected"`     // the row, choice or arrow that keys act on
	Border       S `json:"border"`       // rules and frames
	Focus        S `json:"focus"`        // rules and frames of the panel that has the keys
	Key          S `json:"key"`          // names of keys in footer and help
	Value        S `json:"value"`        // a live value that belongs to neither pool
	Secret       S `json:"secret"`       // what stands in for a hidden password or token
	Code         S `json:"code"`         // code, JSON and operation names in prose
	Member       S `json:"member"`       // names of JSON members, headers and claims
	Link         S `json:"link"`         // addresses
}

// convert applies f to each meaning.
func convert[A, B any](p Palette[A], f func(A) B) Palette[B] {
	return Palette[B]{
		Text:         f(p.Text),
		Muted:        f(p.Muted),
		Heading:      f(p.Heading),
		Title:        f(p.Title),
		UserPool:     f(p.UserPool),
		IdentityPool: f(p.IdentityPool),
		Allow:        f(p.Allow),
		Deny:         f(p.Deny),
		Warning:      f(p.Warning),
		Selected:     f(p.Selected),
		Border:       f(p.Border),
		Focus:        f(p.Focus),
		Key:          f(p.Key),
		Value:        f(p.Value),
		Secret:       f(p.Secret),
		Code:         f(p.Code),
		Member:       f(p.Member),
		Link:         f(p.Link),
	}
}

// ByMeaning lists the values by the name that theme files give the meaning.
func ByMeaning[S any](p Palette[S]) map[string]S {
	return map[string]S{
		"text": p.Text, "muted": p.Muted, "heading": p.Heading, "title": p.Title,
		"userPool": p.UserPool, "identityPool": p.IdentityPool, "allow": p.Allow, "deny": p.Deny,
		"warning": p.Warning, "selected": p.Selected, "border": p.Border, "focus": p.Focus,
		"key": p.Key, "value": p.Value, "secret": p.Secret, "code": p.Code, "member": p.Member, "link": p.Link,
	}
}
