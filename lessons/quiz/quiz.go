// Package quiz holds questions with choices: the prediction before a call and the recall at the end of a lesson.
// Exactly one choice is right, and every choice says why.
package quiz

import "poolschool/lessons/value"

// Kind says where a question stands.
type Kind string

// The kinds of questions.
const (
	Predict Kind = "predict" // before the first call of its kind
	Recall  Kind = "recall"  // at the end, and again in the review
)

// Question is one question. Choices stay in the author's order.
type Question struct {
	Kind    Kind
	ID      string // stable, unique in its lesson
	Line    int
	Ask     value.Template // may hold the learner's own values
	Choices []Choice
}

// Choice is one answer to choose.
type Choice struct {
	Text  value.Template
	Right bool
	Why   value.Template // one sentence about AWS, shown whether the choice is right or wrong
	Line  int
}

// Answer is what a learner chose.
type Answer struct {
	ID     string
	Chosen int // index of the choice
	Right  int // index of the right choice
}

// Correct reports whether the choice was the right one.
func (a Answer) Correct() bool { return a.Chosen == a.Right }

// Right is the index of the right choice; -1 in a question that the loader has refused.
func (q *Question) Right() int {
	for i, c := range q.Choices {
		if c.Right {
			return i
		}
	}
	return -1
}

// Check is the answer when choice is chosen; ok is false when there is no such choice.
func (q *Question) Check(choice int) (a Answer, ok bool) {
	if choice < 0 || choice >= len(q.Choices) {
		return Answer{}, false
	}
	return Answer{ID: q.ID, Chosen: choice, Right: q.Right()}, true
}

// Templates are all texts of the question, for the check of the values in them.
func (q *Question) Templates() []value.Template {
	texts := []value.Template{q.Ask}
	for _, c := range q.Choices {
		texts = append(texts, c.Text, c.Why)
	}
	return texts
}
