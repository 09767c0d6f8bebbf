package experiments_test

import (
	"math"
	"testing"

	"firesale/experiments"
)

// TestCuresFollowTheirLaw: on a price that falls at an even pace the share of first calls that is cured is
// π₀·exp(−a_x·z)·Φ((ln T − ln 6 h)/1), T being the hours from call to sale. Delays end on whole steps of 15 min, and so does the
// trip: of 14 hours at the fastest, which may cost 0.2 points of the share there; the rest is 4 standard errors.
func TestCuresFollowTheirLaw(t *testing.T) {
	s, err := experiments.LoadStudy("cures", experiments.Options{Sets: []string{"run.replications=12"}})
	if err != nil {
		t.Fatal(err)
	}
	table := ran(t, s)("cures_summary")
	column := func(name string) []float64 { xs, _ := table.Floats(name); return xs }
	falls, share, lo, hi, law := column("fall"), column("share"), column("lo"), column("hi"), column("in_time")
	if len(falls) != 8 || falls[0] < 7 || falls[7] > 0.5 {
		t.Fatalf("falls %v: want eight speeds, from 7.8 to 0.39", falls)
	}
	for i := range falls {
		// half of a 95% interval of 12 clusters is 2.2 standard errors
		if off := math.Abs(share[i] - law[i]); off > 4/2.2*(hi[i]-lo[i])/2+0.002 {
			t.Errorf("a fall of %.2f a day: %.4f [%.4f, %.4f] cured, the law says %.4f", falls[i], share[i], lo[i], hi[i], law[i])
		}
	}
}
