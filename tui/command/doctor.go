package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"poolschool/lessons/doctor"
)

// unwell ends doctor when a step fails: the report has said which.
type unwell struct{ file, step string }

func (u unwell) Error() string {
	return fmt.Sprintf("%s: the %s does not go well; the report says why", u.file, u.step)
}

// doctorCommand says what would fail on somebody's own account.
func (e Env) doctorCommand() *cobra.Command {
	var o doctor.Options
	cmd := &cobra.Command{
		Use:   "doctor FILE",
		Short: "Say what will fail on your own account first, why, and which change mends it",
		Long: "Doctor takes an account file and walks sign-in, exchange, role and upload, as a confirmed test user if nobody in the file\n" +
			"can sign in. It prints the first step that AWS would refuse, the reasons, and the one change of the file that lets the\n" +
			"step go well; the change has been tried. poolschool import makes such a file from what the AWS CLI prints.",
		Example: "  poolschool doctor account.json\n  poolschool doctor account.json --bucket my-photos --key 'private/{identityId}/cat.jpg'",
		Args:    oneArgument("doctor", "account file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := e.readAccountText(args[0])
			if err != nil {
				return err
			}
			o.Keys, o.Now, o.Seed = e.Keys, e.Now().UTC(), [32]byte(e.Chance.Bytes(32))
			report, err := doctor.Examine(cmd.Context(), args[0], []byte(text), o)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintln(e.prose(), report.Text()); err != nil {
				return err
			}
			if !report.Well() {
				return unwell{args[0], report.Steps[report.Reached].Name}
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Bucket, "bucket", "", "`NAME` of the bucket that the photo goes to; the first of the file when left out")
	flags.StringVar(&o.Key, "key", doctor.DefaultKey, "`KEY` of the photo; {identityId} stands for the person's identity ID")
	flags.BoolVar(&o.SignedOut, "signed-out", false, "sign the person out everywhere before the exchange")
	return cmd
}
