package experiments

import "strings"

// nearest is the known word that a misspelt one most likely means, "" if none is near: the same but for case, or at
// most a third of its letters away.
func nearest(word string, known []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, k := range known {
		if strings.EqualFold(fold(k), fold(word)) {
			return k
		}
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// fold makes margin-call, margin_call and margincall one word.
func fold(s string) string { return strings.NewReplacer("_", "", "-", "").Replace(s) }

// distance counts the letters to insert, delete, replace or swap with their neighbour to get from a to b
// (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// suggest says what a misspelt word may mean, and what there is.
func suggest(word string, known []string) string {
	there := "there is " + strings.Join(known, ", ")
	if len(known) == 0 {
		there = "there is none"
	}
	if k := nearest(word, known); k != "" {
		return "did you mean " + k + "? (" + there + ")"
	}
	return there
}
