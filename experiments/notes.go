package experiments

import (
	"maps"
	"slices"
)

// A noteSet is what a run says about itself beside its numbers, each sentence once, in order of first mention.
type noteSet struct{ said []string }

func (n *noteSet) add(sentence string) {
	if !slices.Contains(n.said, sentence) {
		n.said = append(n.said, sentence)
	}
}

func sortedNames[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
