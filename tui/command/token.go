package command

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/lessons/tokenread"
	"poolschool/sim/token"
	"poolschool/tui/component/panels"
)

// longestInput is how much of a file or of standard input is read.
const longestInput = 1 << 20

// tokenCommand takes a token apart that the learner has.
func (e Env) tokenCommand() *cobra.Command {
	var keys string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "token [FILE|-]",
		Short: "Take a token apart: which kind, what it says, where it helps",
		Long: "Token reads a JSON Web Token from a file or from standard input: a user pool's, an identity pool's, Google's,\n" +
			"Facebook's. The text around it does not matter: a whole answer of a sign-in or an Authorization header will do.\n" +
			"The token stays on this machine. Its signature is checked with --jwks only.",
		Example: "  poolschool token id-token.txt\n  pbpaste | poolschool token\n  poolschool token id-token.txt --jwks jwks.json",
		Args:    atMostOne("token", "FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return e.token(args, keys, asJSON)
		},
	}
	cmd.Flags().StringVar(&keys, "jwks", "", "check the signature with the key set in `FILE`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, one line a token")
	return cmd
}

// atMostOne refuses a second argument.
func atMostOne(command, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usageError{fmt.Errorf("%s takes one %s, but got %q; see poolschool %s --help", command, what, strings.Join(args, " "), command)}
		}
		return nil
	}
}

// noArguments refuses any.
func noArguments(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usageError{fmt.Errorf("%s takes no arguments, but got %q; see poolschool %s --help", command, strings.Join(args, " "), command)}
		}
		return nil
	}
}

func (e Env) token(args []string, keyFile string, asJSON bool) error {
	text, err := e.tokenText(args)
	if err != nil {
		return err
	}
	o := tokenread.Options{Now: e.Now(), Meaning: func(claim string, kind tokenread.Kind) string {
		return panels.ClaimMeaning(claim, kind == tokenread.IdentityPool)
	}}
	if keyFile != "" {
		if o.Keys, err = e.keySet(keyFile); err != nil {
			return err
		}
	}
	forged := 0
	for i, raw := range tokenread.Find(text) {
		r, err := tokenread.Read(raw, o)
		if err != nil {
			return err
		}
		if r.Signature.Checked && !r.Signature.OK {
			forged++
		}
		if err := e.printToken(r, i, asJSON); err != nil {
			return err
		}
	}
	if forged > 0 {
		return errors.New("a signature does not hold: do not believe what that token says")
	}
	return nil
}

func (e Env) printToken(r tokenread.Reading, number int, asJSON bool) error {
	if asJSON {
		data, err := json.Marshal(r, jsontext.EscapeForJS(true)) // and what a terminal would take for a command
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.Out, "%s\n", data)
		return err
	}
	if number > 0 {
		if _, err := fmt.Fprintln(e.Out); err != nil {
			return err
		}
	}
	_, err := io.WriteString(e.prose(), r.Text())
	return err
}

// tokenText is what the token is looked for in. An argument that is itself a token is taken as one.
func (e Env) tokenText(args []string) (string, error) {
	switch {
	case len(args) == 0 && e.InTerminal:
		return "", usageError{errors.New("token needs a file, or a token on standard input: poolschool token id-token.txt")}
	case len(args) == 0 || args[0] == "-":
		return readText("standard input", io.NopCloser(e.In))
	case strings.HasPrefix(args[0], "eyJ") && strings.Contains(args[0], "."):
		return args[0], nil
	}
	return e.readFile(args[0])
}

func (e Env) keySet(file string) (map[string]*rsa.PublicKey, error) {
	text, err := e.readFile(file)
	if err != nil {
		return nil, err
	}
	keys, err := token.ParseSet([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w; save what the issuer publishes at its jwks_uri", file, err)
	}
	return keys, nil
}

// readFile reads a text file of the learner's.
func (e Env) readFile(name string) (string, error) {
	in, err := e.Open(name)
	if err != nil {
		return "", err
	}
	return readText(name, in)
}

func readText(name string, in io.ReadCloser) (string, error) {
	data, err := io.ReadAll(io.LimitReader(in, longestInput+1))
	if closed := in.Close(); err == nil {
		err = closed
	}
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", name, err)
	case len(data) > longestInput:
		return "", fmt.Errorf("%s: longer than %d bytes; give the part that matters", name, longestInput)
	}
	return string(data), nil
}
