package experiments

import (
	"context"
	"testing"

	"firesale/experiments/results"
)

// TestRMSC04 holds the shipped day to the totals that its original publishes for three seeds, each bound widened by a
// fifth: 18.6 to 19.4 thousand fills, 1.02 to 1.05 million shares, mean spread 1.65 to 2.22 ticks.
func TestRMSC04(t *testing.T) {
	s, err := LoadStudy("abides-rmsc04", Options{Sets: []string{"run.replications=12"}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 2, func(_, _ int64) {})
	if err != nil {
		t.Fatal(err)
	}
	summary, err := results.Read(out.Dir, "summary")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		metric    string
		low, high float64
	}{{"trades", 18_600, 19_400}, {"volume_btc", 1.02e6, 1.05e6}, {"spread_ticks", 1.65, 2.22}} {
		if got, ok := summary.Cells(c.metric + ".mean")[0].Float(); !ok || got < 0.8*c.low || got > 1.2*c.high {
			t.Errorf("%s: mean %v of 12 days, want within a fifth of %v to %v", c.metric, got, c.low, c.high)
		}
	}
	for _, table := range []string{"trades", "quotes", "depth"} {
		if tape, err := results.Read(out.Dir, table); err != nil || tape.Len() < 1_000 {
			t.Errorf("table %s of the kept day: %v", table, err)
		}
	}
}
