package policy

import "strings"

// nearest returns the candidate that differs from text by the fewest edits, if that is at most a quarter of
// its length and no more than four. Of equals the first wins.
func nearest(text string, candidates []string) (string, bool) {
	limit := min(4, max(1, len(text)/4))
	best, found := "", false
	for _, candidate := range candidates {
		if d := distance(strings.ToLower(text), strings.ToLower(candidate), limit); d <= limit {
			best, found, limit = candidate, true, d-1
		}
	}
	return best, found
}

// distance counts the edits (insert, delete, replace a byte) between two texts. It gives up above limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
