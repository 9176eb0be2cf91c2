// Package flowchart is the decision "which pool do I need?" as a chart of questions and outcomes. It loads the chart strictly, walks it
// answer by answer, and writes the decision down as Markdown. It draws nothing.
//
// What the chart says about AWS comes from the data file; the guides behind it are the comparison in
// https://docs.aws.amazon.com/cognito/latest/developerguide/what-is-amazon-cognito.html and the scenarios in
// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-scenarios.html.
package flowchart

// MaxShort is the longest short name of a node, in characters: wider nodes do not fit into the drawing.
const MaxShort = 14

// Side says which of the two pools something belongs to.
type Side string

// The sides that an outcome may name in the data file.
const (
	UserPool     Side = "userpool"
	IdentityPool Side = "identitypool"
	Both         Side = "both"
	None         Side = "none"
)

// Chart is the whole decision. Load makes one that has passed every check; it is never changed after that, so many screens can share it.
type Chart struct {
	Prices    string     `json:"prices"`    // the month that every price in the chart is from
	Start     string     `json:"start"`     // id of the first question
	Questions []Question `json:"questions"` // in the order of the file
	Outcomes  []Outcome  `json:"outcomes"`  // in the order of the file
	at        map[string]place
}

// place is where an id lives: one of the two is set.
type place struct {
	question *Question
	outcome  *Outcome
}

// Question is one question with its answers.
type Question struct {
	ID      string   `json:"id"`
	Short   string   `json:"short"` // name of the node in the drawing, at most MaxShort characters
	Ask     string   `json:"ask"`   // the full question
	Why     string   `json:"why"`   // why it matters, two sentences
	Answers []Answer `json:"answers"`
}

// Answer is one way on from a question, or from an outcome that can be refined.
type Answer struct {
	ID     string `json:"id"`     // unique among its siblings
	Text   string `json:"text"`   // what the learner reads and selects
	Next   string `json:"next"`   // id of the next question or outcome; empty when the decision ends with the outcome reached before
	Reason string `json:"reason"` // one sentence for the record
}

// Outcome is one place where the decision can end, as a card to read.
type Outcome struct {
	ID      string   `json:"id"`
	Short   string   `json:"short"` // name of the node in the drawing, at most MaxShort characters
	Title   string   `json:"title"`
	Side    Side     `json:"side"`
	Choice  string   `json:"choice"`        // what to use, one sentence
	When    string   `json:"when"`          // the situation it fits
	Why     string   `json:"why"`           // the reason
	NotFor  string   `json:"not-for"`       // where it is the wrong choice
	Cost    string   `json:"cost"`          // what it costs; prices are of Chart.Prices and only examples
	SetUp   []string `json:"set-up"`        // what must be made
	Calls   []string `json:"calls"`         // the call sequence, "who → whom: operation"
	Mistake string   `json:"mistake"`       // the commonest mistake with it
	Run     string   `json:"run"`           // id of the file that plays the calls; empty when Outside says why none does
	Outside string   `json:"outside"`       // why the simulator does not play it; empty when Run is set
	Code    string   `json:"code,omitzero"` // name of the snippets that make the calls with the SDKs; only with Run
	Then    []Answer `json:"then"`          // ways to refine the decision after this outcome; none are required
}

// Question returns the question with that id.
func (c *Chart) Question(id string) (Question, bool) {
	if q := c.at[id].question; q != nil {
		return *q, true
	}
	return Question{}, false
}

// Outcome returns the outcome with that id.
func (c *Chart) Outcome(id string) (Outcome, bool) {
	if o := c.at[id].outcome; o != nil {
		return *o, true
	}
	return Outcome{}, false
}

// Played returns the outcome whose calls are in the run of that name.
func (c *Chart) Played(run string) (Outcome, bool) {
	for _, o := range c.Outcomes {
		if run != "" && o.Run == run {
			return o, true
		}
	}
	return Outcome{}, false
}

// Name is the short name of a question or an outcome; an unknown id is its own name.
func (c *Chart) Name(id string) string {
	switch p := c.at[id]; {
	case p.question != nil:
		return p.question.Short
	case p.outcome != nil:
		return p.outcome.Short
	}
	return id
}

// Answers lists the ways on from a question or an outcome.
func (c *Chart) Answers(id string) []Answer {
	switch p := c.at[id]; {
	case p.question != nil:
		return p.question.Answers
	case p.outcome != nil:
		return p.outcome.Then
	}
	return nil
}

// index makes ids findable. The first of two equal ids wins; check reports the second.
func (c *Chart) index() {
	c.at = make(map[string]place, len(c.Questions)+len(c.Outcomes))
	for i := range c.Questions {
		if _, taken := c.at[c.Questions[i].ID]; !taken {
			c.at[c.Questions[i].ID] = place{question: &c.Questions[i]}
		}
	}
	for i := range c.Outcomes {
		if _, taken := c.at[c.Outcomes[i].ID]; !taken {
			c.at[c.Outcomes[i].ID] = place{outcome: &c.Outcomes[i]}
		}
	}
}
