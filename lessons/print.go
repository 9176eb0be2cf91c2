package lessons

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"poolschool/lessons/quiz"
	"poolschool/lessons/snippet"
	"poolschool/lessons/step"
	"poolschool/lessons/value"
)

// Options of Print.
type Options struct {
	// Answers adds the answers of all questions and tries at the end. A hand-out for a class leaves them out.
	Answers bool
	// OwnAccount says that the session's account is the learner's own and not the lesson's. What comes otherwise is then
	// theirs to read, and no mistake of the lesson: the rest is played all the same.
	OwnAccount bool
	// Notes stand below the title, a sentence each without its full stop: what was changed in an account of the learner's.
	Notes []string
	// Code are snippets that make the lesson's calls with the SDKs. They stand at the end, before the answers.
	Code []snippet.Snippet
}

// header stands under every title, as on the screens.
const header = "◆ user pool → tokens for your app   ● identity pool → credentials for AWS"

// Print plays a session's lesson without a screen and writes it as Markdown with the live values of that run. The error
// is about writing or about a lesson that does not hold; in the second case what could be played is written.
func Print(ctx context.Context, w io.Writer, s *Session, o Options) error {
	p := &printer{session: s, options: o, page: -1}
	p.title()
	err := through(ctx, s, p.visit)
	p.para("%s", snippet.Markdown(o.Code, 2))
	if o.Answers {
		p.answers()
	}
	if _, writeErr := io.WriteString(w, p.out.String()); writeErr != nil {
		return writeErr
	}
	if err == nil && len(p.broken) > 0 {
		err = fmt.Errorf("%s", strings.Join(p.broken, "\n"))
	}
	return err
}

// printer collects the Markdown of a lesson.
type printer struct {
	session *Session
	options Options
	out     strings.Builder
	page    int // that the last block stood on
	asked   []asked
	broken  []string
}

// asked is a question or a try, with its number on the paper.
type asked struct {
	question *quiz.Question
	try      *step.Try
	result   *Result
}

func (p *printer) para(format string, args ...any) {
	text := strings.TrimRight(fmt.Sprintf(format, args...), "\n ")
	if text != "" {
		p.out.WriteString(text + "\n\n")
	}
}

func (p *printer) title() {
	l := p.session.Lesson()
	p.para("# %s", l.Title)
	p.para("%s", header)
	if l.Goal != "" {
		p.para("%s", l.Goal)
	}
	for _, note := range p.options.Notes {
		p.para("> **Changed for this paper:** %s.", note)
	}
}

// shown is a text with the values as they stand after what was played so far.
func (p *printer) shown(t value.Template) string {
	state := p.session.State()
	return value.Markdown(t.Pieces(state.Values, state.Now))
}

// visit writes a block, and of a step that cannot be played why.
func (p *printer) visit(at At, b Block, r *Result, failed error) error {
	switch {
	case failed == nil:
		p.block(at, b, r)
		return nil
	case !p.options.OwnAccount || lacking(failed) == "":
		return fmt.Errorf("%s:%d: %w", p.session.Lesson().File, b.Line, failed)
	}
	p.heading(at)
	p.para("**%s**", b.Step.Title())
	p.para("> **This step cannot run on your account.** %s.", lacking(failed))
	return nil
}

// lacking says what a step that cannot be played is in want of: something that the account does not have, or that an
// earlier step has not given. It is "" when something else is wrong.
func lacking(err error) string {
	var missing *value.MissingError
	var notYet *NotYetError
	var input *step.InputError
	switch {
	case errors.As(err, &notYet):
		return fmt.Sprintf("It needs {{%s}}, which %q gives", notYet.Name, notYet.From)
	case errors.As(err, &missing):
		return fmt.Sprintf("It needs {{%s}}, and the account file gives none", missing.Name)
	case errors.As(err, &input):
		return "What it needs is not there"
	}
	return ""
}

func (p *printer) heading(at At) {
	if at.Page != p.page {
		p.page = at.Page
		p.para("## %s", p.session.Lesson().Pages[at.Page].Title)
	}
}

func (p *printer) block(at At, b Block, r *Result) {
	p.heading(at)
	if b.Step == nil {
		p.para("%s", p.shown(b.Prose))
		return
	}
	switch s := b.Step.(type) {
	case *step.Form:
		p.form(s)
	case *step.Question:
		p.question(s.Asked, r)
	case *step.Inspect:
		p.inspection(r.Inspection)
	case *step.Wait:
		p.wait(s, r)
	case *step.Try:
		p.try(s, r)
	case *step.Break:
		p.para("**%s**", s.Title())
		p.exchanges(r)
	case *step.Call, *step.HTTP:
		p.exchanges(r)
	}
	if r != nil {
		p.promises(r)
	}
}

// promises writes what did not hold, where it stands in the file.
func (p *printer) promises(r *Result) {
	for _, broken := range r.Promises {
		if broken.Held {
			continue
		}
		if p.options.OwnAccount {
			p.para("> **Your account does otherwise here.** The lesson's account: %s. Yours: %s.", broken.Text, broken.Got)
			continue
		}
		line := fmt.Sprintf("%s:%d: %s", p.session.Lesson().File, broken.Line, broken)
		p.broken = append(p.broken, line)
		p.para("> **This step did not do what the lesson expects.** %s", line)
	}
}

func (p *printer) form(f *step.Form) {
	values := p.session.State().Values
	var lines []string
	for _, field := range f.Fields {
		v, _ := values.Get(field.Name) // the form has just been played
		shown := value.Markdown([]value.Piece{{Text: v.String(), Slot: true, Known: true, Secret: field.Secret}})
		line := "- " + field.Name + ": " + shown
		if field.Hint != "" {
			line += " (" + field.Hint + ")"
		}
		lines = append(lines, line)
	}
	p.para("%s", strings.Join(lines, "\n"))
}

func (p *printer) question(q *quiz.Question, r *Result) {
	p.asked = append(p.asked, asked{question: q, result: r})
	label := "Before it runs"
	if q.Kind == quiz.Recall {
		label = "Recall"
	}
	p.para("**%s (%d).** %s", label, len(p.asked), p.shown(q.Ask))
	var lines []string
	for i, c := range q.Choices {
		lines = append(lines, fmt.Sprintf("%s. %s", letter(i), p.shown(c.Text)))
	}
	p.para("%s", strings.Join(lines, "\\\n"))
}

func letter(i int) string { return string(rune('a' + i%26)) }

func (p *printer) wait(s *step.Wait, r *Result) {
	p.para("**%s.** The account's clock is at %s now.", s.Title(), r.State.Now.Format("15:04:05"))
	var over []string
	for _, v := range r.Over {
		over = append(over, "- over: "+v.Side.Prefix()+v.Name)
	}
	p.para("%s", strings.Join(over, "\n"))
	p.para("%s", p.shown(s.Text))
}

func (p *printer) try(s *step.Try, r *Result) {
	p.asked = append(p.asked, asked{try: s, result: r})
	route := arrow(s.Planned()[0])
	p.para("**Your turn (%d).** %s", len(p.asked), s.Title())
	var goals []string
	for _, g := range s.Goals() {
		goals = append(goals, p.shown(g))
	}
	p.para("Write the call %s. The goal: %s.", route, strings.Join(goals, ", and "))
	if start := strings.TrimSpace(s.Start().Source()); start != "" {
		p.fence("json", start)
	}
}

func (p *printer) inspection(i *step.Inspection) {
	p.para("**%s%s**", i.Side.Prefix(), i.Name)
	if i.Token {
		p.table("header", i.Header)
		p.table("payload", i.Parts)
		p.para("signature: %s", value.Markdown([]value.Piece{{Text: shorten(i.Signature), Slot: true, Known: true}}))
	} else {
		p.table("member", i.Parts)
	}
	if v := i.Verified; v != nil {
		p.para("%s %s", tick(v.OK), v.Text)
	}
}

func (p *printer) table(name string, parts []step.Part) {
	lines := []string{"| " + name + " | value | what it means |", "|---|---|---|"}
	for _, part := range parts {
		shown := value.Markdown([]value.Piece{{Text: cell(shorten(part.Value)), Slot: true, Known: true}})
		lines = append(lines, fmt.Sprintf("| %s | %s | %s |", part.Name, shown, cell(p.shown(part.Meaning))))
	}
	p.para("%s", strings.Join(lines, "\n"))
}

// cell keeps a text from ending its cell in a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }

func tick(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}

// answers stand at the end, so that a reader meets the questions first.
func (p *printer) answers() {
	if len(p.asked) == 0 {
		return
	}
	p.para("## Answers")
	for i, a := range p.asked {
		if a.try != nil {
			p.para("**%d.** %s", i+1, a.try.Title())
			p.fence("json", a.try.Solution().Source())
			if hint, ok := a.try.Hint(step.Hints - 1); ok {
				p.para("%s", p.shown(hint))
			}
			p.exchanges(a.result)
			continue
		}
		q := a.question
		p.para("**%d.** %s", i+1, p.shown(q.Ask))
		var lines []string
		for c, choice := range q.Choices {
			lines = append(lines, fmt.Sprintf("- %s %s. %s %s", tick(choice.Right), letter(c), ended(p.shown(choice.Text), ":"), p.shown(choice.Why)))
		}
		p.para("%s", strings.Join(lines, "\n"))
	}
}
