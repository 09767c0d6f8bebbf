package stats

// A Stopping says when enough replications were run. It looks at the ends of fixed batches only, so the answer does
// not depend on who finished first.
type Stopping struct {
	HalfWidth float64 // wanted, of Student's interval of the mean, in the unit of the metric; of a share, of Wilson's
	Share     bool    // observations are 0 or 1: where all agree, Student's interval has no width, and Wilson's still has
	Level     float64 // of the interval
}

// Enough is the number of batches, of those that are there, after which the study stops; ok is false if it must go on.
// A batch holds the observations that exist: one may be empty. Batches want 50 runs or more, or a lucky start ends it
// too early. Looking again and again makes the interval cover a little less than its level promises: by about a point
// at 95% with batches of 50. Source: Chow and Robbins 1965.
func (s Stopping) Enough(batches [][]float64) (n int, ok bool) {
	var xs []float64
	for i, batch := range batches {
		xs = append(xs, batch...)
		if s.interval(xs).Half() <= s.HalfWidth {
			return i + 1, true
		}
	}
	return len(batches), false
}

func (s Stopping) interval(xs []float64) Interval {
	if s.Share {
		return Wilson(int(Sum(xs)), len(xs), s.Level)
	}
	return Mean(xs, s.Level)
}
