package sequence

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"poolschool/tui/tuitest"
)

func TestAReplayGrowsHopByHop(t *testing.T) {
	for _, width := range []int{40, 80} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			m := with(story, width, 16)
			m.ToggleFold(7)
			if !m.Replay(7) {
				t.Fatal("there is no such call")
			}
			var frames []string
			for n := 1; ; n++ {
				m.Show(n)
				_, at, all := m.Replayed()
				tuitest.Frame(t, m.View(), width, 16)
				frames = append(frames, fmt.Sprintf("Hop %d of %d\n%s", at, all, tuitest.Text(m.View())))
				if at == all {
					break
				}
			}
			golden.RequireEqual(t, []byte(strings.Join(frames, "\n\n")))
		})
	}
}

func TestHopsOfAReplay(t *testing.T) {
	exchange := []Hop{{7, false}, {8, false}, {8, true}, {7, true}}
	for _, tt := range []struct {
		name string
		id   int
		want []Hop
	}{
		{"a call with an inner one", 7, exchange},
		{"an inner call is replayed within its outer one", 8, exchange},
		{"the last call", 10, []Hop{{10, false}, {10, true}}},
		{"nothing comes back from a one-way call", 1, []Hop{{1, false}}},
		{"no such call", 99, nil},
	} {
		m := with(story, 80, 30)
		var got []Hop
		if m.Replay(tt.id) {
			_, _, all := m.Replayed()
			for n := 1; n <= all; n++ {
				m.Show(n)
				hop, _, _ := m.Replayed()
				got = append(got, hop)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestAReplayLeavesNothingBehind(t *testing.T) {
	m := with(story, 80, 30)
	m.ToggleFold(7)
	m.Select(7)
	before := m.View()
	m.Replay(7)
	m.Show(3)
	m.EndReplay()
	m.Select(7)
	if got := m.View(); got != before {
		t.Errorf("got:\n%s\nwant:\n%s", got, before)
	}
}

func TestANewCallEndsAReplay(t *testing.T) {
	m := with(story[:7], 80, 30)
	m.Replay(2)
	m.SetMessages(story)
	if _, _, all := m.Replayed(); all != 0 {
		t.Errorf("%d hops are still replayed", all)
	}
	if view := m.View(); !strings.Contains(view, "GetCallerIdentity") {
		t.Errorf("the later calls are not drawn:\n%s", view)
	}
}

func TestAReplayStaysInSightInAFewRows(t *testing.T) {
	m := with(story, 80, 3)
	m.Replay(7)
	for n, want := range []string{"▸", "AssumeRole", "role AppUser", "ASIA"} {
		m.Show(n + 1)
		m.Select(m.Selected())
		if view := m.View(); !strings.Contains(view, want) {
			t.Errorf("hop %d: %q is out of sight:\n%s", n+1, want, view)
		}
	}
}
