package command

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/assets"
	"poolschool/lessons/compare"
	"poolschool/lessons/mistake"
)

// compareCommand sets user pools, identity pools and their alternatives side by side.
func (e Env) compareCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "compare [NAME…]",
		Short:   "Set user pool, identity pool, STS, IAM user and Identity Center side by side",
		Example: "  poolschool compare\n  poolschool compare user-pool identity-pool",
		RunE:    func(_ *cobra.Command, args []string) error { return e.compare(args, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole table as JSON")
	return cmd
}

func (e Env) compare(names []string, asJSON bool) error {
	table, err := compare.Load(assets.Compare())
	if err != nil {
		return err
	}
	var only []compare.Subject
	for _, name := range names {
		s, ok := table.Subject(name)
		if !ok {
			return usageError{fmt.Errorf("%q is not compared; %s", name, mistake.Meant(name, subjectIDs(table)))}
		}
		only = append(only, s)
	}
	text := table.Text(only...)
	if asJSON {
		data, err := json.Marshal(table, json.Deterministic(true), jsontext.WithIndent("  "))
		if err != nil {
			return err
		}
		text = string(data) + "\n"
	}
	_, err = io.WriteString(e.prose(), text)
	return err
}

func subjectIDs(t *compare.Table) []string {
	var ids []string
	for _, s := range t.Subjects {
		ids = append(ids, s.ID)
	}
	return ids
}
