package value

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Set is an immutable set of values by name: With returns a new one, so a screen can keep the set of an earlier
// step while the lesson goes on. The zero Set is empty.
type Set struct{ byName map[string]Value }

// With returns the set with these values added or replaced.
func (s Set) With(values ...Value) Set {
	if len(values) == 0 {
		return s
	}
	next := make(map[string]Value, len(s.byName)+len(values))
	maps.Copy(next, s.byName)
	for _, v := range values {
		next[v.Name] = v
	}
	return Set{next}
}

// Get returns the value of that name.
func (s Set) Get(name string) (Value, bool) {
	v, ok := s.byName[name]
	return v, ok
}

// Find returns the value that a reference begins with, and the path within it. An account has names with dots in them
// ("clientId.web"), so the longest name that is there counts.
func (s Set) Find(ref Ref) (v Value, rest []string, ok bool) {
	for n := len(ref.Path); n >= 0; n-- {
		if v, ok = s.byName[dotted(ref.Name, ref.Path[:n])]; ok {
			return v, ref.Path[n:], true
		}
	}
	return Value{}, nil, false
}

// Names lists the names in alphabetical order.
func (s Set) Names() []string { return slices.Sorted(maps.Keys(s.byName)) }

// MissingError says that no value of that name is there yet.
type MissingError struct{ Name string }

// Error names the value.
func (e *MissingError) Error() string { return fmt.Sprintf("{{%s}} is not there yet", e.Name) }

// Show is what a reference stands for at that moment of the account's time. The error is a *MissingError when
// no value has that name.
func (s Set) Show(ref Ref, now time.Time) (string, error) {
	v, rest, ok := s.Find(ref)
	if !ok {
		return "", &MissingError{ref.Name}
	}
	raw, err := v.At(rest)
	if err != nil {
		return "", fmt.Errorf("{{%s}}: %w", ref, err)
	}
	text, err := ref.Filter.apply(plain(raw), now)
	if err != nil {
		return "", fmt.Errorf("{{%s}}: %w", ref, err)
	}
	return text, nil
}

// Over lists the values that were alive at before and are over at after, by name.
func (s Set) Over(before, after time.Time) []Value {
	var over []Value
	for _, name := range s.Names() {
		v := s.byName[name]
		if at, ok := v.Expires(); ok && before.Before(at) && !after.Before(at) {
			over = append(over, v)
		}
	}
	return over
}
