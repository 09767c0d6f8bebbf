package plots

import (
	"math"
	"math/rand/v2"
	"slices"
)

// measured writes the tables of calibrate impact and of validate facts as they come from a book and a price that behave.
func measured(dir string) {
	r := rand.New(rand.NewPCG(3, 5))
	var rows [][]any
	add := func(kind string, share, from, to, cost, slope, noise float64) {
		for k := range 8 {
			btc := from * math.Pow(to/from, float64(k)/7)
			moved := 1e-4 * (cost*math.Pow(btc, slope) + noise*r.NormFloat64())
			rows = append(rows, []any{kind, share, math.NaN(), btc, moved, moved - 2e-4*noise, moved + 2e-4*noise, math.NaN(), slope, slope - 0.2*noise, slope + 0.2*noise, 200})
		}
	}
	add("sweep", math.NaN(), 80, 2500, 0.004, 1.22, 0.1)
	for _, share := range []float64{0.01, 0.03, 0.1} {
		add("paced", share, 600*share, 6000*share, 0.32, 0.58, 0.2)
	}
	table(dir, "impact", []string{"kind:t", "participation:f", "minutes:f", "btc:f", "impact:f", "lo:f", "hi:f", "left:f", "slope:f", "slope_lo:f", "slope_hi:f", "starts:i"}, rows)
	table(dir, "facts", []string{"point:i", "fact:t", "x:f", "value:f", "lo:f", "hi:f"}, factRows(r))
}

// factRows are those of returns with a tail of index 3, whose sizes remember.
func factRows(r *rand.Rand) (rows [][]any) {
	nan := math.NaN()
	rows = append(rows, []any{0, "Hill index of losses, top 1%", nan, 3., 2.8, 3.3})
	for _, lag := range []float64{1, 2, 4, 8, 24, 72, 168, 336, 720} {
		rows = append(rows,
			[]any{0, "acf_r", lag, 0.004 * r.NormFloat64(), -0.01, 0.01},
			[]any{0, "acf_abs", lag, 0.3 * math.Pow(lag, -0.18), -0.01, 0.01})
	}
	var losses []float64
	for range 20_000 {
		losses = append(losses, 0.004*math.Pow(1-r.Float64(), -1./3))
	}
	slices.Sort(losses)
	for k := range 40 {
		i := len(losses) - int(math.Round(math.Pow(float64(len(losses)), float64(39-k)/39)))
		rows = append(rows, []any{0, "loss", losses[i], float64(len(losses)-i) / 40_000, nan, nan})
	}
	return rows
}
