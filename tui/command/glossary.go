package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/assets"
	"poolschool/lessons/glossary"
)

// glossaryCommand looks up a term of art.
func (e Env) glossaryCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "glossary [TERM]",
		Short:   "Look up a term: what it is, and what it is not",
		Long:    "Glossary explains a term in two sentences. Without a term it prints all of them.",
		Example: "  poolschool glossary \"identity id\"\n  poolschool glossary session",
		RunE: func(_ *cobra.Command, args []string) error {
			return e.glossary(strings.Join(args, " "), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (e Env) glossary(name string, asJSON bool) error {
	g, err := glossary.Load(assets.Glossary())
	if err != nil {
		return err
	}
	terms := g.Terms
	if name != "" {
		if terms = g.Search(name); len(terms) == 0 {
			return fmt.Errorf("there is no term %q; %s", name, g.Nearest(name))
		}
		if t, ok := g.Find(name); ok {
			terms = []glossary.Term{t}
		}
	}
	if asJSON {
		data, err := json.Marshal(terms, jsontext.WithIndent("  "))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.Out, "%s\n", data)
		return err
	}
	entries := make([]string, len(terms))
	for i, t := range terms {
		entries[i] = t.Entry()
	}
	_, err = io.WriteString(e.prose(), strings.Join(entries, "\n"))
	return err
}
