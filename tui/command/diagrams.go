package command

import (
	"fmt"

	"poolschool/assets"
	"poolschool/lessons/diagram"
	"poolschool/tui/screen"
)

// diagramOf finds a diagram by its id; "" is none.
func diagramOf(id string) (*diagram.Diagram, error) {
	if id == "" {
		return nil, nil
	}
	all, err := diagram.Load(assets.Diagrams())
	if err != nil {
		return nil, err
	}
	d, ok := all[id]
	if !ok {
		return nil, fmt.Errorf("there is no diagram %q", id)
	}
	return d, nil
}

// diagramsScreen shows the course's pictures. What the learner has been to is lit; the third is the flowchart.
func (s *school) diagramsScreen() (screen.Screen, error) {
	deps := screen.DiagramsDeps{Leads: true, Last: "Which pool do I need?", Go: screen.OpenFrom(s.flowchart)}
	p := s.notebook.progress()
	for _, id := range []string{"identity-sources", "photo-upload"} {
		d, err := diagramOf(id)
		if err != nil {
			return nil, err
		}
		deps.Shown = append(deps.Shown, screen.ShownDiagram{Diagram: d, Lit: d.Seen(p.Seen)})
	}
	return screen.NewDiagrams(s.look, deps), nil
}
