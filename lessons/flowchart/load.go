package flowchart

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// Load reads the chart in the named file of fsys and checks it whole. Errors name the file and, where there is one, the question or outcome.
func Load(fsys fs.FS, name string) (*Chart, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return Parse(name, data)
}

// Parse is Load for a file whose bytes are at hand; name stands in the errors only. Every fault of the chart is reported, joined.
func Parse(name string, data []byte) (*Chart, error) {
	c, err := decodeChart(data)
	if err == nil {
		c.index()
		err = errors.Join(c.check()...)
	}
	if err != nil {
		return nil, prefixed(name, err)
	}
	return c, nil
}

// prefixed puts the file's name before every line of a joined error, so that each line stands alone.
func prefixed(name string, err error) error {
	var many interface{ Unwrap() []error }
	if !errors.As(err, &many) {
		return fmt.Errorf("%s: %w", name, err)
	}
	var out []error
	for _, e := range many.Unwrap() {
		out = append(out, fmt.Errorf("%s: %w", name, e))
	}
	return errors.Join(out...)
}

// The shapes of the file. Nested lists stay raw at first, so that a mistake inside one can be reported with its id.
type (
	chartFile struct {
		Prices    string            `json:"prices"`
		Start     string            `json:"start"`
		Questions []json.RawMessage `json:"questions"`
		Outcomes  []json.RawMessage `json:"outcomes"`
	}
	questionFile struct {
		ID      string            `json:"id"`
		Short   string            `json:"short"`
		Ask     string            `json:"ask"`
		Why     string            `json:"why"`
		Answers []json.RawMessage `json:"answers"`
	}
	outcomeFile struct {
		ID      string            `json:"id"`
		Short   string            `json:"short"`
		Title   string            `json:"title"`
		Side    Side              `json:"side"`
		Choice  string            `json:"choice"`
		When    string            `json:"when"`
		Why     string            `json:"why"`
		NotFor  string            `json:"not-for"`
		Cost    string            `json:"cost"`
		SetUp   []string          `json:"set-up"`
		Calls   []string          `json:"calls"`
		Mistake string            `json:"mistake"`
		Run     string            `json:"run"`
		Outside string            `json:"outside"`
		Then    []json.RawMessage `json:"then"`
	}
)

func decodeChart(data []byte) (*Chart, error) {
	var file chartFile
	if err := strict(data, &file); err != nil {
		return nil, err
	}
	c := &Chart{Prices: file.Prices, Start: file.Start}
	for i, raw := range file.Questions {
		q, err := decodeQuestion(raw)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", named(raw, i), err)
		}
		c.Questions = append(c.Questions, q)
	}
	for i, raw := range file.Outcomes {
		o, err := decodeOutcome(raw)
		if err != nil {
			return nil, fmt.Errorf("outcome %s: %w", named(raw, i), err)
		}
		c.Outcomes = append(c.Outcomes, o)
	}
	return c, nil
}

func decodeQuestion(raw []byte) (Question, error) {
	var f questionFile
	if err := strict(raw, &f); err != nil {
		return Question{}, err
	}
	answers, err := decodeAnswers(f.Answers)
	return Question{ID: f.ID, Short: f.Short, Ask: f.Ask, Why: f.Why, Answers: answers}, err
}

func decodeOutcome(raw []byte) (Outcome, error) {
	var f outcomeFile
	if err := strict(raw, &f); err != nil {
		return Outcome{}, err
	}
	then, err := decodeAnswers(f.Then)
	return Outcome{
		ID: f.ID, Short: f.Short, Title: f.Title, Side: f.Side, Choice: f.Choice, When: f.When, Why: f.Why, NotFor: f.NotFor,
		Cost: f.Cost, SetUp: f.SetUp, Calls: f.Calls, Mistake: f.Mistake, Run: f.Run, Outside: f.Outside, Then: then,
	}, err
}

func decodeAnswers(raws []json.RawMessage) ([]Answer, error) {
	var out []Answer
	for i, raw := range raws {
		var a Answer
		if err := strict(raw, &a); err != nil {
			return nil, fmt.Errorf("answer %s: %w", named(raw, i), err)
		}
		out = append(out, a)
	}
	return out, nil
}

// named finds a name for a part that could not be read: its id, or its place in the list counted from 1.
func named(raw []byte, i int) string {
	var part struct {
		ID string `json:"id"`
	}
	if json.Unmarshal(raw, &part); part.ID != "" { // a part without a readable id is named by its place
		return part.ID
	}
	return fmt.Sprintf("number %d", i+1)
}
