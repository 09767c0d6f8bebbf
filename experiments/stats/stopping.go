package stats

// A Stopping says when enough replications were run. It looks at the ends of fixed batches only, so the answer does
// not depend on who finished first.
type Stopping struct {
	HalfWidth float64 // wanted, of the interval of the mean, in the unit of the metric
	Level     float64 // of the interval
	Batch     int     // observations between two looks; 50 or more, or a lucky start ends it too early
	Max       int     // stop in any case
}

// Enough is the number of observations, of those that are there, at which the study stops; ok is false if it must go
// on. Looking again and again makes the interval cover a little less than its level promises: by about a point at 95%
// with batches of 50. Source: Chow and Robbins 1965.
func (s Stopping) Enough(xs []float64) (n int, ok bool) {
	for n = s.Batch; n <= min(len(xs), s.Max); n += s.Batch {
		if Mean(xs[:n], s.Level).Half() <= s.HalfWidth {
			return n, true
		}
	}
	return s.Max, len(xs) >= s.Max
}
