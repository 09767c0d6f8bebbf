package price_test

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/price"
	"firesale/market/unit"
)

// TestGBMVariance: f_T − f_0 is normal with mean (μ − σ²/2)T and variance σ²T, at any step.
func TestGBMVariance(t *testing.T) {
	for _, step := range []unit.Duration{unit.Hour, unit.Day, 10 * unit.Day} {
		c := price.Common{Volatility: 0.8, Drift: -0.2}
		n := int(30 * unit.Day / step)
		p, b := mustOpen(t, &price.GBM{}, c, step), block(n)
		years := 30.0 / 365
		mean := (-0.2 - 0.32) * years
		var level, square []float64
		for r := range 4000 {
			reset(p, r)
			p.Fill(b)
			f := sum(b.LogReturn)
			level, square = append(level, f), append(square, (f-mean)*(f-mean))
		}
		within(t, fmt.Sprint("mean at step ", step), level, mean, 0)
		within(t, fmt.Sprint("variance at step ", step), square, 0.64*years, 0)
	}
}

func TestGBMWithoutVolatility(t *testing.T) {
	p, b := mustOpen(t, &price.GBM{}, price.Common{Drift: 0.5}, unit.Day), block(365)
	reset(p, 0)
	p.Fill(b)
	if got := sum(b.LogReturn); math.Abs(got-0.5) > 1e-12 {
		t.Errorf("log return of a year %v, want 0.5 (1e-12: 365 roundings)", got)
	}
}

// A process fills blocks of steps from the streams it is given.
func ExampleGBM() {
	p, err := (&price.GBM{}).Open(price.Common{Volatility: 0.55}, unit.Hour)
	if err != nil {
		fmt.Println(err)
		return
	}
	reset(p, 0)
	b := block(3)
	p.Fill(b)
	fmt.Printf("%.5f\n", b.LogReturn)
	// Output: [0.00378 0.00131 -0.00244]
}

func BenchmarkFill(b *testing.B) {
	for _, k := range price.Kinds {
		b.Run(k.Name, func(b *testing.B) {
			p, steps := mustOpen(b, ready(b, k), price.Preset(), unit.Hour), block(512)
			b.ReportAllocs()
			for i := range b.N/len(steps.LogReturn) + 1 {
				if i%17 == 0 { // a year
					reset(p, i)
				}
				p.Fill(steps)
			}
		})
	}
}
