package impact

import (
	"fmt"
	"math"
	"testing"

	"firesale/market/unit"
)

// TestNucleation is V6: rounds of sales from a uniform profile of κ BTC per unit of log price, at an instant, converge
// to the least fall u ≥ e with u = e + k(√(u+u₀) − √u₀), k = Y·σ_D·√(κ/V), u₀ = X₀/κ.
func TestNucleation(t *testing.T) {
	const profile = 1e6 // κ
	for _, c := range []struct{ k, u0, e, want float64 }{
		{0.2, 0, 1e-6, 0.04},
		{0.2, 0, 0.01, 0.058284},
		{0.2, 0, 0.05, 0.118990},
		{0.2, 1e-4, 1e-6, 0.036},
		{0.2, 1e-4, 0.01, 0.054907},
		{0.2, 1e-4, 0.05, 0.116208},
		{0.2, 0.0225, 0.01, 0.022361},
		{0.05, 1e-4, 0.02, fallOf(0.05, 1e-4, 0.02)},
		{0.4, 1e-3, 0.03, fallOf(0.4, 1e-3, 0.03)},
	} {
		scale := 1 / math.Sqrt(365) // σ_D at a volatility of 1
		market := Market{Volatility: 1, VolumeBTCDay: profile * scale * scale / (c.k * c.k)}
		start := c.u0 * profile
		var p Params = &SquareRoot{Prefactor: 1, LinearStart: &start, Window: unit.Day}
		if c.u0 == 0 {
			p = &Nucleating{SquareRoot{Prefactor: 1, Window: unit.Day}}
		}
		model := open(t, p, market)
		fall, sold := c.e, 0.0
		for range 100_000 {
			more := profile*fall - sold
			if more < 1e-9 {
				break
			}
			move, _ := model.Trade(-more, 1, 0)
			sold += more
			fall -= move
		}
		if math.Abs(fall-c.want) > 2e-5 { // of V6: e = 1e-6 stands for 0⁺
			t.Errorf("k %g, u₀ %g, e %g: fell by %.6f, want %.6f", c.k, c.u0, c.e, fall, c.want)
		}
	}
}

func fallOf(k, u0, e float64) float64 {
	w := (k + math.Sqrt(k*k+4*(e+u0-k*math.Sqrt(u0)))) / 2
	return w*w - u0
}

func TestSquareRootSizes(t *testing.T) {
	m := open(t, squareRootPreset(), spot)
	if got, want := m.Depth(1), 2*math.Sqrt(15*150_000)/(0.55/math.Sqrt(365)); math.Abs(got/want-1) > 1e-12 || math.Abs(got-104_000) > 500 {
		t.Errorf("depth at rest %.0f, want %.0f, about 104,000", got, want)
	}
	noStart := &Nucleating{SquareRoot{Prefactor: 1, Window: unit.Day}}
	for _, c := range []struct{ sold, percent, digit float64 }{{770, .18, .005}, {4079, .41, .005}, {41_000, 1.3, .05}} {
		m := open(t, noStart, Market{Volatility: 0.025 * math.Sqrt(365), VolumeBTCDay: 150_000})
		move, fill := m.Trade(-c.sold, 1, 0)
		if got := -100 * move; math.Abs(got-c.percent) > c.digit { // want is rounded so
			t.Errorf("%g BTC move the price by %.3f%%, want %g%%", c.sold, got, c.percent)
		}
		if math.Abs(fill/move-2./3) > math.Abs(move) {
			t.Errorf("%g BTC pay %.3f of the fall, want ⅔", c.sold, fill/move)
		}
	}
}

// TestSquareRootFill compares the closed fill with a sum along the curve, from every side of rest.
func TestSquareRootFill(t *testing.T) {
	for _, c := range []struct{ from, flow float64 }{
		{0, -10}, {0, -40_000}, {0, 25_000}, {9000, -5000}, {9000, 4000}, {9000, 30_000}, {-7000, -30_000}, {-7000, 7000}, {500, 1e-6},
	} {
		m := open(t, squareRootPreset(), spot)
		m.Trade(-c.from, 1, 0)
		before := total(m)
		const slices = 200_000
		sum := 0.0
		curve := m.(*squareRoot)
		for i := range slices {
			at := *curve
			at.sold = c.from - c.flow*(float64(i)+0.5)/slices
			sum += math.Expm1(total(&at)-before) / slices
		}
		_, fill := m.Trade(c.flow, 1, 0)
		if want := math.Log1p(sum); math.Abs(fill-want) > 1e-9*math.Abs(want)+1e-13 { // of the midpoint rule
			t.Errorf("from %g, flow %g: fill %.12g, along the curve %.12g", c.from, c.flow, fill, want)
		}
	}
}

// TestSquareRootForgets: sold volume fades with the window's rate, and its effect with it.
func TestSquareRootForgets(t *testing.T) {
	m, later := open(t, squareRootPreset(), spot), open(t, squareRootPreset(), spot)
	m.Trade(-20_000, 1, 1)
	for range 24 {
		m.Decay(1)
	}
	later.Trade(-20_000/math.E, 1, 1)
	if got, want := total(m), total(later); math.Abs(got/want-1) > 1e-12 {
		t.Errorf("a window after 20,000 BTC the price is at %g, after 20,000/e at %g", got, want)
	}
	for range 24 * 365 {
		m.Decay(1)
	}
	if total(m) != 0 {
		t.Error("a year later the price has not come home")
	}
}

func ExampleSquareRoot() {
	p := SquareRoot{Prefactor: 1, Window: unit.Day}
	model, _ := p.Open(Market{StepHours: 1, Volatility: 0.55, VolumeBTCDay: 150_000})
	for _, sold := range []float64{100, 1000, 10_000} {
		model.Reset()
		move, _ := model.Trade(-sold, 1, 0)
		fmt.Printf("%6.0f BTC move the log price by %.4f\n", sold, move)
	}
	// Output:
	//    100 BTC move the log price by -0.0005
	//   1000 BTC move the log price by -0.0021
	//  10000 BTC move the log price by -0.0072
}
