package command

import (
	"errors"

	"github.com/spf13/cobra"
)

// learnCommand opens a lesson.
func (e Env) learnCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "learn LESSON",
		Short: "Open a lesson, by number or name",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return errors.New("soon")
		},
	}
}
