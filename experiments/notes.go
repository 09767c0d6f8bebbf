package experiments

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A noteSet is what a run says about itself beside its numbers, each sentence once, in order of first mention.
type noteSet struct{ said []string }

func (n *noteSet) add(sentence string) {
	if !slices.Contains(n.said, sentence) {
		n.said = append(n.said, sentence)
	}
}

// mostAlike is how many sentences about one address are said: a design that draws its points has another for each.
const mostAlike = 3

// brief is what is said, of many sentences about one address the first only.
func (n *noteSet) brief() (said []string) {
	alike := map[string]int{}
	for _, sentence := range n.said {
		about, _, _ := strings.Cut(sentence, " = ")
		alike[about]++
	}
	for _, sentence := range n.said {
		about, _, _ := strings.Cut(sentence, " = ")
		switch count := alike[about]; {
		case count > mostAlike:
			said = append(said, fmt.Sprintf("%s (and so at %d other values)", sentence, count-1))
			alike[about] = 0
		case count > 0:
			said = append(said, sentence)
		}
	}
	return said
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
