package oracle

import (
	"fmt"
	"math"

	"firesale/market/impact"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// finiteRow is a row of the reference file.
type finiteRow struct {
	Shock, Beta float64
	N           int
	Fraction    float64 `json:"liquidated_fraction"`
	Waves       int
	FinalPrice  float64 `json:"final_price"`
}

// finiteSize is V14: N loans with evenly spaced LTVs, a coin each at a price scale where debts are whole cents.
func finiteSize(b *bench) error {
	var file struct{ Rows []finiteRow }
	if err := reference("ltv_uniform_finite_size.json", &file); err != nil {
		return err
	}
	for _, row := range file.Rows {
		run, _, err := evenlySpaced(row.N, row.Shock, row.Beta)
		if err != nil {
			return err
		}
		at := fmt.Sprintf(": shock %g, beta %g, N %d", row.Shock, row.Beta, row.N)
		same(b, "share"+at, row.Fraction, float64(run.Lenders[0].LiquidatedLoans)/float64(row.N))
		same(b, "waves"+at, row.Waves, run.Waves)
		b.relative("final price"+at, row.FinalPrice, math.Exp(run.LogFinal)/fine, 1e-12)
	}
	return finiteUnseen(b)
}

// finiteUnseen takes other values, against the rounds in floating point, and the large-N solution, which is missed by
// the order of 1/N.
func finiteUnseen(b *bench) error {
	for _, c := range []struct{ shock, beta float64 }{{0.03, 0.35}, {0.07, 0.52}, {0.15, 0.9}, {0.25, 0.2}} {
		limit := evenlySpacedLimit(c.shock, c.beta)
		for _, n := range []int{50, 400, 2_000} {
			run, law, err := evenlySpaced(n, c.shock, c.beta)
			if err != nil {
				return err
			}
			at := fmt.Sprintf(": shock %g, beta %g, N %d", c.shock, c.beta, n)
			want := law.run(c.shock)
			same(b, "loans"+at, want.sold(), run.Lenders[0].LiquidatedLoans)
			same(b, "waves"+at, len(want.waves), run.Waves)
			b.relative("final price"+at, want.final(), math.Exp(run.LogFinal)/fine, 1e-12)
			b.within("share against large N"+at, limit, float64(run.Lenders[0].LiquidatedLoans)/float64(n), 10/float64(n)) // 1/N times 1/(1−gain)
		}
	}
	return nil
}

// evenlySpaced runs N loans with LTVs .4 + .4·(i+½)/N, in this order of operations: the nearest one is 2.6e-8 away from
// its threshold.
func evenlySpaced(n int, shock, beta float64) (*record.Run, rounds, error) {
	law := rounds{debts: make([]float64, n), beta: beta}
	for i := range law.debts {
		law.debts[i] = 0.4 + 0.4*(float64(i)+0.5)/float64(n)
	}
	lender, err := closeOut(law.pool(fine, unit.Coin))
	if err != nil {
		return nil, law, err
	}
	w := instant(fine, -math.Log1p(-shock), &impact.Exponential{Depth: float64(n) / beta}, lender)
	run, err := once(w, sim.Keep{})
	return run, law, err
}

// evenlySpacedLimit is the smallest share x with x = min(1, (.8 − .8p)/.4), p = (1−s)·e^{−βx}, approached from below.
func evenlySpacedLimit(shock, beta float64) float64 {
	x := 0.0
	for {
		next := math.Min(1, (threshold-threshold*(1-shock)*math.Exp(-beta*x))/0.4)
		if next-x < 1e-15 {
			return next
		}
		x = next
	}
}
