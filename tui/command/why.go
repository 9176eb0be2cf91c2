package command

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/assets"
	"poolschool/lessons/errorfinder"
)

// whyCommand explains an error message that somebody has met.
func (e Env) whyCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "why MESSAGE",
		Short: "Explain an error message: what it means, its causes, what to do",
		Long: "Why finds a message of the pools, of STS, S3 or an API by any part of it. Quotes, ids, the words of an SDK and a whole\n" +
			"stack trace around it do not matter. With - it reads standard input.",
		Example: "  poolschool why \"Token is not from a supported provider of this identity pool.\"\n" +
			"  poolschool why secret hash\n  npm start 2>&1 | poolschool why -",
		RunE: func(_ *cobra.Command, args []string) error {
			text := strings.Join(args, " ")
			if text == "-" || text == "" && !e.InTerminal {
				var err error
				if text, err = readText("standard input", io.NopCloser(e.In)); err != nil {
					return err
				}
			}
			if strings.TrimSpace(text) == "" {
				return usageError{errors.New("why needs a message: poolschool why \"User is not confirmed.\"")}
			}
			return e.why(text, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// They end the program with code 1; what is nearest, or where to look, has been printed.
var (
	errNoSuchMessage = errors.New("no such message is known here; add more of its words")
	errNothingNear   = errors.New("no message that is known here shares a word with this text; paste the error as it came")
)

func (e Env) why(text string, asJSON bool) error {
	finder, err := errorfinder.Load(assets.Errors())
	if err != nil {
		return err
	}
	found := finder.Find(text)
	if asJSON {
		err = e.whyJSON(found)
	} else {
		_, err = io.WriteString(e.prose(), whyText(found))
	}
	switch {
	case err != nil || len(found.Matches) > 0:
	case len(found.Nearest) == 0:
		err = errNothingNear
	default:
		err = errNoSuchMessage
	}
	return err
}

// others is how many further matches are listed.
const others = 8

// whyText has the best entry in full and the others as lines.
func whyText(found errorfinder.Result) string {
	var b strings.Builder
	if len(found.Matches)+len(found.Nearest) == 0 {
		return errorfinder.ElsewhereText()
	}
	rest, title := found.Nearest, "The nearest that are known:"
	if len(found.Matches) > 0 {
		rest, title = nil, "It could also be:"
		for _, m := range found.Matches[1:] {
			rest = append(rest, m.Entry)
		}
		if found.Matches[0].How == errorfinder.Code {
			rest = append([]*errorfinder.Entry{found.Matches[0].Entry}, rest...)
			title = fmt.Sprintf("%d messages come with this code. Add words of yours:", len(rest))
		} else {
			b.WriteString(found.Matches[0].Entry.Text())
		}
	}
	if len(rest) == 0 {
		return b.String()
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	b.WriteString(title + "\n")
	for i, entry := range rest {
		if i == others {
			fmt.Fprintf(&b, "  … and %d more\n", len(rest)-others)
			break
		}
		fmt.Fprintf(&b, "  %s (%s, %s)\n", entry.Title(), entry.Code, entry.Service)
	}
	return b.String()
}

func (e Env) whyJSON(found errorfinder.Result) error {
	out := struct {
		Matches []foundEntry         `json:"matches"`
		Nearest []*errorfinder.Entry `json:"nearest"`
	}{Nearest: found.Nearest}
	for _, m := range found.Matches {
		out.Matches = append(out.Matches, foundEntry{m.How, m.Entry})
	}
	data, err := json.Marshal(out, jsontext.WithIndent("  "))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.Out, "%s\n", data)
	return err
}

type foundEntry struct {
	How   errorfinder.How    `json:"how"`
	Entry *errorfinder.Entry `json:"entry"`
}
