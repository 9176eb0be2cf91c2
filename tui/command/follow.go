package command

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/lessons"
	"poolschool/lessons/accounts"
	"poolschool/lessons/identity"
	"poolschool/lessons/step"
	"poolschool/sim/account"
	"poolschool/tui/screen"
)

// followCommand is the same way on lines of text.
func (e Env) followCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "follow",
		Short: "Follow one person: guest, signed in, second device, Google, linked, merged",
		Long: "Follow plays one person's way through an identity pool, station by station, on a simulated account. After each it says\n" +
			"which identity IDs there are, which logins and files belong to them, and what is lost.",
		Example: "  poolschool follow\n  poolschool follow --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if err := cobra.NoArgs(cmd, args); err != nil {
				return usageError{fmt.Errorf("follow takes no arguments, but got %q: the way is the same for everybody", strings.Join(args, " "))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return e.follow(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func (e Env) follow(ctx context.Context, asJSON bool) error {
	journey, _, err := e.journey()
	if err != nil {
		return err
	}
	var visits []identity.Visit
	for n := 1; ; n++ {
		v, done, err := journey.Next(ctx)
		if err != nil {
			return err
		}
		if done {
			break
		}
		visits = append(visits, v)
		if asJSON {
			continue
		}
		if n > 1 {
			if _, err := io.WriteString(e.Out, "\n"); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(e.prose(), "%d. %s", n, v.Text()); err != nil {
			return err
		}
	}
	if !asJSON {
		return nil
	}
	data, err := json.Marshal(visits, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.Out, "%s\n", data)
	return err
}

// followScreen follows one person through an identity pool.
func (s *school) followScreen() (screen.Screen, error) {
	return screen.NewFollow(s.look, screen.FollowDeps{Open: s.env.journey}), nil
}

// journey is one person's way, on a fresh account.
func (e Env) journey() (*identity.Journey, []identity.Station, error) {
	var a account.Account
	l, err := identity.Load(func(name string) (step.Known, error) {
		data, err := fs.ReadFile(accounts.Files(), name+".json")
		if err != nil {
			return nil, fmt.Errorf("no such account: %w", err)
		}
		if a, err = account.Parse(name+".json", data); err != nil {
			return nil, err
		}
		return e.know(a)
	})
	if err != nil {
		return nil, nil, err
	}
	session, err := lessons.NewSession(lessons.Config{
		Lesson: l, Account: a, NewWorld: e.world, Seed: [32]byte(e.Chance.Bytes(32)), Now: e.Now().UTC(),
	})
	if err != nil {
		return nil, nil, err
	}
	return identity.Begin(session), identity.Stations(l), nil
}
