package picker

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// find lists the items that fit a query, best first; without a query all of them as they are. Every word must fit. Letters
// in their order are enough in kind and title, where the best fits come from; in what is said about an item a word must stand
// as it is, or nearly everything would fit.
func find(items []Item, query string) []int {
	words := strings.Fields(strings.ToLower(query))
	if len(words) == 0 {
		all := make([]int, len(items))
		for i := range all {
			all[i] = i
		}
		return all
	}
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = strings.TrimSpace(item.Title + " " + item.Kind) // fuzzy likes capitals that begin words
	}
	scores := make([]map[int]int, len(words))
	for w, word := range words {
		scores[w] = map[int]int{}
		for _, hit := range fuzzy.Find(word, names) {
			scores[w][hit.Index] = hit.Score
		}
	}
	type fit struct{ at, score int }
	var fits []fit
	for i, item := range items {
		score, name, about := 0, strings.ToLower(names[i]+" "+item.Note), strings.ToLower(item.About)
		all := !slices.ContainsFunc(words, func(word string) bool {
			w := slices.Index(words, word)
			named, ok := scores[w][i]
			switch {
			case strings.Contains(name, word):
				score += max(named, 0) + whole
			case ok && named > scattered(word):
				score += named
			case strings.Contains(about, word):
				score -= whole
			default:
				return true
			}
			return false
		})
		if all {
			fits = append(fits, fit{i, score})
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return b.score - a.score })
	found := make([]int, len(fits))
	for i, f := range fits {
		found[i] = f.at
	}
	return found
}

// whole is what a word is worth that stands in a name as it was typed.
const whole = 200

// scattered is the score below which letters are only there by chance: fuzzy takes a point for each letter between them.
func scattered(word string) int { return -len(word) * 4 }
