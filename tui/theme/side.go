package theme

// Side says which of the two pools something belongs to. It is what the whole program's colours rest on.
type Side int

// The sides.
const (
	NoSide       Side = iota // neither: the learner, the application, an outside provider
	UserPool                 // ◆ answers "who are you?", gives tokens to an application
	IdentityPool             // ● answers "what may you touch in AWS?", gives AWS credentials
)

// The signs that stand beside a word, so that meaning never rests on colour alone. Each is one cell wide.
const (
	SignUserPool     = "◆"
	SignIdentityPool = "●"
	SignAllow        = "✓"
	SignDeny         = "✗"
	SignCursor       = "▸" // before the selected choice, and before what is folded
	SignArrow        = "→"
	SignDone         = "▮" // a part of a progress bar that is done
	SignToDo         = "▯" // and one that is not
)

// Sign is the side's sign, empty for NoSide.
func (s Side) Sign() string {
	switch s {
	case UserPool:
		return SignUserPool
	case IdentityPool:
		return SignIdentityPool
	}
	return ""
}

// Mark puts the side's sign before a word.
func (s Side) Mark(word string) string {
	if s == NoSide {
		return word
	}
	return s.Sign() + " " + word
}

// Of is the ink of a side, and of a live value that belongs to it.
func (t Theme) Of(s Side) Ink {
	switch s {
	case UserPool:
		return t.UserPool
	case IdentityPool:
		return t.IdentityPool
	}
	return t.Value
}

// Verdict is sign, space and words in green or red.
func (t Theme) Verdict(ok bool, words string) string {
	if ok {
		return t.Allow.Render(SignAllow + " " + words)
	}
	return t.Deny.Render(SignDeny + " " + words)
}
