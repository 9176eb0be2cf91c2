package lessons

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"poolschool/lessons/progress"
	"poolschool/lessons/quiz"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// Plain holds a lesson as a conversation on lines of text, for screen readers, pipes and terminals without a cursor:
// what is written is never changed, choices have numbers, nothing is drawn. It ends with the lesson, with the word quit, or
// with the input. What the learner has done is told to note, as a screen tells it; nil keeps nothing.
func Plain(ctx context.Context, s *Session, in io.Reader, out io.Writer, note func(progress.Event)) error {
	if note == nil {
		note = func(progress.Event) {}
	}
	t := &talk{printer: &printer{session: s, page: -1}, in: bufio.NewScanner(in), to: out, note: note, opened: -1}
	t.title()
	err := t.lesson(ctx)
	if errors.Is(err, errQuit) {
		err = nil
	}
	return errors.Join(err, t.flush())
}

// errQuit ends a conversation in good order.
var errQuit = errors.New("the learner has left")

// errUndo asks for the step before.
var errUndo = errors.New("the learner takes a step back")

// talk is a conversation. The printer writes what print writes too.
type talk struct {
	*printer
	in      *bufio.Scanner
	to      io.Writer
	note    func(progress.Event)
	opened  int          // the page that was noted as opened last; -1 for none
	pending *quiz.Answer // a prediction that waits for the call after it

	proposed map[At]map[string]string // by form, what its fields held when it was first shown
	again    *At                      // the refused step to which the way from its form leads back
}

func (t *talk) flush() error {
	_, err := io.WriteString(t.to, t.out.String())
	t.out.Reset()
	return err
}

// ask writes a question without a line end and reads a line.
func (t *talk) ask(format string, args ...any) (string, error) {
	fmt.Fprintf(&t.out, format, args...)
	if err := t.flush(); err != nil {
		return "", err
	}
	if !t.in.Scan() {
		if err := t.in.Err(); err != nil {
			return "", fmt.Errorf("read the answer: %w", err)
		}
		t.out.WriteString("\n")
		return "", errQuit
	}
	line := strings.TrimSpace(t.in.Text())
	t.out.WriteString("\n")
	switch line {
	case "quit":
		return "", errQuit
	case "undo":
		return "", errUndo
	case "account":
		t.account()
		return t.ask(format, args...)
	}
	return line, nil
}

// lesson goes through the blocks; a retry or an undo goes back among them.
func (t *talk) lesson(ctx context.Context) error {
	t.para("Enter runs the next step. The words account (what is in the account now), undo and quit work everywhere.")
	for at, ok := (At{}), true; ok; {
		next, err := t.place(ctx, at)
		if errors.Is(err, errUndo) {
			next, err = t.undo(ctx, at)
		}
		if err != nil {
			return err
		}
		at, ok = t.from(next)
	}
	t.note(progress.Event{Kind: progress.Finished, Lesson: t.session.Lesson().ID})
	t.para("The end of %s.", t.session.Lesson().Title)
	return nil
}

// from is the place itself, or the next that holds a block.
func (t *talk) from(at At) (At, bool) {
	pages := t.session.Lesson().Pages
	for at.Page < len(pages) {
		if at.Block < len(pages[at.Page].Blocks) {
			return at, true
		}
		at = At{Page: at.Page + 1}
	}
	return at, false
}

func (t *talk) undo(ctx context.Context, at At) (At, error) {
	state, err := t.session.Undo(ctx)
	if err != nil {
		return at, err
	}
	t.para("One step back.")
	t.pending, t.again, t.page = nil, nil, -1
	for _, place := range t.session.Lesson().Steps() {
		block, _ := t.session.Lesson().Block(place)
		if _, played := state.Played[place]; !played && (block.Step.Runs() || block.Step.Kind() == step.KindType) {
			return place, nil
		}
	}
	return at, nil
}

// place does what stands at a place and says where to go on.
func (t *talk) place(ctx context.Context, at At) (next At, err error) {
	next = At{at.Page, at.Block + 1}
	if at.Page != t.opened {
		t.opened = at.Page
		t.note(t.event(progress.Opened, at))
	}
	block, ok := t.session.Lesson().Block(at)
	if !ok || t.heard(at, block) {
		return next, nil
	}
	if block.Step == nil || block.Step.Kind() == step.KindNotes {
		t.block(at, block, nil)
		return next, nil
	}
	t.heading(at) // of a page that begins with a step
	switch s := block.Step.(type) {
	case *step.Form:
		return next, t.fill(ctx, at, s)
	case *step.Question:
		return next, t.choose(ctx, at, s.Asked)
	case *step.Try:
		return next, t.write(ctx, at, s)
	}
	if err := t.announce(block.Step); err != nil {
		return next, err
	}
	result, err := t.session.Play(ctx, at, step.Input{})
	var notYet *NotYetError
	if errors.As(err, &notYet) {
		t.para("This step is left out: it needs %s, which %q did not give. The word undo leads back to it.", notYet.Name, notYet.From)
		return next, nil
	}
	if err != nil {
		return next, err
	}
	return t.report(at, block, result)
}

// event is something that happened at a place.
func (t *talk) event(kind progress.Kind, at At) progress.Event {
	l := t.session.Lesson()
	e := progress.Event{Kind: kind, Lesson: l.ID, Page: l.Pages[at.Page].ID}
	if block, ok := l.Block(at); ok && block.Step != nil && kind != progress.Opened {
		e.Block = block.Step.ID()
	}
	return e
}

// heard reports whether a block was read, or asked, before the learner was sent back to a form.
func (t *talk) heard(at At, block Block) bool {
	if t.again == nil {
		return false
	}
	if at == *t.again {
		t.again = nil
		return false
	}
	if block.Step == nil {
		return true
	}
	_, question := block.Step.(*step.Question)
	return question
}

func (t *talk) announce(s step.Step) error {
	var err error
	switch planned := s.Planned(); {
	case s.Kind() == step.KindInspect:
	case len(planned) > 0:
		_, err = t.ask("Next: %s. Enter: ", t.filled(arrow(planned[0])))
	default:
		_, err = t.ask("Next: %s. Enter: ", s.Title())
	}
	return err
}

// filled is a text with the learner's values in it. What is not known yet stays a name.
func (t *talk) filled(text string) string {
	template, wrong := value.Parse(text, 0)
	state := t.session.State()
	full, err := template.Fill(state.Values, state.Now, nil)
	if len(wrong) > 0 || err != nil {
		return text
	}
	return full
}

// report writes what came of a step, then what the learner had said.
func (t *talk) report(at At, block Block, r Result) (At, error) {
	quiet := r
	if len(r.Broken) == 0 {
		quiet.Promises = nil // the learner did something else: no news for a writer of lessons
	}
	t.block(at, block, &quiet)
	if r.Retry != nil {
		t.para("%s", r.Differs)
		t.again = &at
		return *r.Retry, nil // what was said before the step is judged when it works
	}
	if r.Held() {
		t.note(t.event(progress.Played, at))
	}
	t.settle()
	if r.Differs != "" && len(r.Broken) == 0 {
		t.para("%s", r.Differs)
	}
	return At{at.Page, at.Block + 1}, nil
}
