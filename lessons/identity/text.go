package identity

import (
	"fmt"
	"strings"

	"poolschool/lessons/step"
)

// Tail is the end of an identity ID, by which people tell them apart.
func Tail(id string) string {
	const shown = 6
	if len(id) <= shown {
		return id
	}
	return "…" + id[len(id)-shown:]
}

// Was is the state that an identity had before the station; one that was not there is "new".
func (v Visit) Was(id string) string {
	for _, i := range v.Before {
		if i.ID == id {
			return i.State
		}
	}
	return "new"
}

// Folder says which files an identity has.
func (i Identity) Folder() string {
	if len(i.Files) == 0 {
		return "no files"
	}
	return "folder: " + strings.Join(i.Files, ", ")
}

// Text is a station in lines: the story, the calls, the identities before and after, and what is lost. No line rests on art.
func (v Visit) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n", v.Title, v.Story)
	for _, e := range v.Exchanges {
		if e.Parent != 0 {
			continue
		}
		sign, answer := "✓", e.Summary
		if !e.OK() {
			sign, answer = "✗", e.Code
		}
		line := fmt.Sprintf("  %s %s → %s%s: %s %d %s", sign, e.From, step.SideOf(e.To).Prefix(), e.To, e.Operation, e.Status, answer)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	b.WriteString("  Identities, before → after:\n")
	for _, i := range v.After {
		state := i.State
		if was := v.Was(i.ID); was != state {
			state = was + " → " + state
		}
		if i.ID == v.Me {
			state += " (the person's number now)"
		}
		fmt.Fprintf(&b, "    %s%s: %s; %s\n", step.SideOf("cognito-identity").Prefix(), i.ID, state, i.Folder())
	}
	fmt.Fprintf(&b, "  What is lost: %s\n", v.Lost)
	for _, broken := range v.Broken {
		fmt.Fprintf(&b, "  Not as promised: %s\n", broken)
	}
	return b.String()
}
