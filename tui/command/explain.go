package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"poolschool/sim/policy"
)

// explainFlags are the flags of explain as they were given.
type explainFlags struct {
	principal, action, resource string
	context                     []string
	identity, session           []string
	boundary, resourcePolicy    string
	batch                       string
}

// longestPolicy is how much of a policy file is read: IAM's own limits are far below.
const longestPolicy = 1 << 20

// explainCommand says why a request is allowed or denied.
func (e Env) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain",
		Short: "Say why an IAM request is allowed or denied, from policy files",
		Long: "Explain evaluates a request against policies as IAM does, and names the statement that settles it, or the one that\n" +
			"comes closest. With --batch it reads one request a line and prints one decision a line, both as JSON. A request has\n" +
			"id, principal, action, resource (text), context (key to text or list of texts), identity_policies, session_policies\n" +
			"(lists of policies), permissions_boundary and resource_policy (a policy); all but principal and action may be left out.",
		Example: "  poolschool explain --principal arn:aws:sts::111122223333:assumed-role/App/ana --action s3:PutObject \\\n" +
			"    --resource arn:aws:s3:::photos/uploads/a.jpg --identity-policy policy.json\n" +
			"  poolschool explain --batch requests.jsonl",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.NoArgs(cmd, args); err != nil {
				return usageError{fmt.Errorf("explain takes no arguments, but got %q: policies are given with --identity-policy FILE", strings.Join(args, " "))}
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			if f.batch != "" {
				return e.explainBatch(f.batch)
			}
			return e.explain(f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.principal, "principal", "", "who asks: the `ARN` of a role session, role or user, or anonymous")
	flags.StringVar(&f.action, "action", "", "the `ACTION` that they want to do, as s3:PutObject")
	flags.StringVar(&f.resource, "resource", "*", "`ARN` of what they want to do it with")
	flags.StringArrayVar(&f.context, "context", nil, "a condition key of the request, `KEY=VALUE`; repeat it for more")
	flags.StringArrayVar(&f.identity, "identity-policy", nil, "`FILE` with a policy of the principal; repeat it for more")
	flags.StringArrayVar(&f.session, "session-policy", nil, "`FILE` with a session policy; repeat it for more")
	flags.StringVar(&f.boundary, "boundary", "", "`FILE` with the permissions boundary")
	flags.StringVar(&f.resourcePolicy, "resource-policy", "", "`FILE` with the policy of the resource")
	flags.StringVar(&f.batch, "batch", "", "`FILE` with one request a line as JSON; - reads standard input")
	return cmd
}

func (e Env) explain(f explainFlags) error {
	for _, needed := range []struct{ flag, value string }{{"--principal", f.principal}, {"--action", f.action}} {
		if needed.value == "" {
			return usageError{fmt.Errorf("explain needs %s; see poolschool explain --help", needed.flag)}
		}
	}
	question := explainRequest{Principal: f.principal, Action: f.action, Resource: f.resource, Context: map[string]values{}}
	for _, pair := range f.context {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return usageError{fmt.Errorf("--context %q has no =: write KEY=VALUE", pair)}
		}
		question.Context[key] = append(question.Context[key], value)
	}
	request, err := question.request()
	if err != nil {
		return usageError{err}
	}
	policies, err := e.readPolicies(f)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.prose(), policy.Explain(request, policies).Text())
	return err
}

// readPolicies reads every policy file that was named.
func (e Env) readPolicies(f explainFlags) (policy.Policies, error) {
	var p policy.Policies
	var all error
	several := func(kind policy.Kind, files []string) (out []policy.Policy) {
		for _, file := range files {
			parsed, err := e.readPolicy(kind, file)
			all = errors.Join(all, err)
			out = append(out, parsed)
		}
		return out
	}
	p.Identity, p.Session = several(policy.KindIdentity, f.identity), several(policy.KindSession, f.session)
	p.HasSession = len(f.session) > 0
	if f.boundary != "" {
		p.Boundary = &several(policy.KindBoundary, []string{f.boundary})[0]
	}
	if f.resourcePolicy != "" {
		p.Resource = &several(policy.KindResource, []string{f.resourcePolicy})[0]
	}
	return p, all
}

func (e Env) readPolicy(kind policy.Kind, file string) (policy.Policy, error) {
	in, err := e.Open(file)
	if err != nil {
		return policy.Policy{}, err
	}
	data, err := io.ReadAll(io.LimitReader(in, longestPolicy+1))
	if closed := in.Close(); err == nil {
		err = closed
	}
	switch {
	case err != nil:
		return policy.Policy{}, fmt.Errorf("%s: %w", file, err)
	case len(data) > longestPolicy:
		return policy.Policy{}, fmt.Errorf("%s: longer than %d bytes; is this a policy?", file, longestPolicy)
	}
	p, err := policy.Parse(kind, file, data)
	var fault *policy.SyntaxError
	if errors.As(err, &fault) {
		return p, fmt.Errorf("%s:%d: %w", file, fault.Line, err)
	}
	return p, err
}
