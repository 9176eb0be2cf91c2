package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"poolschool/assets"
	"poolschool/lessons"
	"poolschool/lessons/glossary"
	"poolschool/lessons/mistake"
)

// checkCommand is for writers of lessons.
func (e Env) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE|DIR",
		Short: "Read lesson files strictly, play them, and say what to do",
		Long: "Check reads a lesson, or all lessons of a folder, plays each on a fresh account, and lists every mistake with its line\n" +
			"and what to do. Accounts are looked for in the folder accounts inside or beside that of the lessons, then among those\n" +
			"that are built in.",
		Example: "  poolschool check 200-my-lesson.md\n  poolschool check my-course",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("check needs a lesson file or a folder: poolschool check 200-my-lesson.md")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return e.check(cmd.Context(), args[0]) },
	}
}

func (e Env) check(ctx context.Context, path string) error {
	dir, only, err := lessonFiles(path)
	if err != nil {
		return err
	}
	sources, err := (&folder{dir}).sources()
	if err != nil {
		return err
	}
	terms, err := glossary.Load(assets.Glossary())
	if err != nil {
		return err
	}
	work := e.meter(e.ErrTerminal)
	proof, err := lessons.Proofread(ctx, sources, lessons.Desk{
		Know: e.know, Open: e.session, Only: only, Playing: work.begin,
		Defined: func(term string) bool { _, ok := terms.Find(term); return ok },
	})
	work.end()
	if err != nil {
		return err
	}
	return e.report(dir, proof)
}

// lessonFiles takes a path apart: the folder, and the one file in it that is meant, or "" for all.
func lessonFiles(path string) (dir, only string, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", "", usageError{fmt.Errorf("there is no file or folder %s", path)}
	case err != nil:
		return "", "", err
	case info.IsDir():
		return path, "", nil
	case !strings.HasSuffix(path, ".md"):
		return "", "", usageError{fmt.Errorf("%s is no lesson: lessons are Markdown files named like 010-hello.md", path)}
	}
	return filepath.Dir(path), filepath.Base(path), nil
}

// report prints the mistakes, one a line, where the writer's editor finds them.
func (e Env) report(dir string, p lessons.Proof) error {
	var b strings.Builder
	for _, m := range p.Mistakes {
		b.WriteString(placed(dir, m) + "\n")
	}
	for _, m := range p.Warnings {
		b.WriteString(placed(dir, m) + " (a warning)\n")
	}
	if len(p.Mistakes) == 0 {
		fmt.Fprintf(&b, "%s played, no mistakes\n", counted(p.Played, "lesson"))
	}
	if _, err := fmt.Fprint(e.prose(), b.String()); err != nil {
		return err
	}
	if len(p.Mistakes) > 0 {
		return fmt.Errorf("%s to correct", counted(len(p.Mistakes), "mistake"))
	}
	return nil
}

// placed is a mistake with the path of its file, as it was given.
func placed(dir string, m mistake.Mistake) string {
	if !strings.HasSuffix(m.File, ".json") { // where an account lies, the layers know
		m.File = filepath.Join(dir, m.File)
	}
	return m.Error()
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
