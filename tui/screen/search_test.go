package screen_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"poolschool/lessons/fulltext"
	"poolschool/tui"
	"poolschool/tui/screen"
	"poolschool/tui/theme"
	"poolschool/tui/tuitest"
)

// searchable is the program with a map and the search over the lesson of these tests.
func searchable(t testing.TB, width, height int, keys ...string) tea.Model {
	t.Helper()
	env := screen.Env{Theme: theme.Plain()}
	deps := homeDeps(fewLessons(), underWay())
	index := fulltext.New(everyKind(t).course.Lessons)
	deps.Search = func(query string) (screen.Screen, error) { return screen.NewSearch(env, index, query), nil }
	deps.OpenPage = func(id, page string) (screen.Screen, error) { return pageOf(id + "/" + page), nil }
	return tuitest.Press(t, tuitest.Start(t, tui.New(env, screen.NewHome(env, deps)), width, height), keys...)
}

func pageOf(name string) screen.Screen { return page{name: name} }

func TestSearchFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"found": typed("token"), "another": append(typed("token"), "down"), "nothing": typed("xyzzy"), "empty": {"backspace"},
	} {
		frames(t, name, func(t *testing.T, width, height int) tea.Model {
			return tuitest.Press(t, tuitest.Send(t, searchable(t, width, height), tea.Msg(screen.SearchCourse{})), keys...)
		})
	}
}

func TestSearchLeadsToAPage(t *testing.T) {
	m := searchable(t, 80, 24, append([]string{"/"}, append(typed("passport"), "enter", "enter")...)...)
	if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, "every-kind/") && !strings.Contains(got, "No page") {
		t.Errorf("got %.60q, want a page of the lesson", got)
	}
	m = tuitest.Press(t, tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.SearchCourse{Query: "sign in"})), "enter")
	if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, "every-kind/") {
		t.Errorf("got %.60q, want a page of the lesson", got)
	}
	m = tuitest.Press(t, tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.SearchCourse{Query: "sign in"})), "esc")
	if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, "poolschool · Course") {
		t.Errorf("got %.60q, want the map", got)
	}
}

func TestSearchByMouse(t *testing.T) {
	m := tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.SearchCourse{Query: "token"}))
	m = tuitest.Click(t, m, 10, 7)
	if got := tuitest.Text(m.View()); !strings.Contains(got, "2 of") {
		t.Fatalf("a click on the second page selects it, got\n%s", got)
	}
	m = tuitest.Click(t, m, 10, 7)
	if got := strings.TrimSpace(tuitest.Text(m.View())); !strings.HasPrefix(got, "every-kind/") {
		t.Errorf("a second click opens it, got %.60q", got)
	}
}

func TestSearchFillsEverySize(t *testing.T) {
	m := tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.SearchCourse{Query: "e"}))
	for width := 60; width <= 200; width += 11 {
		for _, height := range []int{16, 24, 40, 60} {
			tuitest.Frame(t, tuitest.Resize(t, m, width, height).View(), width, height)
		}
	}
}

// amr is a card to read.
func amr() screen.CardDeps {
	return screen.CardDeps{
		Title: "AMR", Side: theme.IdentityPool, Does: "open the page", Go: screen.LearnPage("role", "trust"),
		Parts: []screen.CardPart{
			{Text: "How the person came: signed in or guest, and through whom. " + strings.Repeat("Trust policies of roles look here. ", 20)},
			{Heading: "Not to be confused with", Text: "aud. It says for whom the token was made."},
		},
	}
}

func TestCardFrames(t *testing.T) {
	frames(t, "a term", func(t *testing.T, width, height int) screen.Screen {
		return tuitest.Start(t, screen.NewCard(screen.Env{Theme: theme.Plain()}, amr()), width, height)
	})
}

func TestACardLeadsToItsPage(t *testing.T) {
	env := screen.Env{Theme: theme.Plain()}
	m := tuitest.Send(t, searchable(t, 80, 24), tea.Msg(screen.Push{Screen: screen.NewCard(env, amr())}))
	if got := strings.TrimSpace(tuitest.Text(tuitest.Press(t, m, "enter").View())); got != "role/trust" {
		t.Errorf("enter leads to %.60q", got)
	}
	if got := strings.TrimSpace(tuitest.Text(tuitest.Press(t, m, "down", "esc").View())); !strings.HasPrefix(got, "poolschool · Course") {
		t.Errorf("esc leads to %.60q", got)
	}
}
