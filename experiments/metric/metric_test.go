package metric_test

import (
	"fmt"
	"math"
	"testing"

	"firesale/experiments/metric"
	"firesale/market/unit"
	"firesale/sim/record"
)

// run is a run of two lenders: a fall of 1 in log that feedback makes of a fall of 0.5.
func run() *record.Run {
	return &record.Run{
		LogStart: math.Log(100_000), LogMin: math.Log(100_000) - 1, LogFinal: math.Log(50_000), Waves: 3, ReproductionPeak: 1.25, Strain: record.Number{Value: 0.625, Exists: true},
		Twin:   &record.Twin{LogMin: math.Log(100_000) - 0.5},
		AtSale: record.AtSale{Any: true, Median: 0.803, Max: 0.847},
		Lenders: []record.Lender{
			{Name: "a", Loans: 10, Principal: 1_000 * unit.Dollar, LiquidatedLoans: 4, Liquidated: 250 * unit.Dollar,
				Sold: 3 * unit.Coin, SoldByGeneration: []unit.BTC{unit.Coin, 2 * unit.Coin}, Shortfall: 7 * unit.Cent, Cured: 250 * unit.Dollar,
				Execution: record.Execution{Sold: 2 * unit.Coin, Gross: 90 * unit.Dollar, AtTrigger: 120 * unit.Dollar, AtArrival: 100 * unit.Dollar,
					Waited: record.Number{Value: 6, Exists: true}, UnderWater: record.Number{Value: 1, Exists: true}},
				Notes: []record.Note{{Name: "A", Loss: 5 * unit.Cent, IRRMonthly: record.Number{Value: 0.01, Exists: true}}, {Name: metric.Residual, Loss: -unit.Dollar}}},
			{Name: "a", Copy: 1, Principal: 1_000 * unit.Dollar,
				Notes: []record.Note{{Name: "A", Loss: 6 * unit.Cent, IRRMonthly: record.Number{Value: 0.5, Exists: true}}, {Name: metric.Residual, Loss: -unit.Dollar}}},
		},
	}
}

// nothing is a run in which nothing happened and no twin ran.
func nothing() *record.Run { return &record.Run{LogStart: 1, LogMin: 1, LogFinal: 1} }

func TestKinds(t *testing.T) {
	want := map[string]struct {
		x      float64
		absent bool // in a run in which nothing happened
	}{
		"liquidated_loans": {4, false}, "liquidated_btc": {3, false}, "liquidated_btc_g0": {1, true}, "liquidated_share": {0.125, true},
		"waves": {3, false}, "price_min_usd": {100_000 / math.E, false}, "price_final_usd": {50_000, false},
		"drawdown": {1 - 1/math.E, false}, "drawdown_exogenous": {1 - math.Exp(-0.5), true}, "amplification": {2, true},
		"reproduction": {2. / 3, true}, "reproduction_peak": {1.25, false}, "distance_to_criticality": {0.375, true}, "amplified": {0, true}, "ltv_at_sale_median": {0.803, true}, "ltv_at_sale_max": {0.847, true},
		"trigger_shortfall": {0.25, true}, "arrival_shortfall": {0.1, true}, "queue_hours": {3, true}, "under_water_hours": {0.5, true},
		"shortfall_usd": {0.07, false}, "cure_share": {0.5, true},
	}
	for _, k := range metric.Kinds {
		w, ok := want[k.Name]
		if !ok {
			t.Errorf("%s has no expectation here: add it", k.Name)
			continue
		}
		if x, exists := k.Of(run()); !exists || math.Abs(x-w.x) > 1e-12*math.Max(1, w.x) { // one rounding of exp or log
			t.Errorf("%s is %v (exists: %v), want %v", k.Name, x, exists, w.x)
		}
		if x, exists := k.Of(nothing()); exists == w.absent || math.IsNaN(x) {
			t.Errorf("%s of a run in which nothing happened is %v (exists: %v)", k.Name, x, exists)
		}
		if k.Doc == "" || k.Unit == "" {
			t.Errorf("%s is not documented", k.Name)
		}
	}
}

func TestNoteKinds(t *testing.T) {
	a, residual, other := metric.Note{Lender: "a", Name: "A"}, metric.Note{Lender: "a", Name: metric.Residual}, metric.Note{Lender: "b", Name: "A"}
	for _, c := range []struct {
		kind   string
		note   metric.Note
		want   float64
		exists bool
		why    string
	}{
		{"loss_usd", a, 0.11, true, "amounts are summed over the copies"},
		{"loss_usd", residual, -2, true, "a gain is negative"},
		{"loss_usd", other, 0, false, "no such lender"},
		{"irr_monthly", a, 0.01, true, "yields are those of copy 0"},
		{"wal_years", a, 0, false, "no principal was paid"},
	} {
		for _, k := range metric.NoteKinds {
			if k.Name != c.kind {
				continue
			}
			if x, ok := k.Of(run(), c.note); x != c.want || ok != c.exists {
				t.Errorf("%s is %v (exists: %v), want %v (%v): %s", k.Column(c.note), x, ok, c.want, c.exists, c.why)
			}
		}
	}
}

func TestLoopKinds(t *testing.T) {
	r := &record.Run{Loop: &record.Loop{Amplitude: record.Number{Value: 0.5, Exists: true}, Originated: 7 * unit.Dollar, Renewed: 3 * unit.Dollar,
		Refused: unit.Dollar, Issued: 4, Early: 2, Calls: 6, Bought: 5 * unit.Coin, Sold: 8 * unit.Coin}}
	want := map[string]float64{"cycle_amplitude": 0.5, "originated_usd": 7, "renewed_usd": 3, "refused_usd": 1, "issued_deals": 4,
		"early_amortizations": 2, "warehouse_calls": 6, "loop_bought_btc": 5, "loop_sold_btc": 8}
	for _, k := range metric.LoopKinds {
		if x, ok := k.Of(r); !ok || x != want[k.Name] {
			t.Errorf("%s is %v (exists: %v), want %v", k.Name, x, ok, want[k.Name])
		}
		if _, ok := k.Of(nothing()); ok {
			t.Errorf("%s exists where no loans are made", k.Name)
		}
	}
}

// TestFallOfUniformPool holds the fixed point to the closed form of evenly spread wake prices: x = (−e + n·w₀)/(1 − n).
func TestFallOfUniformPool(t *testing.T) {
	const loans, w0, w, depth = 20_000, 0.1, 0.3, 1.0
	for _, n := range []float64{0.2, 0.5, 0.8} {
		at, coins := make([]float64, loans), make([]float64, loans)
		for i := range at {
			at[i], coins[i] = -w0-w*(float64(i)+0.5)/loans, n*w/loans
		}
		p, e := metric.NewProfile(at, coins), 0.15
		want := math.Min((e-n*w0)/(1-n), e+n*w)
		if got := p.Fall(e, depth); math.Abs(got-want) > 2e-4 { // one loan of 20,000 times the amplification
			t.Errorf("n = %v: fell %v, want %v", n, got, want)
		}
		if got := p.Reproduction(depth); math.Abs(got-n) > 0.01*n { // a window holds whole loans only
			t.Errorf("reproduction is %v, want %v", got, n)
		}
	}
}

func ExampleProfile_Fall() {
	// Two loans of 10 coins, sold when the log price has fallen by 0.1 and by 0.2, in a market of 100 coins per unit.
	p := metric.NewProfile([]float64{-0.1, -0.2}, []float64{10, 10})
	fmt.Printf("%.2f %.2f %.2f\n", p.Fall(0.05, 100), p.Fall(0.1, 100), p.Fall(0.05, 10))
	// Output: 0.05 0.30 0.05
}
