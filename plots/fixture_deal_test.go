package plots

import (
	"math"
	"math/rand/v2"
)

// securitization writes the tables of a toy deal into a folder: losses of 2,000 runs that eat through
// residual, B and A in turn, two payment dates of cases G1 and G3 of the deal's design, and a grid of gap × time.
func securitization(dir string) {
	r := rand.New(rand.NewPCG(3, 4))
	var runs [][]any
	for rep := range 2000 {
		loss := 199.1e6 * math.Min(0.6, 0.015*math.Exp(1.6*r.NormFloat64()))
		first := math.Min(loss, 21.4e6)
		second := math.Min(loss-first, 28e6)
		runs = append(runs, []any{0, rep, "ok", loss - first - second, second, first})
	}
	cells := []string{"point:i", "replication:i"}
	table(dir, "runs", append(cells, "status:t", "loss_usd.ledn.A:f", "loss_usd.ledn.B:f", "loss_usd.ledn.residual:f"), runs)
	nan := math.NaN()
	deal := func(date, item string, open, in, out, end, due, interest, principal, short float64) []any {
		return []any{0, 0, date, "ledn#0", item, open, in, out, end, due, interest, principal, short}
	}
	table(dir, "deal", append(cells, "date:t", "lender:t", "item:t", "open_usd:f", "in_usd:f", "out_usd:f", "close_usd:f",
		"due_usd:f", "interest_usd:f", "principal_usd:f", "short_usd:f"), [][]any{
		deal("2026-01-31", "account.interest", 0, 1957816.67, 1957816.67, 0, nan, nan, nan, nan),
		deal("2026-01-31", "account.reserve", 9.4e6, 0, 0, 9.4e6, nan, nan, nan, nan),
		deal("2026-01-31", "fee.trustee", nan, nan, 15000, nan, 15000, nan, nan, 0),
		deal("2026-01-31", "fee.servicer", nan, nan, 165916.67, nan, 165916.67, nan, nan, 0),
		deal("2026-01-31", "note.A", 160e6, nan, nan, 160e6, 913333.33, 913333.33, 0, 0),
		deal("2026-01-31", "note.B", 28e6, nan, nan, 28e6, 221666.67, 221666.67, 0, 0),
		deal("2026-01-31", "residual", nan, nan, 641900, nan, nan, nan, nan, nan),
		deal("2026-08-31", "account.interest", 0, 0, 0, 0, nan, nan, nan, nan),
		deal("2026-08-31", "account.reserve", 188583.31, 0, 188583.31, 0, nan, nan, nan, nan),
		deal("2026-08-31", "fee.trustee", nan, nan, 15000, nan, 15000, nan, nan, 0),
		deal("2026-08-31", "fee.servicer", nan, nan, 165916.67, nan, 165916.67, nan, nan, 0),
		deal("2026-08-31", "note.A", 160e6, nan, nan, 160e6, 913333.33, 7666.64, 0, 905666.69),
		deal("2026-08-31", "note.B", 28e6, nan, nan, 28e6, 221666.67, 0, 0, 221666.67),
		deal("2026-08-31", "residual", nan, nan, 0, nan, nan, nan, nan, nan),
	})
	table(dir, "summary", []string{"point:i", "price.shock:t", "lender.ledn.latency:t", "runs:i", "loss_usd.ledn.A.mean:f",
		"loss_usd.ledn.A.lo:f", "loss_usd.ledn.A.hi:f", "loss_usd.ledn.B.mean:f"}, gapTable())
}

// gapTable is what A and B lose when every loan is sold at (1 − gap)·e^{−3.09·55%·√time} of the threshold, the
// table "gap × time" of the deal's design.
func gapTable() (rows [][]any) {
	for i, gap := range []string{"-20%", "-30%", "-35%", "-40%", "-45%", "-50%"} {
		for j, hours := range []float64{10. / 3600, 1, 24, 48} {
			cash := (1 - []float64{.2, .3, .35, .4, .45, .5}[i]) * math.Exp(-3.09*0.55*math.Sqrt(hours/8760))
			loss := 199.1e6 * math.Max(0, 1-cash/0.8)
			a := math.Max(0, loss-49.4e6)
			b := math.Min(28e6, math.Max(0, loss-21.4e6))
			rows = append(rows, []any{4*i + j, gap, []string{"10s", "1h", "1d", "2d"}[j], 1, a, math.NaN(), math.NaN(), b})
		}
	}
	return rows
}
