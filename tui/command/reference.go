package command

import "github.com/spf13/cobra"

// referenceCommands are what people come back for after class: they look something up and ask nothing.
func (e Env) referenceCommands() []*cobra.Command {
	return []*cobra.Command{e.tokenCommand(), e.whyCommand(), e.glossaryCommand(), e.doorsCommand()}
}
