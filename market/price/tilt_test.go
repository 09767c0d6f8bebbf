package price_test

import (
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestTiltKeepsMeans holds the weighted mean of e^f, and of 1, to those of the law without tilt: 1 both, for a price
// without drift.
func TestTiltKeepsMeans(t *testing.T) {
	const paths, steps = 20_000, 30
	for _, k := range price.Kinds {
		params := ready(t, k)
		process, err := params.Open(price.Common{Volatility: 0.9}, unit.Day)
		if err != nil {
			continue // it wants a file or instant mode
		}
		tilted, err := price.Tilt{Drift: -1, Until: -0.2}.Open(process, unit.Day)
		switch k.Name {
		case "gbm", "merton", "kou", "hawkes":
			if err != nil {
				t.Fatalf("%s: %v", k.Name, err)
			}
		default:
			if err == nil {
				t.Errorf("%s: a variance that moves was tilted", k.Name)
			}
			continue
		}
		b := price.Block{LogReturn: make([]float64, steps), Variance: make([]float64, steps)}
		var ones, prices, squares, priceSquares float64
		for n := range paths {
			tilted.Reset(streams(n))
			tilted.Fill(&b)
			f := 0.0
			for _, r := range b.LogReturn {
				f += r
			}
			w := tilted.Weight()
			ones, squares = ones+w, squares+w*w
			prices, priceSquares = prices+w*math.Exp(f), priceSquares+w*w*math.Exp(2*f)
		}
		for what, mean := range map[string][2]float64{"weight": {ones, squares}, "price": {prices, priceSquares}} {
			error := math.Sqrt((mean[1]/paths - 1) / paths)
			if got := mean[0] / paths; math.Abs(got-1) > 4*error { // 4 standard errors
				t.Errorf("%s: mean %s is %v ± %v, want 1", k.Name, what, got, error)
			}
		}
	}
}
