package screen

import (
	"strings"
	"testing"

	"poolschool/lessons"
	"poolschool/lessons/step"
	"poolschool/tui/theme"
)

// sketch is a lesson without steps, as it is while its session is being opened.
func sketch(t *testing.T) Lesson {
	t.Helper()
	l := &lessons.Lesson{ID: "sketch", Number: 7, Title: "Sketch", Pages: []lessons.Page{{ID: "one", Title: "One"}}}
	s := NewLesson(Env{Theme: theme.Plain()}, LessonDeps{Lesson: l}).SetSize(80, 24)
	return s.(Lesson)
}

func TestASpinnerShowsOnlyWhenItTakesLong(t *testing.T) {
	m := sketch(t)
	if strings.Contains(m.View(), "Opening") {
		t.Error("it says that it waits before it has waited")
	}
	late, cmd := m.Update(slowMsg{from: from{m.self}, gen: m.gen})
	if !strings.Contains(late.View(), "Opening the account") || cmd == nil {
		t.Errorf("it does not say that it waits:\n%s", late.View())
	}
	stale, _ := m.Update(slowMsg{from: from{m.self}, gen: m.gen - 1})
	if strings.Contains(stale.View(), "Opening") {
		t.Error("the report of an earlier command starts the spinner")
	}
}

func TestNamesOfPlannedRequests(t *testing.T) {
	for _, tt := range []struct{ name, operation, want string }{
		{"an operation stays", "GetId", "GetId"},
		{"folders and values go", "GET /{{userPoolId}}/.well-known/jwks.json", "GET jwks.json"},
		{"a value at the end leaves the method", "GET /{{bucket}}", "GET "},
		{"a plain path keeps its last part", "GET /me", "GET me"},
	} {
		if got := foretold(tt.operation); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestMessagesAreBrokenAtBlanks(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"between words", "one-two three", []string{"one-two", "three"}},
		{"a long word anywhere", "abcdefghijkl m", []string{"abcdefgh", "ijkl m"}},
		{"lines stay lines", "a\nb", []string{"a", "b"}},
	} {
		if got := inked(theme.Ink{}, tt.text, 8); strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestThePoolsNamesHaveTheirColours(t *testing.T) {
	var slots []string
	var text strings.Builder
	pools("A ◆ user pool, two ◆ user pools, one ● identity pool and a ●.", text.WriteString, func(word string, side theme.Side, _ string) {
		slots = append(slots, word+"/"+side.Sign())
		text.WriteString("_")
	})
	if got, want := strings.Join(slots, " "), "◆ user pool/◆ ◆ user pools/◆ ● identity pool/● ●/●"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := text.String(), "A _, two _, one _ and a _."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestColumnsFollowTheWidth(t *testing.T) {
	for _, tt := range []struct {
		name          string
		width, height int
		columns       bool
		below         bool
		most          int // cells of a line of prose
	}{
		{"narrow: text and calls are pages", 79, 24, false, false, 80},
		{"one column with a panel below", 80, 24, false, true, 80},
		{"still one", 109, 24, false, true, 109},
		{"two columns", 110, 24, true, false, 60},
		{"text stays readable on a wide screen", 300, 60, true, false, 80},
	} {
		s := measure(tt.width, tt.height, &Divider{})
		if got := s.right > 0; got != tt.columns {
			t.Errorf("%s: two columns is %v", tt.name, got)
		}
		if got := s.below > 0; got != tt.below {
			t.Errorf("%s: a panel below is %v", tt.name, got)
		}
		if s.prose > tt.most {
			t.Errorf("%s: a line has %d cells, want at most %d", tt.name, s.prose, tt.most)
		}
	}
}

func TestTheDividerStopsWhereAColumnWouldBeTooNarrow(t *testing.T) {
	for _, tt := range []struct {
		name               string
		width, by, times   int
		want, afterOneBack int // cells of the text's column
	}{
		{"by itself", 120, 0, 0, 55, 51},
		{"to the right", 120, dividerStep, 2, 63, 59},
		{"the calls keep their room", 120, dividerStep, 50, 69, 65},
		{"the text keeps its room", 120, -dividerStep, 50, 50, 50},
		{"text stays readable", 200, dividerStep, 50, 80, 76},
	} {
		d := &Divider{}
		for range tt.times {
			d.move(tt.by, tt.width)
		}
		if got := measure(tt.width, 40, d).left; got != tt.want {
			t.Errorf("%s: %d cells, want %d", tt.name, got, tt.want)
		}
		d.move(-dividerStep, tt.width)
		if got := measure(tt.width, 40, d).left; got != tt.afterOneBack {
			t.Errorf("%s, one back: %d cells, want %d", tt.name, got, tt.afterOneBack)
		}
	}
}

func TestEveryKindHasAVerb(t *testing.T) {
	for _, kind := range step.Kinds() {
		if verb(step.Kind(kind)) == "" {
			t.Errorf("%s has no verb", kind)
		}
	}
}
