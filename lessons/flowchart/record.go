package flowchart

import (
	"fmt"
	"strings"

	"poolschool/lessons/snippet"
)

// Record writes the decision down as Markdown: question by question with the reasons, the choice, and what would change it. A path that has
// reached no outcome yet says which question is open. Below an outcome stand its snippets of code, if there are any.
func Record(p Path, code snippet.Set) string {
	var b strings.Builder
	b.WriteString("# " + recordTitle(p) + "\n\n")
	b.WriteString("## Questions and answers\n\n")
	for i, s := range p.steps {
		fmt.Fprintf(&b, "%d. **%s** %s.\n   %s\n", i+1, p.chart.Heading(s.At), strings.TrimSuffix(s.Answer.Text, "."), s.Answer.Reason)
	}
	if q, open := p.Question(); open {
		fmt.Fprintf(&b, "%d. **%s** Still open.\n", len(p.steps)+1, q.Ask)
	}
	for _, o := range p.Outcomes() {
		b.WriteString("\n" + Card(o, p.chart.Prices))
		if text := snippet.Markdown(code[o.Code], 3); text != "" {
			b.WriteString("\n" + text)
		}
	}
	writeChanges(&b, p)
	return b.String()
}

// Card is one outcome as a Markdown section of level 2.
func Card(o Outcome, prices string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## The choice: %s\n\n%s\n\n", o.Title, o.Choice)
	for _, row := range [][2]string{{"When", o.When}, {"Why", o.Why}, {"Not for", o.NotFor}, {"Cost (" + prices + ")", o.Cost}} {
		fmt.Fprintf(&b, "- **%s:** %s\n", row[0], row[1])
	}
	b.WriteString("\n### Set up\n\n")
	for _, line := range o.SetUp {
		b.WriteString("- " + line + "\n")
	}
	b.WriteString("\n### Call sequence\n\n")
	for i, line := range o.Calls {
		fmt.Fprintf(&b, "%d. %s\n", i+1, line)
	}
	fmt.Fprintf(&b, "\n### The commonest mistake\n\n%s\n", o.Mistake)
	return b.String()
}

func recordTitle(p Path) string {
	outcomes := p.Outcomes()
	if len(outcomes) == 0 {
		return "Decision: still open"
	}
	var titles []string
	for _, o := range outcomes {
		titles = append(titles, o.Title)
	}
	return "Decision: " + strings.Join(titles, "; then ")
}

// writeChanges lists every answer that was not given, with where it would have led.
func writeChanges(b *strings.Builder, p Path) {
	if len(p.steps) == 0 {
		return
	}
	b.WriteString("\n## What would change it\n")
	for _, s := range p.steps {
		fmt.Fprintf(b, "\n%s\n\n", p.chart.Heading(s.At))
		for _, a := range p.chart.Answers(s.At) {
			if a.ID != s.Answer.ID {
				fmt.Fprintf(b, "- \"%s\" %s\n", a.Text, p.chart.leadsTo(a, s.Answer))
			}
		}
		if _, refined := p.chart.Outcome(s.At); refined {
			b.WriteString("- Leaving it at that is a decision too.\n")
		}
	}
}

// Heading is a question's full text; for an outcome, the question whether to refine it.
func (c *Chart) Heading(id string) string {
	if q, ok := c.Question(id); ok {
		return q.Ask
	}
	o, _ := c.Outcome(id)
	return o.Title + ": go on?"
}

func (c *Chart) leadsTo(other, taken Answer) string {
	if o, ok := c.Outcome(other.Next); ok && other.Next != taken.Next {
		return "leads to: " + o.Title + "."
	}
	if q, ok := c.Question(other.Next); ok && other.Next != taken.Next {
		return "asks next: " + q.Ask
	}
	if other.Next == "" {
		return "ends here."
	}
	return "means: " + other.Reason // same place, other setting
}
