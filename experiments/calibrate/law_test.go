package calibrate

import (
	"math"
	"testing"
)

// made is the points that a law gives without noise: sales at three speeds, 6 to 60 min long.
func made(moved func(q, lasted, at float64) float64) (points []Point) {
	for _, speed := range []float64{1, 3, 10} {
		for _, d := range FullProtocol(1).Durations {
			minutes := d.Hours() * 60
			p := Point{BTC: speed * minutes, Minutes: minutes, Error: 1e-6, Fades: minutes <= 20}
			p.Moved = moved(p.BTC, minutes, minutes)
			for k, share := range relaxed {
				p.After[k], p.AfterError[k] = moved(p.BTC, minutes, minutes*(1+share)), 1e-6
			}
			points = append(points, p)
		}
	}
	return points
}

// TestLawsAreFound: each fit gives back the parameters of its own law.
func TestLawsAreFound(t *testing.T) {
	const volume = 150_000.
	root := func(q, _, _ float64) float64 { return 5e-5 * (math.Sqrt(q+15) - math.Sqrt(15)) }
	propagator := func(q, lasted, at float64) float64 {
		rise := func(t float64) float64 { return math.Pow(1+t, 0.6) - 1 }
		return q / lasted / 0.6 / 80_000 * (rise(at) - rise(at-lasted))
	}
	resilient := func(q, lasted, at float64) float64 {
		rho := math.Ln2 / 20
		return (0.3*q + 0.7*q/lasted/rho*(math.Exp(-rho*(at-lasted))-math.Exp(-rho*at))) / 160_000
	}
	for _, c := range []struct {
		name  string
		law   func(q, lasted, at float64) float64
		place int
		want  float64
	}{
		{"squareroot A", root, atScale, 5e-5},
		{"propagator depth", propagator, atDepth, 80_000},
		{"propagator b", propagator, atExponent, 0.4},
		{"resilient depth", resilient, atStiffness, 160_000},
		{"resilient share that stays", resilient, atPermanent, 0.3},
		{"resilient half-life", resilient, atHalfLife, 20},
	} {
		found := make([]float64, lawParameters)
		fitLaws(made(c.law), volume, found)
		if got := found[c.place]; math.Abs(got/c.want-1) > 1e-5 {
			t.Errorf("%s: %v, want %v within 1e-5: golden section ends at the root of rounding", c.name, got, c.want)
		}
	}
}

func TestPower(t *testing.T) {
	points := made(func(q, _, _ float64) float64 { return 3e-5 * math.Pow(q, 0.6) })
	if got := power(points); math.Abs(got-0.6) > 1e-6 {
		t.Errorf("power %v, want .6", got)
	}
	if got := slope(points, costOf); math.Abs(got-0.6) > 1e-9 {
		t.Errorf("slope %v, want .6", got)
	}
	points[0].Moved = -1e-5
	points[0].Error = 1
	if got := power(points); math.Abs(got-0.6) > 1e-4 {
		t.Errorf("power %v, want .6: a drowned point has no weight", got)
	}
	if got := slope(points, costOf); !math.IsNaN(got) {
		t.Errorf("slope %v of a negative mean, want none", got)
	}
}

func TestHalfLife(t *testing.T) {
	for _, c := range []struct {
		name string
		left []float64
		want float64
	}{
		{"between two minutes", []float64{0.8, 0.6, 0.4, 0.2}, 2.5},
		{"in the first minute", []float64{0.25}, 2. / 3},
		{"never", []float64{0.9, 0.8}, math.NaN()},
	} {
		if got := halfLife(c.left); math.Abs(got-c.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
