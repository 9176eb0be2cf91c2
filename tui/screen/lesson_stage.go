package screen

import (
	"strconv"
	"strings"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/sim/trace"
	"poolschool/tui/component/panels"
	"poolschool/tui/component/sequence"
	"poolschool/tui/theme"
)

// lifelines are those who may take part in a lesson, from left to right.
func lifelines() []sequence.Lifeline {
	return []sequence.Lifeline{
		{ID: "you", Name: "You"},
		{ID: "browser", Name: "Browser"},
		{ID: "app", Name: "App"},
		{ID: "accounts.google.com", Name: "Google"},
		{ID: "graph.facebook.com", Name: "Facebook", Short: "FB"},
		{ID: "cognito-idp", Name: "User pool", Short: "Users", Side: theme.UserPool},
		{ID: "cognito-identity", Name: "Identity pool", Short: "Ident", Side: theme.IdentityPool},
		{ID: "sts", Name: "STS"},
		{ID: "iam", Name: "IAM"},
		{ID: "s3", Name: "S3"},
	}
}

// lifeline is the one of that id; one that nobody introduced is called by its id.
func lifeline(id string) sequence.Lifeline {
	for _, l := range lifelines() {
		if l.ID == id {
			return l
		}
	}
	return sequence.Lifeline{ID: id, Name: id}
}

// planned are the calls of a whole lesson, so that the diagram's columns stand still while it grows.
func planned(l *lessons.Lesson) []sequence.Message {
	var plan []sequence.Message
	for i, p := range l.Plan() {
		name := foretold(p.Operation)
		plan = append(plan, sequence.Message{ID: i + 1, From: p.From, To: p.To, Label: name, Short: inBrief(name), Answer: "2 public keys", OK: true})
	}
	return plan
}

// foretold is what a planned operation will be called: a request without its values and folders.
func foretold(operation string) string {
	method, path, request := strings.Cut(operation, " /")
	if !request {
		return operation
	}
	return method + " " + path[strings.LastIndexAny(path, "/}")+1:]
}

// inBrief is a long operation in fewer cells.
func inBrief(operation string) string {
	switch operation {
	case "AssumeRoleWithWebIdentity":
		return "AssumeRole…"
	case "GetCredentialsForIdentity":
		return "GetCredentials…"
	}
	return ""
}

// drawn are exchanges as the diagram wants them.
func drawn(exchanges []trace.Exchange) []sequence.Message {
	messages := make([]sequence.Message, len(exchanges))
	for i, e := range exchanges {
		messages[i] = sequence.Message{
			ID: e.ID, Parent: e.Parent, From: e.From, To: e.To,
			Label: e.Operation, Short: inBrief(e.Operation), Answer: answered(e), OK: e.OK(),
		}
	}
	return messages
}

// answered is an answer in a few words.
func answered(e trace.Exchange) string {
	switch {
	case !e.OK():
		return strings.TrimSpace(strconv.Itoa(e.Status) + " " + e.Code)
	case e.Summary != "":
		return e.Summary
	}
	return strconv.Itoa(e.Status)
}

// outer is the last call that was made by nobody's order.
func outer(exchanges []trace.Exchange) (trace.Exchange, bool) {
	for i := len(exchanges) - 1; i >= 0; i-- {
		if exchanges[i].Parent == 0 {
			return exchanges[i], true
		}
	}
	return trace.Exchange{}, false
}

// inner are the calls that were made on behalf of one, at any depth.
func inner(exchanges []trace.Exchange, id int) []trace.Exchange {
	around := map[int]bool{id: true}
	var found []trace.Exchange
	for _, e := range exchanges {
		if around[e.Parent] {
			around[e.ID] = true
			found = append(found, e)
		}
	}
	return found
}

// tabs are the panels that the lesson shows.
func (m Lesson) tabs() []panels.Tab {
	var tabs []panels.Tab
	for _, p := range m.deps.Lesson.Panels {
		tabs = append(tabs, panels.Tab(p))
	}
	return tabs
}

// follow shows the calls made so far, and the last of them in the panels.
func (m *Lesson) follow(fresh []trace.Exchange) {
	m.diagram.SetMessages(drawn(m.state.Exchanges))
	m.fold(fresh)
	e, ok := outer(m.state.Exchanges)
	if !ok {
		m.choose(0)
		return
	}
	m.choose(e.ID)
}

// fold hides the inner calls of new exchanges where the lesson does not speak of any: keys that a service fetches, for
// instance. One key shows them.
func (m *Lesson) fold(fresh []trace.Exchange) {
	spoken := map[string]bool{}
	for _, p := range m.deps.Lesson.Plan() {
		spoken[p.From+" "+p.To+" "+p.Operation] = true
	}
	for _, e := range fresh {
		within := inner(fresh, e.ID)
		silent := len(within) > 0
		for _, i := range within {
			silent = silent && !spoken[i.From+" "+i.To+" "+i.Operation]
		}
		if silent {
			m.diagram.ToggleFold(e.ID)
		}
	}
}

// choose puts an exchange into the panels; 0 is none.
func (m *Lesson) choose(id int) {
	m.endReplay()
	m.selected = id
	m.diagram.Select(id)
	content := panels.Content{Account: m.state.Tree}
	for _, e := range m.state.Exchanges {
		if e.ID == id {
			content.Exchange, content.Inner = e, inner(m.state.Exchanges, id)
		}
	}
	m.panels.Set(content)
}

// showInspected puts what was opened into the Token panel.
func (m *Lesson) showInspected(found *step.Inspection) {
	if !found.Token {
		return
	}
	content := panels.Content{Account: m.state.Tree, Name: found.Name, Value: found.Raw}
	for _, e := range m.state.Exchanges {
		if e.ID == m.selected {
			content.Exchange, content.Inner = e, inner(m.state.Exchanges, e.ID)
		}
	}
	m.panels.Set(content)
	m.panels.Show(panels.Token)
}
