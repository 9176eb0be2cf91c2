package screen_test

import (
	"strings"
	"testing"

	"poolschool/lessons/snippet"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

func threeSnippets() []snippet.Snippet {
	l := snippet.Languages()
	return []snippet.Snippet{
		{Language: l[0], Text: "await js();\n"}, {Language: l[1], Text: "py()\n"},
		{Language: l[2], Text: "fmt.Println(must(os.Hostname()))\n"},
	}
}

func TestSnippetsShowOneLanguageAtATime(t *testing.T) {
	for _, tt := range []struct {
		name string
		keys []string
		want string
	}{
		{"JavaScript comes first", nil, "await js();"},
		{"right is the next language", []string{"right"}, "py()"},
		{"left of the first is the last", []string{"left"}, "fmt.Println"},
		{"a number is a language", []string{"3", "2"}, "py()"},
		{"there is no fourth", []string{"4"}, "await js();"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := tuitest.Start(t, screen.NewSnippets(screen.Env{Theme: theme.Plain()}, "The upload", threeSnippets()), 80, 24)
			shows(t, tuitest.Press(t, s, tt.keys...), tt.want)
		})
	}
}

func TestSnippetsCopyAProgramThatRuns(t *testing.T) {
	copied := ""
	env := screen.Env{Theme: theme.Plain(), Copy: func(text string) (string, error) { copied = text; return "", nil }}
	s := tuitest.Start(t, screen.NewSnippets(env, "The upload", threeSnippets()), 80, 24)
	s = tuitest.Press(t, s, "2", "c")
	if want := "py()\n"; copied != want {
		t.Errorf("Python: got %q, want %q", copied, want)
	}
	tuitest.Press(t, s, "3", "c")
	for _, want := range []string{"package main\n", "\t\"os\"\n", "\tfmt.Println(must(os.Hostname()))\n"} {
		if !strings.Contains(copied, want) {
			t.Errorf("Go: got %q, want %q in it", copied, want)
		}
	}
}

func TestAnOutcomeThatRunsHasCode(t *testing.T) {
	code := snippet.Set{"photo-upload": threeSnippets()}
	s := tuitest.Start(t, screen.NewFlowchart(screen.Env{Theme: theme.Plain()}, decision(t), code, nil), 120, 40)
	if _, cmd := pressOnce(t, s, "m"); cmd != nil {
		t.Errorf("at a question: got %v, want nothing", cmd())
	}
	s = tuitest.Press(t, s, "3")
	shows(t, s, "2 And in my code?")
	for _, name := range []string{"m", "2"} {
		_, cmd := pressOnce(t, s, name)
		push, ok := cmd().(screen.Push)
		if !ok {
			t.Fatalf("%s: got %v, want a screen", name, push)
		}
		shows(t, push.Screen.SetSize(80, 24), "And in my code? · User pool and identity pool together", "await js();")
	}
}

func TestALessonWithCodeOffersIt(t *testing.T) {
	room := everyKind(t)
	deps := room.deps(t, "every-kind")
	for _, code := range [][]snippet.Snippet{nil, threeSnippets()} {
		deps.Code = code
		s := tuitest.Press(t, tuitest.Start(t, screen.NewLesson(screen.Env{Theme: theme.Plain()}, deps), 120, 40), toQuestion...)
		_, cmd := pressOnce(t, s, "m")
		offered := false
		if cmd != nil {
			_, offered = cmd().(screen.Push)
		}
		if offered != (code != nil) {
			t.Errorf("with %d snippets: m opens a screen is %t", len(code), offered)
		}
	}
}
