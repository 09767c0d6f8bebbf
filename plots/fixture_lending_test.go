package plots

import (
	"math"
	"math/rand/v2"
)

// lent is a toy of five years of lending, at two cyclicalities, with the window for notes shut and open: terms follow a
// slow wave that the price leads.
func lent(dir string) {
	var loop, summary [][]any
	point := 0
	for _, cyclicality := range []float64{0, 1} {
		for _, open := range []float64{0, 0.07} {
			r := rand.New(rand.NewPCG(3, 4))
			price, outstanding := 87_508.0, 2e8
			for day := 1; day <= 1825; day++ {
				wave := cyclicality * math.Sin(float64(day)/120)
				price *= math.Exp(0.025*r.NormFloat64() + 0.002*math.Cos(float64(day)/120))
				outstanding += 4e5*math.Exp(wave)*(0.2+open/0.07) - outstanding/700
				loop = append(loop, []any{point, 0, 24 * float64(day), price, outstanding, 0.0335 - 0.01*wave, 0.5 + 0.1*wave})
			}
			summary = append(summary, []any{point, cyclicality, open, 1})
			point++
		}
	}
	table(dir, "loop", []string{"point:i", "replication:i", "time_h:f", "price_usd:f", "outstanding_usd:f", "spread:f", "ltv_origination:f"}, loop)
	table(dir, "cures_summary", []string{"point:i", "lender:t", "fall:f", "called:i", "share:f", "lo:f", "hi:f", "runs:i", "able:f", "in_time:f"}, answered())
	table(dir, "summary", []string{"point:i", "loop.cyclicality:f", "investor.spread_max:f", "runs:i"}, summary)
}

// answered is the calls of two lenders by the speed of the fall: of one the law is known, the other's borrowers weigh.
func answered() (rows [][]any) {
	for i, fall := range []float64{5.6, -0.8, 0.4, 1.3, 2.9} {
		able := 0.6 * math.Exp(-0.25*math.Max(fall, 0))
		inTime := able / (1 + math.Max(fall, 0)/20)
		rows = append(rows, []any{0, "ledn", fall, 4_000, inTime + 0.01, inTime - 0.02, inTime + 0.04, 40, able, inTime},
			[]any{0, "weighing", fall + 0.1, 900, 0.9 - 0.2*float64(i%2), 0.6 - 0.2*float64(i%2), 1 - 0.2*float64(i%2), 38, math.NaN(), math.NaN()})
	}
	return rows
}
