package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// manCommand writes the manual page, for those who package the program.
func (e Env) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man",
		Short:  "Write the manual page, for packagers",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := io.WriteString(e.Out, manual(cmd.Root()))
			return err
		},
	}
}

// manual is the manual page of a command tree, in the macros of man(7). The library's own generator would link a Markdown
// renderer into the program.
func manual(root *cobra.Command) string {
	var b strings.Builder
	name := root.Name()
	fmt.Fprintf(&b, ".TH %s 1\n.SH NAME\n%s \\- %s\n", strings.ToUpper(name), name, roff(root.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n[command] [options]\n.SH DESCRIPTION\n%s\n.SH COMMANDS\n", name, roff(root.Long))
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		fmt.Fprintf(&b, ".SS %s\n%s\n", roff(strings.TrimPrefix(c.UseLine(), name+" ")), roff(longOf(c)))
		asIs(&b, "Options:", c.LocalFlags().FlagUsages())
		asIs(&b, "Examples:", c.Example)
	}
	b.WriteString(".SH OPTIONS\n")
	asIs(&b, "Every command has these:", root.PersistentFlags().FlagUsages())
	b.WriteString(".SH EXIT STATUS\n0 when done, 1 when something failed, 2 for wrong usage.\n")
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nIf it is set, nothing is coloured.\n.TP\n.B TERM\nWith dumb, lessons are conversations.\n")
	b.WriteString(".TP\n.B XDG_STATE_HOME\nThe folder in which progress is kept, below poolschool.\n")
	return b.String()
}

func longOf(c *cobra.Command) string {
	if c.Long != "" {
		return c.Long
	}
	return c.Short + "."
}

// asIs is a text whose lines stay as they are.
func asIs(b *strings.Builder, title, text string) {
	if text = strings.Trim(text, "\n"); text != "" {
		fmt.Fprintf(b, ".PP\n%s\n.PP\n.nf\n%s\n.fi\n", title, roff(text))
	}
}

// roff writes a text so that the formatter takes none of it for a command.
func roff(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
