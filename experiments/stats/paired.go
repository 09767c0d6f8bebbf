package stats

import "fmt"

// Paired is the mean of a − b for observations that share their random numbers, so that the noise they have in common
// falls out, with two intervals: Student's t, and BCa over resampled pairs for a skewed difference (see MeanBCa for
// where it is too short). It panics if the lengths differ.
func Paired(a, b []float64, boot Bootstrap) (t, bca Interval) {
	d := Differences(a, b)
	return Mean(d, boot.Level), MeanBCa(d, boot)
}

// Differences is aᵢ − bᵢ. It panics if the lengths differ.
func Differences(a, b []float64) []float64 {
	if len(a) != len(b) {
		panic(fmt.Sprintf("stats: %d observations paired with %d", len(a), len(b)))
	}
	d := make([]float64, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}
