package errorfinder

import (
	"slices"

	"github.com/agnivade/levenshtein"
)

// glue holds sentences together and says nothing about an error: two texts that share only such words are not alike.
var glue = []string{
	"a", "an", "and", "are", "as", "at", "be", "because", "been", "by", "can", "cannot", "did", "do", "does", "for", "from",
	"has", "have", "i", "in", "is", "it", "my", "no", "not", "of", "on", "or", "please", "should", "that", "the", "there",
	"this", "to", "was", "when", "will", "with", "you", "your",
}

func telling(word string) bool { return !slices.Contains(glue, word) }

// leastMended is the length from which a word counts as misspelt when it is nearly a known one. Shorter words have too many
// neighbours.
const leastMended = 5

// mended are the words with typing errors put right: one edit for every four letters of a word that no message has.
func (f *Finder) mended(given []string) []string {
	out := slices.Clone(given)
	for i, w := range out {
		if f.in[w] > 0 || len(w) < leastMended {
			continue
		}
		fewest := len(w)/4 + 1
		for _, known := range f.vocabulary {
			if len(known) < leastMended {
				continue
			}
			if edits := levenshtein.ComputeDistance(w, known); edits < fewest {
				out[i], fewest = known, edits
			}
		}
	}
	return out
}
