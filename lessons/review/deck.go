// Package review brings questions back until they stay: each answered question lies in one of five boxes, and the further it
// has come, the later it is asked again. Days are counted by the clock that is handed in.
//
// The spacing follows Leitner's boxes; that spaced questions teach more than massed ones is among the best-founded findings
// about learning. https://doi.org/10.1007/s10648-020-09572-8
package review

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"

	"poolschool/lessons"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
)

// Card is a question that can be asked outside its lesson.
type Card struct {
	Ref      string // LESSON/PAGE/BLOCK
	Lesson   *lessons.Lesson
	Page     lessons.Page
	Context  string // what stood before a prediction; "" where the question says it all
	Question *quiz.Question
	Idea     string // "tokens"
}

// Deck is all cards of a course, in its order. It does not change.
type Deck struct {
	Cards []Card
	ideas []idea
}

// idea gathers questions by what they are about. The longest reference that fits a question decides.
type idea struct {
	Name string   `json:"idea"`
	Refs []string `json:"refs"` // LESSON, LESSON/PAGE or LESSON/PAGE/BLOCK
}

//go:embed ideas.json
var ideasFile []byte

// NewDeck gathers the questions of a course. Those whose text holds values of a session cannot be asked outside it and are
// left out. Questions of a teacher's own course have their lesson's title for an idea.
func NewDeck(c *lessons.Course) (*Deck, error) {
	d := &Deck{}
	if err := json.Unmarshal(ideasFile, &d.ideas, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("review/ideas.json: %w", err)
	}
	for _, l := range c.Lessons {
		for _, at := range l.Steps() {
			if card, ok := d.card(l, at); ok {
				d.Cards = append(d.Cards, card)
			}
		}
	}
	return d, nil
}

func (d *Deck) card(l *lessons.Lesson, at lessons.At) (Card, bool) {
	block, _ := l.Block(at)
	asked, ok := block.Step.(*step.Question)
	if !ok {
		return Card{}, false
	}
	for _, t := range asked.Asked.Templates() {
		if len(t.Uses()) > 0 {
			return Card{}, false
		}
	}
	card := Card{Ref: l.Ref(at), Lesson: l, Page: l.Pages[at.Page], Question: asked.Asked}
	if asked.Asked.Kind == quiz.Predict {
		context, ok := before(l, at)
		if !ok {
			return Card{}, false
		}
		card.Context = context
	}
	if card.Idea = d.ideaOf(card.Ref); card.Idea == "" {
		card.Idea = l.Title
	}
	return card, true
}

// before is the paragraph in front of a prediction; ok is false when it holds values of a session.
func before(l *lessons.Lesson, at lessons.At) (text string, ok bool) {
	block, found := l.Block(lessons.At{Page: at.Page, Block: at.Block - 1})
	if !found || block.Step != nil {
		return "", true
	}
	paragraphs := strings.Split(strings.TrimSpace(block.Prose.Source()), "\n\n")
	text = paragraphs[len(paragraphs)-1]
	return text, !strings.Contains(text, "{{")
}

func (d *Deck) ideaOf(ref string) string {
	best, name := -1, ""
	for _, i := range d.ideas {
		for _, r := range i.Refs {
			if (ref == r || strings.HasPrefix(ref, r+"/")) && len(r) > best {
				best, name = len(r), i.Name
			}
		}
	}
	return name
}
