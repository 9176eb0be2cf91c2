package picker

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"

	"poolschool/tui/component/cells"
)

// names are the items as they are searched.
type names struct {
	fuzzy  []string // title and kind: capitals that begin words count there
	lower  []string // title, kind and note in small letters
	about  []string
	column int // cells of the longest kind
}

func namesOf(items []Item) names {
	n := names{fuzzy: make([]string, len(items)), lower: make([]string, len(items)), about: make([]string, len(items))}
	for i, item := range items {
		n.fuzzy[i] = strings.TrimSpace(item.Title + " " + item.Kind)
		n.lower[i] = strings.ToLower(n.fuzzy[i] + " " + item.Note)
		n.about[i] = strings.ToLower(item.About)
		n.column = max(n.column, cells.Width(item.Kind))
	}
	return n
}

// String is a name, for the fuzzy search.
func (n names) String(i int) string { return n.fuzzy[i] }

// Len is how many there are.
func (n names) Len() int { return len(n.fuzzy) }

// find lists the items that fit a query, best first; without a query all of them as they are. Every word must fit. Letters
// in their order are enough in kind and title, where the best fits come from; in what is said about an item a word must stand
// as it is, or nearly everything would fit.
func (n names) find(query string) []int {
	found := make([]int, n.Len())
	for i := range found {
		found[i] = i
	}
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		return found
	}
	total := make([]int, n.Len())
	for _, word := range words {
		found = n.fitting(word, found, total)
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Compare(total[b], total[a]) })
	return found
}

// fitting keeps those of some items that fit a word, and adds what the word is worth to their totals.
func (n names) fitting(word string, some, total []int) []int {
	named := map[int]int{}
	for _, hit := range fuzzy.FindFromNoSort(word, n) {
		named[hit.Index] = hit.Score
	}
	return slices.DeleteFunc(some, func(i int) bool {
		score, ok := named[i]
		switch {
		case strings.Contains(n.lower[i], word):
			total[i] += max(score, 0) + whole
		case ok && score > scattered(word):
			total[i] += score
		case strings.Contains(n.about[i], word):
			total[i] -= whole
		default:
			return true
		}
		return false
	})
}

// whole is what a word is worth that stands in a name as it was typed.
const whole = 200

// scattered is the score below which letters are only there by chance: fuzzy takes a point for each letter between them.
func scattered(word string) int { return -len(word) * 4 }
