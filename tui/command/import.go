package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"poolschool/lessons/intake"
	"poolschool/lessons/setup"
)

// mostFiles is how many files of a folder are read.
const mostFiles = 1000

// importCommand makes an account file out of what the AWS CLI prints and of templates.
func (e Env) importCommand() *cobra.Command {
	var out string
	var force bool
	cmd := &cobra.Command{
		Use:   "import DIR",
		Short: "Make an account file out of what the AWS CLI prints, or of a CloudFormation template",
		Long: "Import reads every file of a folder, whatever its name, and takes over what it knows by its shape:\n" +
			"  aws cognito-idp       describe-user-pool, describe-user-pool-client\n" +
			"  aws cognito-identity  describe-identity-pool, get-identity-pool-roles, get-principal-tag-attribute-map\n" +
			"  aws iam               get-role, get-role-policy, get-policy-version\n" +
			"  aws s3api             get-bucket-policy\n" +
			"  CloudFormation        the Cognito, IAM and S3 resources of a template, in JSON or YAML\n" +
			"What is not taken over, or is guessed, gets a line on standard error. No secret is taken over.",
		Example: "  aws cognito-idp describe-user-pool --user-pool-id eu-west-1_Ab3dEf9Gh > mine/pool.json\n" +
			"  poolschool import mine --out account.json\n  poolschool doctor account.json",
		Args: oneArgument("import", "folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.importFrom(args[0], out, force)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "write the account to `FILE` in the place of standard output")
	cmd.Flags().BoolVar(&force, "force", false, "replace the file of --out if it exists")
	return cmd
}

// oneArgument asks for exactly one.
func oneArgument(command, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usageError{fmt.Errorf("%s needs one %s; see poolschool %s --help", command, what, command)}
		}
		return nil
	}
}

func (e Env) importFrom(dir, out string, force bool) error {
	files, err := e.readFolder(dir)
	if err != nil {
		return err
	}
	taken := intake.Take(files)
	for _, line := range taken.Left {
		if _, err := fmt.Fprintln(e.Err, "poolschool:", oneLine(errors.New(line))); err != nil {
			return err
		}
	}
	if taken.Files == 0 {
		return fmt.Errorf("%s: nothing in it could be taken over; poolschool import --help names what can", dir)
	}
	data, err := intake.Encode(taken.Account)
	if err != nil {
		return err
	}
	if out == "" {
		_, err = e.Out.Write(data)
	} else {
		err = writeRecord(out, string(data), force)
	}
	if err != nil {
		return err
	}
	name := out
	if name == "" {
		name = "the account"
	}
	if _, err := setup.Read(name, data); err != nil {
		return err
	}
	if _, err := e.know(taken.Account); err != nil {
		return fmt.Errorf("%s cannot be opened as it stands: %w", name, err)
	}
	if out != "" {
		_, err = fmt.Fprintf(e.Out, "%s has the account, from %s; next: poolschool doctor %s\n", out, counted(taken.Files, "file"), out)
	}
	return err
}

// readFolder reads the files of a folder, or a single one.
func (e Env) readFolder(dir string) ([]intake.File, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		if about, statErr := os.Stat(dir); statErr == nil && !about.IsDir() {
			f, err := e.readWhole(dir, filepath.Base(dir))
			return []intake.File{f}, err
		}
		return nil, fmt.Errorf("the folder cannot be read: %w", err)
	}
	var files []intake.File
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") || holdsNothing(filepath.Join(dir, entry.Name())) {
			continue
		}
		if len(files) == mostFiles {
			return nil, fmt.Errorf("%s has more than %d files; put those of one account into a folder of their own", dir, mostFiles)
		}
		f, err := e.readWhole(filepath.Join(dir, entry.Name()), entry.Name())
		if err != nil { // the others may do
			if _, err := fmt.Fprintln(e.Err, "poolschool:", oneLine(err)); err != nil {
				return nil, err
			}
			continue
		}
		files = append(files, f)
	}
	return files, nil
}

// holdsNothing says of an entry, or of what a link leads to, that it is no file: a folder, or a pipe on which the program
// would wait. What cannot be looked at counts as a file, so that its error is told.
func holdsNothing(path string) bool {
	info, err := os.Stat(path)
	return err == nil && (info.IsDir() || info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket|fs.ModeDevice) != 0)
}

// readWhole reads a file up to one byte more than is taken: intake says what is wrong with a longer one.
func (e Env) readWhole(path, name string) (intake.File, error) {
	in, err := e.Open(path)
	if err != nil {
		return intake.File{}, fmt.Errorf("the file cannot be read: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(in, intake.FileLimit+1))
	if closed := in.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return intake.File{}, fmt.Errorf("%s: %w", path, err)
	}
	return intake.File{Name: name, Data: data}, nil
}
