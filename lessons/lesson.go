package lessons

import (
	"strings"
	"time"

	"poolschool/lessons/mistake"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// Lesson is one lesson of the course. It does not change once it is loaded, so all learners share it.
type Lesson struct {
	ID       string       // "photo-upload": the file's name without number and extension
	Number   int          // 120
	File     string       // "120-photo-upload.md"
	Title    string       //
	Goal     string       // one line: what the learner can do afterwards
	Track    string       // the rows of the map that it stands in, with commas between them
	Minutes  int          //
	Account  string       // name of the account that it starts from: "photo-app"
	Answers  []string     // ids of the confusions that it answers
	Terms    []string     // terms of art that it brings in, for the glossary
	Panels   []step.Panel // the panels that it shows; all of them when the file names none
	Diagram  string       // id of the picture that lights up while the lesson runs; "" for none
	Code     string       // name of the snippets that make the same calls with the SDKs; "" for none
	Pages    []Page
	Warnings mistake.List // what is probably wrong, but does not stop the lesson

	termsLine int // where Terms stand
}

// Tracks are the rows of the map that the lesson stands in; a lesson that names none stands in the row "".
func (l *Lesson) Tracks() []string {
	if tracks := list(l.Track); len(tracks) > 0 {
		return tracks
	}
	return []string{""}
}

// Page is a screenful: a heading and the blocks below it.
type Page struct {
	ID     string // stable: "trade"
	Title  string
	Line   int
	Blocks []Block
}

// Block is prose or a step; one of the two is set.
type Block struct {
	Line  int
	Prose value.Template // Markdown with live values; empty in a step
	Step  step.Step      // nil in prose
}

// At is the place of a block in its lesson: indexes of page and block.
type At struct{ Page, Block int }

// Block returns the block at that place; ok is false when there is none.
func (l *Lesson) Block(at At) (Block, bool) {
	if at.Page < 0 || at.Page >= len(l.Pages) {
		return Block{}, false
	}
	blocks := l.Pages[at.Page].Blocks
	if at.Block < 0 || at.Block >= len(blocks) {
		return Block{}, false
	}
	return blocks[at.Block], true
}

// Steps lists the places of all steps in the order of the file, notes left out: they are for the presenter.
func (l *Lesson) Steps() []At {
	var places []At
	for p, page := range l.Pages {
		for b, block := range page.Blocks {
			if block.Step != nil && block.Step.Kind() != step.KindNotes {
				places = append(places, At{p, b})
			}
		}
	}
	return places
}

// Notes are what a presenter reads at a block: those that stand next behind it on its page, else the page's last ones. ""
// is none.
func (l *Lesson) Notes(at At) string {
	if at.Page < 0 || at.Page >= len(l.Pages) {
		return ""
	}
	text := ""
	for i, b := range l.Pages[at.Page].Blocks {
		if n, ok := b.Step.(*step.Notes); ok {
			text = n.Text
			if i >= at.Block {
				break
			}
		}
	}
	return text
}

// Plan lists the messages that the lesson will send, in order, so that a diagram knows its columns before the
// first call has run. Values that an operation holds stand in it by their names.
func (l *Lesson) Plan() []step.Message {
	var plan []step.Message
	for _, at := range l.Steps() {
		for _, m := range l.Pages[at.Page].Blocks[at.Block].Step.Planned() {
			m.Operation = named(m.Operation)
			plan = append(plan, m)
		}
	}
	return plan
}

func named(operation string) string {
	t, _ := value.Parse(operation, 0) // a mistake leaves the text as it is
	var name strings.Builder
	for _, p := range t.Pieces(value.Set{}, time.Time{}) {
		name.WriteString(p.Text)
	}
	return name.String()
}

// Question returns the question with that id.
func (l *Lesson) Question(id string) (*quiz.Question, bool) {
	for _, at := range l.Steps() {
		if q, ok := l.Pages[at.Page].Blocks[at.Block].Step.(*step.Question); ok && q.Asked.ID == id {
			return q.Asked, true
		}
	}
	return nil, false
}

// Ref is the stable name of a block, for progress and links: "photo-upload/trade/who-calls". A block without an id of
// its own has its page's.
func (l *Lesson) Ref(at At) string {
	block, ok := l.Block(at)
	if !ok {
		return l.ID
	}
	ref := l.ID + "/" + l.Pages[at.Page].ID
	if block.Step != nil && block.Step.ID() != "" {
		ref += "/" + block.Step.ID()
	}
	return ref
}
