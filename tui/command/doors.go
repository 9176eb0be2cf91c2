package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/lessons/doors"
	"poolschool/lessons/mistake"
	"poolschool/sim"
)

// doorsCommand is the two-doors matrix: what a caller may hold, against the doors that there are.
func (e Env) doorsCommand() *cobra.Command {
	var run, asJSON bool
	cmd := &cobra.Command{
		Use:   "doors [HOLDING DOOR]",
		Short: "Try what opens which door: tokens, credentials, secrets",
		Long: "Doors knocks at a door with something in hand, for real, on a simulated account, and prints the answer with its\n" +
			"reason. With --run it tries everything at every door.\n\n" +
			"Holdings: " + strings.Join(rowIDs(), ", ") + ".\nDoors: " + strings.Join(columnIDs(), ", ") + ".",
		Example: "  poolschool doors id-token s3\n  poolschool doors --run",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 || len(args) == 2 && run {
				return usageError{errors.New("doors takes a holding and a door, or --run: poolschool doors id-token s3")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return e.doors(cmd.Context(), args, run, asJSON) },
	}
	cmd.Flags().BoolVar(&run, "run", false, "try everything at every door")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// openHouse opens the account with the doors, and signs in everywhere.
func (e Env) openHouse(ctx context.Context) (*doors.House, error) {
	a, err := doors.Account()
	if err != nil {
		return nil, err
	}
	w, err := sim.New(sim.Config{Account: a, Keys: e.Keys, Chance: e.Chance})
	if err != nil {
		return nil, err
	}
	return doors.Open(ctx, w)
}

func (e Env) doors(ctx context.Context, args []string, run, asJSON bool) error {
	var cells []doors.Cell
	if len(args) == 2 || run {
		house, err := e.openHouse(ctx)
		if err != nil {
			return err
		}
		if cells, err = knock(ctx, house, args); err != nil {
			return err
		}
	}
	if asJSON {
		return e.doorsJSON(cells)
	}
	text := doors.Table(cells)
	switch {
	case len(args) == 2:
		text = cells[0].Text()
	case run:
		text += "\n" + refusals(cells)
	default:
		text += "\nTry one: poolschool doors id-token s3. Try all: poolschool doors --run.\n"
	}
	_, err := io.WriteString(e.prose(), text)
	return err
}

// knock tries the cell that the arguments name, or all.
func knock(ctx context.Context, house *doors.House, args []string) ([]doors.Cell, error) {
	if len(args) == 0 {
		return house.All(ctx)
	}
	if _, ok := doors.RowOf(args[0]); !ok {
		return nil, usageError{fmt.Errorf("there is no holding %q; %s", args[0], mistake.Meant(args[0], rowIDs()))}
	}
	if _, ok := doors.ColumnOf(args[1]); !ok {
		return nil, usageError{fmt.Errorf("there is no door %q; %s", args[1], mistake.Meant(args[1], columnIDs()))}
	}
	cell, err := house.Knock(ctx, args[0], args[1])
	return []doors.Cell{cell}, err
}

// refusals are the cells one after another, in the order of the table.
func refusals(cells []doors.Cell) string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.Text()
	}
	return strings.Join(texts, "\n")
}

func (e Env) doorsJSON(cells []doors.Cell) error {
	data, err := json.Marshal(struct {
		Holdings []doors.Row    `json:"holdings"`
		Doors    []doors.Column `json:"doors"`
		Cells    []doors.Cell   `json:"cells"`
	}{doors.Rows(), doors.Columns(), cells}, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.Out, "%s\n", data)
	return err
}

func rowIDs() []string {
	var ids []string
	for _, r := range doors.Rows() {
		ids = append(ids, r.ID)
	}
	return ids
}

func columnIDs() []string {
	var ids []string
	for _, c := range doors.Columns() {
		ids = append(ids, c.ID)
	}
	return ids
}
