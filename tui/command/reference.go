package command

import "github.com/spf13/cobra"

// teachingCommands are for those who write lessons.
func (e Env) teachingCommands() []*cobra.Command { return []*cobra.Command{e.checkCommand()} }

// learnerCommands are about the learner's own answers.
func (e Env) learnerCommands(o *options) []*cobra.Command {
	return []*cobra.Command{e.progressCommand(), e.reviewCommand(o)}
}

// referenceCommands are what people come back for after class: they look something up and ask nothing.
func (e Env) referenceCommands() []*cobra.Command {
	return []*cobra.Command{e.tokenCommand(), e.whyCommand(), e.glossaryCommand(), e.doorsCommand(), e.compareCommand(), e.followCommand()}
}
