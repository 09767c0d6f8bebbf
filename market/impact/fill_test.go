package impact

import (
	"math"
	"testing"
)

func TestFills(t *testing.T) {
	for _, c := range []struct {
		name            string
		fill            func(float64) float64
		move, want, tol float64
	}{
		{"logarithmic, nothing sold", logMean, 0, 0, 0},
		{"logarithmic, half the price", logMean, -math.Ln2, math.Log(0.5 / math.Ln2), 1e-15},
		{"logarithmic, twice the price", logMean, math.Ln2, math.Log(1 / math.Ln2), 1e-15},
		{"logarithmic, a crash of 700", logMean, -700, -math.Log(700), 1e-13},
		{"logarithmic, a rise of 800: no overflow", logMean, 800, 800 - math.Log(800), 1e-13},
		{"logarithmic, tiny", logMean, -1e-9, -5e-10 + 1e-18/24, 2e-25},
		{"arithmetic, nothing sold", arithmeticMean, 0, 0, 0},
		{"arithmetic, half the price", arithmeticMean, -math.Ln2, math.Log(0.75), 1e-15},
		{"arithmetic, twice the price", arithmeticMean, math.Ln2, math.Log(1.5), 1e-15},
		{"arithmetic, tiny", arithmeticMean, -1e-9, -5e-10 + 1e-18/8, 2e-25},
		{"arithmetic, a rise of 800: no overflow", arithmeticMean, 800, 800 - math.Ln2, 1e-12},
	} {
		if got := c.fill(c.move); !(math.Abs(got-c.want) <= c.tol) {
			t.Errorf("%s: got %.17g, want %.17g ± %g", c.name, got, c.want, c.tol)
		}
	}
}

// TestSeriesMeetsClosedForm compares both at the size where one takes over from the other.
func TestSeriesMeetsClosedForm(t *testing.T) {
	for _, move := range []float64{-seriesBelow, seriesBelow} {
		inside, outside := logMean(move*(1-1e-12)), logMean(move)
		if math.Abs(inside-outside) > 2e-14 { // 5e-15 of it is the step itself, the rest cancellation of the closed form
			t.Errorf("logMean at %g jumps by %g", move, inside-outside)
		}
		e1, e2 := excesses(move * (1 - 1e-12))
		f1, f2 := excesses(move)
		if math.Abs(e1-f1) > 3e-14 || math.Abs(e2-f2) > 1e-11 { // E₂ loses four digits of sixteen at .01
			t.Errorf("excesses at %g jump by %g, %g", move, e1-f1, e2-f2)
		}
	}
}
