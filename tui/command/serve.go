package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strconv"

	"github.com/spf13/cobra"

	"poolschool/lessons/accounts"
	"poolschool/lessons/setup"
	"poolschool/sim"
	"poolschool/sim/account"
	"poolschool/sim/serve"
)

const (
	// seedAccount is the account that serve opens unless another is asked for.
	seedAccount = "photo-app.json"
	// exchangesKept is how many exchanges serve's trace holds: enough to look back, with bodies a bounded amount of
	// memory.
	exchangesKept = 1000
)

// serveFlags are the flags of serve as they were given.
type serveFlags struct {
	listen, envFile, account string
	empty, allowRemote       bool
	awsLimits                bool
}

// serveCommand opens an account for the AWS CLI, SDKs and browsers.
func (e Env) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open the simulated account to the AWS CLI, SDKs and browsers, on a loopback address",
		Long: "Serve answers for all services on one address until it is stopped. The file that --env-file names holds the address,\n" +
			"an administrator's access key and the names of what is in the account. Below /_poolschool/ stand inbox, clock,\n" +
			"reset and trace.",
		Example: "  poolschool serve --env-file poolschool.env\n" +
			"  set -a; . ./poolschool.env; set +a\n" +
			"  aws --endpoint-url \"$AWS_ENDPOINT_URL\" --region \"$AWS_REGION\" sts get-caller-identity",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("serve takes no arguments, but got %q; see poolschool serve --help", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(); err != nil {
				return usageError{err}
			}
			return e.serve(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:4566", "`ADDRESS` to listen on, as HOST:PORT; port 0 takes a free one")
	flags.StringVar(&f.envFile, "env-file", "", "`FILE` to write the variables to that a client needs; only you can read it")
	flags.StringVar(&f.account, "account", "", "`FILE` with the account to open, in the place of the photo app's")
	flags.BoolVar(&f.empty, "empty", false, "open an account with nothing in it but its administrator")
	flags.BoolVar(&f.awsLimits, "aws-limits", false, "refuse requests that come faster than AWS answers them: TooManyRequestsException and the like")
	flags.BoolVar(&f.allowRemote, "allow-remote", false, "allow an address that other machines reach: for your own containers, on a network that you trust")
	return cmd
}

// check finds what is wrong with the flags alone.
func (f serveFlags) check() error {
	if f.empty && f.account != "" {
		return errors.New("--empty and --account each say what the account holds: give one of them")
	}
	host, port, err := net.SplitHostPort(f.listen)
	if err != nil {
		return fmt.Errorf("--listen %q is no address: write HOST:PORT, as 127.0.0.1:4566", f.listen)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("--listen %q has no port between 0 and 65535", f.listen)
	}
	ip := net.ParseIP(host)
	if f.allowRemote || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return fmt.Errorf("--listen %q may be reached from other machines; listen on 127.0.0.1, or say --allow-remote", f.listen)
}

// serve listens, opens the account behind the listener, tells where, and answers until ctx is done.
func (e Env) serve(ctx context.Context, f serveFlags) (err error) {
	start, err := e.served(f)
	if err != nil {
		return err
	}
	socket, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", f.listen, err)
	}
	remote, err := atLoopback(socket.Addr(), f.allowRemote)
	if err != nil {
		return errors.Join(err, socket.Close())
	}
	endpoint := endpointOf(socket.Addr())
	opened, err := serve.Open(serve.Start{
		Account: start, Endpoint: endpoint, Base: e.Now, Chance: e.Chance, Keys: e.Keys, Folder: e.TempDir, Kept: exchangesKept,
		Limits: f.limits(),
	})
	if err != nil {
		return errors.Join(err, socket.Close())
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	if f.envFile != "" {
		if err := serve.WriteDotenv(f.envFile, serve.Variables(opened.World(nil), endpoint)); err != nil {
			return errors.Join(fmt.Errorf("cannot write %s: %w", f.envFile, err), socket.Close())
		}
	}
	if err := e.announce(f, endpoint, remote); err != nil {
		return errors.Join(err, socket.Close())
	}
	go func() { _ = e.Keys.Fill() }() // a key that cannot be made is the error of the call that needs it
	return serve.New(serve.Config{
		World: opened.World, Control: serve.NewControl(opened, socket.Addr()), Stopping: opened.Stop,
		Fault:  func(fault error) { _, _ = fmt.Fprintln(e.Err, "poolschool:", fault) }, // where else could this go?
		Limits: serve.DefaultLimits(), Now: e.Now,
	}).Serve(ctx, socket)
}

// limits are those of the services: the learner's own tools shall meet none that nobody asked for.
func (f serveFlags) limits() sim.Limits {
	if f.awsLimits {
		return sim.AWSLimits()
	}
	return nil
}

// served is the account that the flags ask for.
func (e Env) served(f serveFlags) (account.Account, error) {
	switch {
	case f.empty:
		return account.Account{}, nil
	case f.account != "":
		return e.readAccount(f.account)
	}
	data, err := fs.ReadFile(accounts.Files(), seedAccount)
	if err != nil {
		return account.Account{}, err
	}
	return account.Parse(seedAccount, data)
}

// readAccount reads an account file of the learner's own.
func (e Env) readAccount(file string) (account.Account, error) {
	text, err := e.readAccountText(file)
	if err != nil {
		return account.Account{}, err
	}
	return setup.Read(file, []byte(text))
}

func (e Env) readAccountText(file string) (string, error) {
	in, err := e.Open(file)
	if err != nil {
		return "", fmt.Errorf("the account cannot be read: %w", err)
	}
	text, err := readText(file, in)
	return string(setup.UTF8([]byte(text))), err
}

// atLoopback reports whether other machines reach an address, and refuses that unless it is allowed: a name like
// localhost may mean anything.
func atLoopback(address net.Addr, allowed bool) (remote bool, err error) {
	tcp, ok := address.(*net.TCPAddr)
	remote = !ok || !tcp.IP.IsLoopback()
	if remote && !allowed {
		return true, fmt.Errorf("%s may be reached from other machines; listen on 127.0.0.1, or say --allow-remote", address)
	}
	return remote, nil
}

// endpointOf is the URL of a listener, as programs on this machine call it.
func endpointOf(address net.Addr) string {
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return "http://127.0.0.1:" + strconv.Itoa(tcp.Port)
	}
	return "http://" + address.String()
}

// announce says that the account can be used, and nothing that is secret.
func (e Env) announce(f serveFlags, endpoint string, remote bool) error {
	if remote {
		_, err := fmt.Fprintf(e.Err, "poolschool: warning: other machines can reach %s. --allow-remote is for one person's own containers: whoever reaches it can use the account, and nothing is encrypted\n", f.listen)
		if err != nil {
			return err
		}
	}
	where := "without --env-file its access key is written nowhere"
	if f.envFile != "" {
		where = "variables are in " + f.envFile
	}
	_, err := fmt.Fprintf(e.Out, "poolschool serves the simulated account on %s; %s; Ctrl+C ends it\n", endpoint, where)
	return err
}
