package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"poolschool/lessons/flowchart"
)

// walked follows answers to an outcome. A wrong answer, and a decision that stays open, are usage errors.
func walked(chart *flowchart.Chart, answers []string) (flowchart.Path, error) {
	trimmed := make([]string, len(answers))
	for i, a := range answers {
		trimmed[i] = strings.TrimSpace(a)
	}
	path, err := chart.Walk(trimmed...)
	if err != nil {
		return path, usageError{err}
	}
	if q, open := path.Question(); open {
		return path, usageError{fmt.Errorf("the decision is still open at %s (%s) %q: add one of %s",
			q.ID, q.Short, q.Ask, strings.Join(answerIDs(path), ", "))}
	}
	return path, nil
}

func answerIDs(path flowchart.Path) []string {
	var ids []string
	for _, a := range path.Choices() {
		ids = append(ids, a.ID)
	}
	return ids
}

// decision is a path as JSON, for other programs.
type decision struct {
	Answers  []string            `json:"answers"`
	Path     []decisionStep      `json:"path"`
	Outcomes []flowchart.Outcome `json:"outcomes"` // the last one is the choice
	Prices   string              `json:"prices"`
	Further  []string            `json:"further"` // answers that could refine it
}

type decisionStep struct {
	At     string `json:"at"`
	Ask    string `json:"ask"`
	Answer string `json:"answer"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// printDecision writes a decided path as Markdown or as JSON.
func printDecision(out io.Writer, path flowchart.Path, asJSON bool) error {
	if !asJSON {
		code, err := snippets()
		if err != nil {
			return err
		}
		_, err = io.WriteString(out, flowchart.Record(path, code))
		return err
	}
	d := decision{Answers: path.IDs(), Outcomes: path.Outcomes(), Prices: path.Chart().Prices, Further: answerIDs(path)}
	for _, s := range path.Steps() {
		d.Path = append(d.Path, decisionStep{s.At, path.Chart().Heading(s.At), s.Answer.ID, s.Answer.Text, s.Answer.Reason})
	}
	if err := json.MarshalWrite(out, d, jsontext.WithIndent("  ")); err != nil {
		return err
	}
	_, err := io.WriteString(out, "\n")
	return err
}
