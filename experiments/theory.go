package experiments

import (
	"math"

	"firesale/agents/credit"
	"firesale/experiments/metric"
	"firesale/experiments/results"
	"firesale/experiments/stats"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
	"firesale/sim"
)

// theory is the mean-field value of the metrics that have one, at the point of the runs: each run's fall without feedback
// is carried to its fixed point through the wake prices of the study's own pools; the reproduction number, and with it the
// distance to criticality, is its largest over all prices, whether or not the runs fall so far. Null where the theory does not hold.
func (s *Study) theory(p *pointRuns) map[string]results.Cell {
	out := map[string]results.Cell{}
	w := s.Points[p.point].World
	depth, ok := linearDepth(w)
	if !ok || s.Spec.Rare != nil {
		return out
	}
	profile := profileOf(w)
	peak := profile.Reproduction(depth)
	out["reproduction_peak"], out["distance_to_criticality"] = results.Float(peak), results.Float(1-peak)
	exogenous := p.column("drawdown_exogenous")
	if len(exogenous) == 0 {
		return out
	}
	falls := make([]float64, len(exogenous))
	drawdowns := make([]float64, len(exogenous))
	for i, d := range exogenous {
		falls[i] = profile.Fall(logFall(d), depth)
		drawdowns[i] = -math.Expm1(-falls[i])
	}
	out["drawdown"] = results.Float(stats.Mean(drawdowns, level).Mean)
	if without := stats.Sum(mapped(exogenous, logFall)); without > 0 {
		out["amplification"] = results.Float(stats.Sum(falls) / without)
	}
	return out
}

// linearDepth is the depth of a market whose cascades have a closed form: permanent impact in proportion to flow, paid at
// once by lenders who sell at once and never restore, of borrowers who never answer, without new loans.
func linearDepth(w *sim.World) (depth float64, ok bool) {
	switch p := w.Impact.(type) {
	case *impact.Linear:
		depth = p.Depth
	case *impact.Exponential:
		depth = p.Depth
	default:
		return 0, false
	}
	if _, fixed := w.Liquidity.(*liquidity.Fixed); !fixed || w.Loop != nil || w.Book != nil || w.Halt != nil || w.Oracle.Lag > 0 || w.Walk || len(w.Leverage) > 0 {
		return 0, false
	}
	for _, c := range w.Lenders {
		if c.Charter.Policy != nil || c.Charter.Capacity > 0 || c.Charter.Latency > 0 || c.Charter.Window >= 0 || c.Resample != nil ||
			c.Charter.Borrowers != nil || c.Charter.Delever > 0 ||
			c.Charter.Index.Terms.Liquidation == "restore" || c.Charter.Index.Terms.LTVBasis == "debt" {
			return 0, false
		}
	}
	return depth, true
}

// profileOf is what the lenders of a world would sell, and where: at its wake price a loan sells what repays it.
func profileOf(w *sim.World) metric.Profile {
	start := math.Log(w.Common.StartUSD(w.Price))
	var at, coins []float64
	for _, c := range w.Lenders {
		for i := range c.Charter.Index.Pool.Loans {
			l := &c.Charter.Index.Pool.Loans[i]
			_, wake := c.Charter.Index.WakePrices(i)
			if wake <= 0 || c.Count == 0 {
				continue
			}
			at = append(at, math.Log(wake.Float())-start)
			coins = append(coins, float64(c.Count)*soldAt(l, wake, &c.Charter.Index.Terms))
		}
	}
	return metric.NewProfile(at, coins)
}

// soldAt is the coins that a loan sells at its wake price: all, or what repays it after the cost of the sale.
func soldAt(l *credit.Loan, wake unit.Price, t *credit.Terms) float64 {
	if t.Liquidation == "close-out" {
		return l.Collateral.Float()
	}
	return min(l.Collateral.Float(), wake.Coins(l.Principal).Float()/(1-t.Cost.Float()))
}
