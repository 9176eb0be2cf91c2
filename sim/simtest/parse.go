package simtest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"

	"poolschool/sim/account"
)

// script is one file.
type script struct {
	name    string
	account account.Account
	lines   []line
}

// line is one instruction. Body is what stands below it.
type line struct {
	number int
	verb   string
	rest   string
	body   string
}

func parse(name string, data []byte) (script, error) {
	archive := txtar.Parse(data)
	s := script{name: name}
	for _, f := range archive.Files {
		if f.Name != "account.json" {
			return script{}, fmt.Errorf("%s: unknown file %q; a script carries account.json only", name, f.Name)
		}
		a, err := account.Parse(name+"/"+f.Name, f.Data)
		if err != nil {
			return script{}, err
		}
		s.account = a
	}
	rows := strings.Split(string(archive.Comment), "\n")
	sourced := false
	for i := 0; i < len(rows); i++ {
		row := strings.TrimSpace(rows[i])
		if strings.HasPrefix(row, "#") {
			sourced = sourced || strings.Contains(row, "https://") || strings.Contains(row, "observed:")
			continue
		}
		if row == "" {
			continue
		}
		l := line{number: i + 1}
		l.verb, l.rest, _ = strings.Cut(row, " ")
		end := map[string]string{"call": "", "http": "end"}
		if until, has := end[l.verb]; has {
			var body []string
			for i++; i < len(rows) && strings.TrimSpace(rows[i]) != until; i++ {
				body = append(body, rows[i])
			}
			l.body = strings.Join(body, "\n")
		}
		s.lines = append(s.lines, l)
	}
	if !sourced {
		return script{}, errors.New(name + ": no source; a line \"# https://…\" or \"# observed: …\" says who promises this")
	}
	return s, nil
}
