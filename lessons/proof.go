package lessons

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"poolschool/lessons/mistake"
)

// Proof is what a writer of lessons hears about their files.
type Proof struct {
	Played   int          // lessons that were played to their end
	Mistakes mistake.List // what must be done
	Warnings mistake.List // what is probably wrong
}

// Desk is what proofreading needs of the program around it. All but Only are required.
type Desk struct {
	Know Know
	// Open opens a session of a lesson on a fresh account.
	Open func(*Course, *Lesson) (*Session, error)
	// Defined says whether the glossary has a term.
	Defined func(term string) bool
	// Only is the file that is looked at; "" looks at all.
	Only string
	// Playing is told before a lesson is played, after done of all; nil is not.
	Playing func(done, all int, l *Lesson)
}

// Proofread reads the lessons strictly and plays those that can be read. The error is about the program or the folders, not
// about the lessons.
func Proofread(ctx context.Context, s Sources, d Desk) (Proof, error) {
	c, found, err := readCourse(s, d.Know)
	if err != nil {
		return Proof{}, err
	}
	var p Proof
	p.Mistakes = slices.DeleteFunc(found, func(m mistake.Mistake) bool { return !d.covers(m.File) })
	looked := slices.DeleteFunc(slices.Clone(c.Lessons), func(l *Lesson) bool { return !d.covers(l.File) })
	for i, l := range looked {
		if d.Playing != nil {
			d.Playing(i, len(looked), l)
		}
		p.Warnings = append(p.Warnings, l.Warnings...)
		p.Mistakes = append(p.Mistakes, d.terms(l)...)
		session, err := d.Open(c, l)
		if err != nil {
			return p, err
		}
		broken, err := Check(ctx, session)
		if err != nil {
			return p, err
		}
		for i := range broken {
			if broken[i].Do == "" {
				broken[i].Do = "correct the promise or the request; poolschool print shows what was sent"
			}
		}
		p.Mistakes = append(p.Mistakes, broken...)
		p.Played++
	}
	return p, nil
}

// covers reports whether a file is looked at. Accounts always are: a lesson stands on them.
func (d Desk) covers(file string) bool {
	return d.Only == "" || file == d.Only || strings.HasSuffix(file, ".json")
}

func (d Desk) terms(l *Lesson) mistake.List {
	var list mistake.List
	for _, term := range l.Terms {
		if !d.Defined(term) {
			list.Add(l.termsLine, fmt.Sprintf("the glossary has no term %q", term), "see poolschool glossary for the names, or leave it out")
		}
	}
	return list.In(l.File)
}
