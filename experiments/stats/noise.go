package stats

// NoiseShare is the share of an output's variance that is due to luck and not to the parameters, from the
// replications of each point (two or more at each, the same number everywhere):
//
//	w / (w + max(0, b − w/n)),  w = mean variance within a point,  b = variance of the points' means
//
// Sensitivity indices of single runs cannot add up to more than what is left. ok is false where there is no variance
// at all or too few replications. Source: one-way random effects analysis of variance (Searle and others 1992).
func NoiseShare(points [][]float64) (share float64, ok bool) {
	if len(points) < 2 || len(points[0]) < 2 {
		return 0, false
	}
	within, means := make([]float64, len(points)), make([]float64, len(points))
	for p, xs := range points {
		check(0.5, xs)
		if len(xs) != len(points[0]) {
			panic("stats: points with different numbers of replications")
		}
		within[p], means[p] = Variance(xs), Sum(xs)/float64(len(xs))
	}
	w := Sum(within) / float64(len(points))
	between := max(0, Variance(means)-w/float64(len(points[0])))
	if w+between == 0 {
		return 0, false
	}
	return w / (w + between), true
}
