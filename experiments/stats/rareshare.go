package stats

import "math"

// A RareShare is a probability from weighted runs, some of which come in groups: what fell to the level is added run by
// run. With S the sum of what was added, T that of a group, n runs and G groups,
//
//	p̂ = S / n    relative error² = (G·ΣT²/S² − 1) / (G − 1)
//
// which is that of Weighted where every run is a group. The interval is p̂·e^{± z·relative error}, at most 1: an estimate
// of something rare is above 0 and skewed. Domain: groups of one size, independent of each other. Misleads as Weighted does,
// and where fewer than ten groups were hit. Source: Asmussen and Glynn 2007, chapter III, for the delta method.
type RareShare struct {
	runs, groups int
	sum, squares float64
	of           map[int]float64 // sums of groups
}

// NewRareShare is of a number of runs in a number of groups, of which none was added yet.
func NewRareShare(runs, groups int) *RareShare {
	return &RareShare{runs: runs, groups: groups, of: map[int]float64{}}
}

// Add counts a run by its weight.
func (r *RareShare) Add(weight float64, group int) {
	t := r.of[group]
	r.sum += weight
	r.squares += float64(weight * (t + t + weight))
	r.of[group] = t + weight
}

// Interval is the probability with an interval at the level; without bounds where it is 0 or rests on a single group.
func (r *RareShare) Interval(level float64) Interval {
	mean := r.sum / float64(r.runs)
	if r.groups < 2 || r.sum == 0 {
		return unknown(mean, r.runs)
	}
	g := float64(r.groups)
	relative := math.Sqrt(max(0, float64(g*r.squares)/(r.sum*r.sum)-1) / (g - 1))
	spread := math.Exp(normal(level) * relative)
	return Interval{Mean: min(1, mean), Lo: min(1, mean/spread), Hi: min(1, mean*spread), N: r.runs}
}
