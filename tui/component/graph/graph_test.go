package graph_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/exp/golden"

	"poolschool/tui/component/graph"
	"poolschool/tui/theme"
)

// whole is a graph as large as the decision that the program ships.
func whole() ([]graph.Node, []graph.Edge) {
	user, identity := []theme.Side{theme.UserPool}, []theme.Side{theme.IdentityPool}
	nodes := []graph.Node{
		{ID: "Q0", Label: "users need?"}, {ID: "Q1", Label: "who calls?"}, {ID: "Q2", Label: "AWS console?"}, {ID: "Q3", Label: "guests?"},
		{ID: "Q4", Label: "public ok?"}, {ID: "Q5", Label: "client→AWS?"}, {ID: "Q6", Label: "directory?"}, {ID: "Q7", Label: "who signs in?"},
		{ID: "Q8", Label: "one issuer?"}, {ID: "Q9", Label: "fine rules?"}, {ID: "Q10", Label: "machine does?"},
		{ID: "O1", Label: "user pool", Kind: graph.Outcome, Sides: user}, {ID: "O2", Label: "id pool", Kind: graph.Outcome, Sides: identity},
		{ID: "O3", Label: "both", Kind: graph.Outcome, Sides: []theme.Side{theme.UserPool, theme.IdentityPool}},
		{ID: "O4", Label: "guests", Kind: graph.Outcome, Sides: identity}, {ID: "O5", Label: "own backend", Kind: graph.Outcome, Sides: identity},
		{ID: "O6", Label: "JWT API", Kind: graph.Outcome, Sides: user}, {ID: "O7", Label: "STS direct", Kind: graph.Outcome},
		{ID: "O8", Label: "IAM IdC", Kind: graph.Outcome}, {ID: "O9", Label: "Verified P.", Kind: graph.Outcome, Sides: user},
		{ID: "O10", Label: "M2M", Kind: graph.Outcome, Sides: user}, {ID: "O12", Label: "own issuer", Kind: graph.Outcome},
		{ID: "O13", Label: "exec role", Kind: graph.Outcome},
	}
	return nodes, edges("Q0-O1 Q0-O2 Q0-O3 Q0-Q1 Q1-Q2 Q1-Q3 Q1-Q10 Q2-O8 Q2-Q3 Q3-Q4 Q3-Q5 Q4-O4 Q4-Q6 Q5-Q7 Q5-Q6 Q6-Q9 Q6-O12 " +
		"Q7-O3 Q7-Q8 Q7-O5 Q8-O7 Q8-O2 Q8-O3 Q9-O9 Q9-O1 Q9-O6 Q10-O10 Q10-O7 Q10-O13")
}

// small is the article's own chart.
func small() ([]graph.Node, []graph.Edge) {
	return []graph.Node{
		{ID: "Q", Label: "users need?"},
		{ID: "A", Label: "user pool", Kind: graph.Outcome, Sides: []theme.Side{theme.UserPool}},
		{ID: "B", Label: "id pool", Kind: graph.Outcome, Sides: []theme.Side{theme.IdentityPool}},
		{ID: "C", Label: "both", Kind: graph.Outcome, Sides: []theme.Side{theme.UserPool, theme.IdentityPool}},
	}, edges("Q-A Q-B Q-C")
}

func edges(words string) []graph.Edge {
	var out []graph.Edge
	for word := range strings.FieldsSeq(words) {
		from, to, _ := strings.Cut(word, "-")
		out = append(out, graph.Edge{From: from, To: to})
	}
	return out
}

func drawn(nodes []graph.Node, edges []graph.Edge, path ...string) graph.Model {
	m := graph.New(graph.DefaultStyles(theme.Plain()))
	m.SetGraph(nodes, edges)
	current := ""
	if len(path) > 0 {
		current = path[len(path)-1]
	}
	m.SetPath(path, current)
	return m
}

func TestSmallChart(t *testing.T) {
	nodes, edges := small()
	golden.RequireEqual(t, []byte(drawn(nodes, edges, "Q", "C").View()))
}

func TestWholeChartFits120x40(t *testing.T) {
	nodes, edges := whole()
	m := drawn(nodes, edges, "Q0", "Q1", "Q3", "Q5", "Q7")
	m.SetSize(120, 20)
	if m.Cut() {
		w, h := m.Size()
		t.Errorf("the drawing is %dx%d, want it whole in 120x20", w, h)
	}
	golden.RequireEqual(t, []byte(m.View()))
}

func TestWholeChartFits80x24(t *testing.T) {
	nodes, edges := whole()
	m := drawn(nodes, edges, "Q0", "Q3")
	m.SetSize(80, 21)
	if m.Cut() {
		w, h := m.Size()
		t.Errorf("the drawing is %dx%d, want it whole in 80x21", w, h)
	}
}

func TestSmallWindowIsCentredOnTheCurrentNode(t *testing.T) {
	nodes, edges := whole()
	m := drawn(nodes, edges, "Q0", "Q1", "Q3", "Q5", "Q7")
	m.SetSize(80, 11)
	if !m.Cut() {
		t.Error("80x11 shows everything, want a window")
	}
	golden.RequireEqual(t, []byte(m.View()))
}

func TestEveryLineIsAsWideAsTheWindow(t *testing.T) {
	nodes, edges := whole()
	m := drawn(nodes, edges, "Q0", "Q1", "Q10")
	for width := 1; width <= 160; width++ {
		for _, height := range []int{1, 7, 18, 40} {
			m.SetSize(width, height)
			lines := m.Lines()
			if len(lines) != height {
				t.Fatalf("at %dx%d: %d lines", width, height, len(lines))
			}
			for _, line := range lines {
				if got := utf8.RuneCountInString(line); got != width {
					t.Fatalf("at %dx%d a line has %d columns: %q", width, height, got, line)
				}
			}
		}
	}
}

func TestTheCurrentNodeIsInEveryWindow(t *testing.T) {
	nodes, edges := whole()
	for _, n := range nodes {
		m := drawn(nodes, edges, n.ID)
		m.SetSize(40, 5)
		if !strings.Contains(m.View(), "▐") || !strings.Contains(m.View(), n.Label+"▌") {
			t.Errorf("window around %s does not show it:\n%s", n.ID, m.View())
		}
	}
}

func TestEachNodeIsDrawnOnceAndFoundByTheMouse(t *testing.T) {
	nodes, edges := whole()
	m := drawn(nodes, edges)
	for _, width := range []int{0, 120} {
		m.SetSize(width, 0)
		found := map[string]int{}
		for y, line := range m.Lines() {
			for x, r := range []rune(line) {
				id, ok := m.NodeAt(x, y)
				if ok && (r == '‹' || r == '[') {
					found[id]++
				}
			}
		}
		for _, n := range nodes {
			if found[n.ID] != 1 {
				t.Errorf("width %d: %s is found %d times, want 1", width, n.ID, found[n.ID])
			}
		}
	}
	if id, ok := m.NodeAt(-1, 0); ok {
		t.Errorf("outside the window stands %q, want nothing", id)
	}
}

func TestThePathIsHeavyAndTheRestIsLight(t *testing.T) {
	nodes, edges := whole()
	if got := drawn(nodes, edges, "Q0").View(); strings.ContainsAny(got, "━┃┏┓┗┛") {
		t.Errorf("a path of one node draws heavy lines:\n%s", got)
	}
	if got := drawn(nodes, edges, "Q0", "Q1").View(); !strings.Contains(got, "━") {
		t.Errorf("a path of two nodes draws no heavy line:\n%s", got)
	}
}

func TestOddGraphsAreDrawnWithoutPanic(t *testing.T) {
	node := func(ids ...string) (out []graph.Node) {
		for _, id := range ids {
			out = append(out, graph.Node{ID: id, Label: id})
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		nodes []graph.Node
		edges string
		want  []string // labels that stand in the drawing
	}{
		{"nothing", nil, "", nil},
		{"one node", node("a"), "", []string{"a"}},
		{"an edge into nowhere", node("a"), "a-x x-a", []string{"a"}},
		{"a cycle loses its last edge", node("a", "b", "c"), "a-b b-c c-a c-b", []string{"a", "b", "c"}},
		{"an edge to itself", node("a", "b"), "a-a a-b", []string{"a", "b"}},
		{"an edge twice", node("a", "b"), "a-b a-b", []string{"a", "b"}},
		{"an unreached node stays out", node("a", "b", "z"), "a-b", []string{"a", "b"}},
		{"a long edge beside a short way", node("a", "b", "c", "d"), "a-b b-c c-d a-d", []string{"a", "b", "c", "d"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := drawn(tt.nodes, edges(tt.edges), "a")
			var got []string
			for word := range strings.FieldsSeq(m.View()) {
				if len(word) == 1 {
					got = append(got, word)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("drawn = %v, want %v in\n%s", got, tt.want, m.View())
			}
			m.SetSize(3, 2)
			if n := len(m.Lines()); n != 2 {
				t.Errorf("lines = %d, want 2", n)
			}
		})
	}
}

func TestLinesMeetWithoutTwoEdgesRunningIntoEachOther(t *testing.T) {
	nodes, edges := whole()
	for _, e := range edges {
		m := drawn(nodes, edges, e.From, e.To)
		heavy := 0
		for _, r := range m.View() {
			if strings.ContainsRune("╸╹╺╻", r) {
				heavy++
			}
		}
		if heavy > 0 {
			t.Errorf("the edge %v has %d loose ends", e, heavy)
		}
	}
}

func TestThePathStaysLitWhenAnEarlierNodeIsTheCurrentOne(t *testing.T) {
	nodes, edges := small()
	m := drawn(nodes, edges)
	m.SetPath([]string{"Q", "C"}, "Q")
	if got := m.View(); !strings.Contains(got, "▐ users need? ▌") || !strings.Contains(got, "━") {
		t.Errorf("want the first node marked and the way to the second heavy:\n%s", got)
	}
}

func TestColoursFollowTheTheme(t *testing.T) {
	nodes, edges := small()
	styles := graph.DefaultStyles(theme.Plain())
	styles.UserPool = theme.Ink{Prefix: "<", Suffix: ">"}
	styles.Path = theme.Ink{Prefix: "{", Suffix: "}"}
	m := graph.New(styles)
	m.SetGraph(nodes, edges)
	m.SetPath([]string{"Q", "B"}, "B")
	for _, want := range []string{"<[ ◆ user pool ]>", "{╂}", "▐ ● id pool ▌"} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("view lacks %q:\n%s", want, m.View())
		}
	}
	m.SetStyles(graph.DefaultStyles(theme.Plain()))
	if strings.Contains(m.View(), "<[") {
		t.Error("the old styles are still there")
	}
}

func BenchmarkLayOutAndDraw(b *testing.B) {
	nodes, edges := whole()
	m := graph.New(graph.DefaultStyles(theme.Plain()))
	for b.Loop() {
		m.SetGraph(nodes, edges)
	}
}

func BenchmarkMoveThePath(b *testing.B) {
	nodes, edges := whole()
	m := drawn(nodes, edges)
	m.SetSize(80, 11)
	path := []string{"Q0", "Q1", "Q3"}
	for b.Loop() {
		m.SetPath(path, "Q3")
	}
}
