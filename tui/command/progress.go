package command

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"

	"poolschool/lessons"
	"poolschool/lessons/progress"
	"poolschool/lessons/review"
)

// progressCommand shows what the learner has done, and carries it from one machine to another.
func (e Env) progressCommand() *cobra.Command {
	var asJSON, force, sure bool
	cmd := &cobra.Command{
		Use:   "progress",
		Short: "Show what you have done; export, import or reset it",
		Long: "Progress lists the lessons with what was seen and answered, and how you stand with each idea.\n" +
			"It is kept in one file on this machine.",
		Example: "  poolschool progress\n  poolschool progress export mine.jsonl\n  poolschool progress import mine.jsonl",
		Args:    noSuchCommand,
		RunE:    func(*cobra.Command, []string) error { return e.showProgress(asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	export := &cobra.Command{
		Use: "export FILE", Short: "Write all progress to one file; - is standard output", Args: oneFile("export"),
		RunE: func(_ *cobra.Command, args []string) error { return e.exportProgress(args[0], force) },
	}
	export.Flags().BoolVar(&force, "force", false, "replace a file that exists")
	reset := &cobra.Command{
		Use: "reset", Short: "Begin anew; the old progress is kept under another name", Args: noArguments("progress reset"),
		RunE: func(*cobra.Command, []string) error { return e.resetProgress(sure) },
	}
	reset.Flags().BoolVar(&sure, "yes", false, "do not ask")
	cmd.AddCommand(export, reset, &cobra.Command{
		Use: "import FILE", Short: "Add the progress of an exported file; - is standard input", Args: oneFile("import"),
		RunE: func(_ *cobra.Command, args []string) error { return e.importProgress(args[0]) },
	})
	return cmd
}

func oneFile(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usageError{fmt.Errorf("progress %s needs one file: poolschool progress %s mine.jsonl", command, command)}
		}
		return nil
	}
}

// history reads all events. A damaged file is set aside, and that is said in a line.
func (e Env) history() (*progress.File, []progress.Event, error) {
	file := progress.NewFile(filepath.Join(e.StateDir, progressFile))
	events, err := file.Load()
	var aside *progress.SetAsideError
	if errors.As(err, &aside) {
		_, err = fmt.Fprintln(e.Err, "poolschool:", aside)
	}
	return file, events, err
}

// lessonReport is how a lesson stands.
type lessonReport struct {
	Lesson   string `json:"lesson"`
	Title    string `json:"title"`
	Done     bool   `json:"done"`
	Known    bool   `json:"known,omitzero"` // as the learner says
	Seen     int    `json:"pagesSeen"`
	Pages    int    `json:"pages"`
	Answered int    `json:"answered"`
	Right    int    `json:"right"`
}

// progressReport is what the command prints.
type progressReport struct {
	Lessons []lessonReport `json:"lessons"`
	Ideas   []review.Score `json:"ideas"`
	Due     int            `json:"due"` // questions that wait for a review
}

func (e Env) showProgress(asJSON bool) error {
	c, err := e.course()
	if err != nil {
		return err
	}
	deck, err := review.NewDeck(c)
	if err != nil {
		return err
	}
	_, events, err := e.history()
	if err != nil {
		return err
	}
	table, p := deck.Lay(events), progress.Of(events)
	report := progressReport{Ideas: table.ByIdea(), Due: len(table.Due(e.Now()))}
	for _, l := range c.Lessons {
		report.Lessons = append(report.Lessons, reportOf(l, p))
	}
	if asJSON {
		data, err := json.Marshal(report, jsontext.WithIndent("  "))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(e.Out, "%s\n", data)
		return err
	}
	_, err = io.WriteString(e.prose(), report.text())
	return err
}

func reportOf(l *lessons.Lesson, p progress.Progress) lessonReport {
	r := lessonReport{Lesson: l.ID, Title: l.Title, Pages: len(l.Pages)}
	_, r.Done = p.Finished(l.ID)
	r.Known = p.Known(l.ID)
	for i, page := range l.Pages {
		if p.Seen(l.ID, page.ID) {
			r.Seen++
		}
		for b, block := range page.Blocks {
			if block.Step == nil || block.Step.ID() == "" {
				continue
			}
			_, question := l.Question(block.Step.ID())
			answer, ok := p.Answer(l.ID, page.ID, l.Pages[i].Blocks[b].Step.ID())
			if ok && question {
				r.Answered++
				if answer.Right {
					r.Right++
				}
			}
		}
	}
	return r
}

func (r progressReport) text() string {
	var b strings.Builder
	b.WriteString("Lessons\n")
	for _, l := range r.Lessons {
		mark := "·"
		if l.Done {
			mark = "✓"
		}
		fmt.Fprintf(&b, "  %s %s: %d of %d pages", mark, l.Title, l.Seen, l.Pages)
		if l.Known {
			b.WriteString(", known")
		}
		if l.Answered > 0 {
			fmt.Fprintf(&b, ", %d of %d answers right", l.Right, l.Answered)
		}
		b.WriteString("\n")
	}
	b.WriteString("\nIdeas\n")
	for _, s := range r.Ideas {
		fmt.Fprintf(&b, "  %s %d/%d (of %s)\n", s.Idea, s.Right, s.Asked, counted(s.Possible, "question"))
	}
	if r.Due > 0 {
		fmt.Fprintf(&b, "\n%s due: poolschool review\n", counted(r.Due, "question"))
	}
	return b.String()
}

func (e Env) exportProgress(file string, force bool) error {
	_, events, err := e.history()
	if err != nil {
		return err
	}
	data, err := progress.Export(events)
	if err != nil {
		return err
	}
	if file == "-" {
		_, err = e.Out.Write(data)
		return err
	}
	if err := writeRecord(file, string(data), force); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.Err, "Wrote %s to %s.\n", counted(len(events), "event"), file)
	return err
}

func (e Env) importProgress(name string) error {
	text, err := "", error(nil)
	if name == "-" {
		text, err = readText("standard input", io.NopCloser(e.In))
	} else {
		text, err = e.readFile(name)
	}
	if err != nil {
		return err
	}
	more, err := progress.Import([]byte(text))
	if err != nil {
		return fmt.Errorf("%s: %w; import what poolschool progress export wrote", name, err)
	}
	file, have, err := e.history()
	if err != nil {
		return err
	}
	missing := progress.Missing(have, more)
	if err := file.Append(missing...); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.Err, "Added %s; %d were here already.\n", counted(len(missing), "event"), len(more)-len(missing))
	return err
}

func (e Env) resetProgress(sure bool) error {
	file, events, err := e.history()
	if err != nil {
		return err
	}
	if !sure && len(events) > 0 {
		if _, err := fmt.Fprintf(e.Err, "Forget %s? Type yes: ", counted(len(events), "event")); err != nil {
			return err
		}
		lines := bufio.NewScanner(e.In)
		if !lines.Scan() || strings.TrimSpace(lines.Text()) != "yes" {
			return errors.Join(lines.Err(), errors.New("nothing was reset"))
		}
	}
	kept, err := file.Reset()
	if err != nil {
		return err
	}
	if kept == "" {
		_, err = fmt.Fprintln(e.Err, "There was no progress.")
		return err
	}
	_, err = fmt.Fprintf(e.Err, "Begun anew. The old progress is kept as %s.\n", kept)
	return err
}
