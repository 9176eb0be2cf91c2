package lessons

import (
	"context"
	"errors"
	"fmt"

	"poolschool/lessons/mistake"
	"poolschool/lessons/step"
)

// Through plays all steps of a session's lesson in order, as a learner does who leaves every form as it is, knows every
// answer and writes every solution. visit sees each block, prose included; result is nil for prose and notes.
func Through(ctx context.Context, s *Session, visit func(at At, b Block, result *Result) error) error {
	return through(ctx, s, func(at At, b Block, result *Result, failed error) error {
		if failed != nil {
			return fmt.Errorf("%s:%d: %w", s.Lesson().File, b.Line, failed)
		}
		return visit(at, b, result)
	})
}

// through tells visit also of steps that cannot be played; whether it goes on is visit's to say.
func through(ctx context.Context, s *Session, visit func(at At, b Block, result *Result, failed error) error) error {
	for p, page := range s.Lesson().Pages {
		for b, block := range page.Blocks {
			at := At{p, b}
			var result *Result
			var failed error
			if block.Step != nil && block.Step.Kind() != step.KindNotes {
				played, err := s.Play(ctx, at, ideal(block.Step))
				if err == nil {
					result = &played
				}
				failed = err
			}
			if err := visit(at, block, result, failed); err != nil {
				return err
			}
		}
	}
	return nil
}

// ideal is what a learner who knows everything gives to a step.
func ideal(s step.Step) step.Input {
	switch s := s.(type) {
	case *step.Question:
		return step.Input{Choice: s.Asked.Right()}
	case *step.Try:
		return step.Input{Text: s.Solution().Source()}
	}
	return step.Input{}
}

// Check plays a lesson and lists every promise that did not hold. A step that cannot be played at all ends the list: what
// follows it would only be news of the same mistake. The error is about the program, not about the lesson.
func Check(ctx context.Context, s *Session) (mistake.List, error) {
	var broken mistake.List
	current := 0
	err := Through(ctx, s, func(_ At, b Block, r *Result) error {
		current = b.Line
		if r == nil {
			return nil
		}
		for _, p := range r.Promises {
			if !p.Held {
				broken.Add(p.Line, p.String(), "")
			}
		}
		if !r.Held() && len(r.Kept) < len(b.Step.Keeps()) {
			return errStop
		}
		return nil
	})
	var notYet *NotYetError
	var input *step.InputError
	switch {
	case errors.Is(err, errStop):
		err = nil
	case errors.As(err, &notYet), errors.As(err, &input):
		broken.Add(current, err.Error(), "")
		err = nil
	}
	return broken.In(s.Lesson().File), err
}

var errStop = errors.New("the lesson cannot go on")
