package experiments

import (
	"context"
	"math"
	"testing"

	"firesale/experiments/results"
)

// TestFebruary2026 holds the study at the probability that it states to what was reported of the winter of 2026: 24% of the
// pool liquidated, within 3 points, every loan at an LTV of at most 81.4%, no loss. It is consistency: the probability was
// read off the same report.
func TestFebruary2026(t *testing.T) {
	s, err := LoadStudy("february-2026", Options{Sets: []string{"run.replications=8", "lender.ledn.borrower.probability=0.65"}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Run(context.Background(), t.TempDir(), 2, func(_, _ int64) {})
	if err != nil {
		t.Fatal(err)
	}
	runs, err := results.Read(out.Dir, "runs")
	if err != nil {
		t.Fatal(err)
	}
	largest := func(metric string) float64 {
		most := math.Inf(-1)
		for _, c := range runs.Cells(metric) {
			x, _ := c.Float()
			most = max(most, x)
		}
		return most
	}
	summary, err := results.Read(out.Dir, "summary")
	if err != nil {
		t.Fatal(err)
	}
	share, _ := summary.Cells("liquidated_share.mean")[0].Float()
	if math.Abs(share-0.24) > 0.03 {
		t.Errorf("liquidated share %.4f, want 0.24 ± 0.03", share)
	}
	if ltv := largest("ltv_at_sale_max"); !(ltv <= 0.814) {
		t.Errorf("a sale at an LTV of %.4f, reported is 81.4%% at most", ltv)
	}
	for _, loss := range []string{"shortfall_usd", "loss_usd.ledn.A", "loss_usd.ledn.B"} {
		if got := largest(loss); got != 0 {
			t.Errorf("%s: %.2f, reported is no loss", loss, got)
		}
	}
}
