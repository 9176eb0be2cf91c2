// Package command is the command line: one file a sub-command, each a function of the
// environment that main hands in.
package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"poolschool/tui/theme"
)

// Exit codes.
const (
	Done   = 0
	Failed = 1
	Misuse = 2
)

// Run runs the command that the arguments name and returns the exit code. Errors are one line:
// what, where, what to do.
func Run(ctx context.Context, env Env) int {
	env.In = interruptible{ctx, env.In}
	root, err := Root(env)
	if err == nil {
		root.SetArgs(env.Args)
		err = root.ExecuteContext(ctx)
	}
	if err == nil {
		return Done
	}
	if !errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(env.Err, "poolschool:", oneLine(err)) // where else could this go?
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return Failed
}

// oneLine keeps errors of libraries from spreading over several.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// options are the flags of every command.
type options struct {
	theme   string
	noMouse bool
	ascii   bool
}

// Root is the whole command tree. An error is a mistake in the tree itself.
func Root(env Env) (*cobra.Command, error) {
	var o options
	env.from, env.noSave, env.noMotion = &folder{}, new(bool), new(bool)
	root := &cobra.Command{
		Use:   "poolschool",
		Short: "Learn the difference between Cognito user pools and identity pools, live",
		Long: "poolschool teaches Amazon Cognito's two services by running them: ◆ a user pool gives tokens for your app,\n" +
			"● an identity pool gives credentials for AWS. Every step runs against a simulated account in this process.\n" +
			"Nothing leaves your machine.",
		Args:              noSuchCommand,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Version:           env.version(),
		PersistentPreRunE: func(*cobra.Command, []string) error { return checkTheme(o.theme) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return env.start(cmd.Context(), o) },
	}
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.SetVersionTemplate("poolschool {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	flags := root.PersistentFlags()
	flags.StringVar(&o.theme, "theme", "", "`NAME` of the colours: "+strings.Join(theme.Names(themes()), ", "))
	flags.BoolVar(&o.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	flags.BoolVar(&o.ascii, "ascii", false, "draw with ASCII characters only")
	flags.BoolVar(env.noMotion, "no-motion", false, "let nothing on the screen move by itself")
	flags.BoolVar(env.noSave, "no-save", false, "keep nothing of what is done in this run")
	flags.StringVar(&env.from.dir, "course", "", "take the lessons from `DIR`, a teacher's own folder")
	root.AddCommand(env.learnCommand(&o), env.chooseCommand(&o), env.printCommand(), env.explainCommand(),
		env.serveCommand(), env.importCommand(), env.doctorCommand())
	root.AddCommand(env.learnerCommands(&o)...)
	root.AddCommand(env.referenceCommands()...)
	root.AddCommand(env.teachingCommands()...)
	root.AddCommand(env.manCommand())
	return root, strict(root)
}
