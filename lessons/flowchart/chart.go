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
	Prices    string     // the month that every price in the chart is from
	Start     string     // id of the first question
	Questions []Question // in the order of the file
	Outcomes  []Outcome  // in the order of the file
	at        map[string]place
}

// place is where an id lives: one of the two is set.
type place struct {
	question *Question
	outcome  *Outcome
}

// Question is one question with its answers.
type Question struct {
	ID      string
	Short   string // name of the node in the drawing, at most MaxShort characters
	Ask     string // the full question
	Why     string // why it matters, two sentences
	Answers []Answer
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
	ID      string
	Short   string // name of the node in the drawing, at most MaxShort characters
	Title   string
	Side    Side
	Choice  string   // what to use, one sentence
	When    string   // the situation it fits
	Why     string   // the reason
	NotFor  string   // where it is the wrong choice
	Cost    string   // what it costs; prices are of Chart.Prices and only examples
	SetUp   []string // what must be made
	Calls   []string // the call sequence, "who → whom: operation"
	Mistake string   // the commonest mistake with it
	Run     string   // id of the lesson that plays the calls; empty when Outside says why none does
	Outside string   // why the simulator does not play it; empty when Run is set
	Then    []Answer // ways to refine the decision after this outcome; none are required
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
