package command

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"poolschool/lessons"
	"poolschool/lessons/course"
	"poolschool/lessons/mistake"
	"poolschool/tui/theme"
)

// allLessons is more than there are.
const allLessons = 1000

// lessonNames completes the names of lessons, most of them at once, as shells ask for them. Files complete nothing here.
func lessonNames(most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, given []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		outline, err := lessons.Outline(course.Files())
		if err != nil || len(given) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var names []cobra.Completion
		for _, l := range outline {
			if !slices.Contains(given, l.ID) {
				names = append(names, cobra.CompletionWithDesc(l.ID, l.Title))
			}
		}
		// In the order of the course, not of the alphabet.
		return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// checkTheme refuses a theme that does not exist, also where nothing is drawn: a slip should not wait for the next use.
func checkTheme(name string) error {
	names := theme.Names(themes())
	if name == "" || slices.Contains(names, name) {
		return nil
	}
	return usageError{fmt.Errorf("there is no theme %q; %s", name, mistake.Meant(name, names))}
}

// noSuchCommand names the command that was probably meant.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	name := args[0]
	if cmd.HasParent() {
		name = cmd.Name() + " " + name
	}
	return usageError{fmt.Errorf("there is no command %q; %s", name, mistake.Meant(args[0], names))}
}

// strict makes the commands that come with the library refuse what they do not know. By themselves they show their help
// and call that success.
func strict(root *cobra.Command) error {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Args = func(_ *cobra.Command, args []string) error {
				found, rest, err := root.Find(args)
				if err != nil || len(rest) == 0 {
					return err
				}
				return noSuchCommand(found, rest)
			}
		case "completion":
			c.Args = noSuchCommand
			c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(theme.Names(themes()), cobra.ShellCompDirectiveNoFileComp))
}
