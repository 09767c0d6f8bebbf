package market

import (
	"math"
	"slices"
	"testing"

	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// pacing is V7: loans whose wake prices are dense and even below the mid are liquidated at new lows and sold at rate κ
// into a resilient book that recovers at ρ, while the exogenous price falls steadily:
//
//	v = −dx/dt = g + ΛκB − ρD,   dB/dt = s·v⁺ − κB,   dD/dt = (1−φ)·ΛκB − ρD
//
// Stable iff n = Λs < 1 + ρ/κ and φn < 1: selling slowly raises the tolerable n, as far as impact is not permanent.
type pacing struct {
	rho, kappa, phi, n float64
}

const pacingSpeed = 0.01 // g, log an hour

// run drives a dealer from the stationary state with the queue 5% too large, and gives v/g of every step. It stops when
// the fall has run away.
func (p pacing) run(t testing.TB) (speeds []float64) {
	const depth = 1e6
	step := 0.002 / math.Max(p.rho, p.kappa)
	book := &impact.Resilient{Depth: depth, Permanent: p.phi, HalfLife: unit.Duration(math.Ln2 / p.rho * float64(unit.Hour))}
	d := dealerOf(t, book, &liquidity.Fixed{}, step)
	flow := depth * p.n * p.final() * pacingSpeed // κB, BTC an hour
	d.Clear(Flow(-flow / p.rho))                  // leaves D = (1−φ)·ΛκB/ρ
	queue, low := 1.05*flow/p.kappa, d.LogMid()
	for range int(60 / math.Min(p.rho, p.kappa) / step) {
		before := d.LogMid()
		d.Advance(-pacingSpeed*step, false)
		sold := queue * -math.Expm1(-p.kappa*step)
		d.Clear(Flow(-sold))
		mid := d.LogMid()
		queue += depth*p.n*math.Max(low-mid, 0) - sold
		low = math.Min(low, mid)
		speeds = append(speeds, (before-mid)/step/pacingSpeed)
		if before-mid > 100*pacingSpeed*step {
			break
		}
	}
	return speeds
}

// final is v/g where the fall settles if it is stable.
func (p pacing) final() float64 { return 1 / (1 - p.phi*p.n) }

// swing is the greatest distance of v/g from its final value.
func (p pacing) swing(speeds []float64) (most float64) {
	for _, speed := range speeds {
		most = math.Max(most, math.Abs(speed-p.final()))
	}
	return most
}

func TestPacingThreshold(t *testing.T) {
	for _, c := range []struct{ rho, kappa float64 }{{1, 1}, {1, 4}} {
		critical := 1 + c.rho/c.kappa
		below := pacing{c.rho, c.kappa, 0, 0.95 * critical}
		speeds := below.run(t)
		if peak, last := slices.Max(speeds), speeds[len(speeds)-1]; peak >= 1.25 || math.Abs(last-1) > 0.01 {
			t.Errorf("ρ %g, κ %g at .95 n_c: v/g peaks at %.3f and ends at %.4f, want below 1.25 and within 1%% of 1", c.rho, c.kappa, peak, last)
		}
		above := pacing{c.rho, c.kappa, 0, 1.05 * critical}
		if peak := slices.Max(above.run(t)); peak <= 2 {
			t.Errorf("ρ %g, κ %g at 1.05 n_c: v/g peaks at %.3f, want above 2", c.rho, c.kappa, peak)
		}
	}
}

// TestPacingBisection finds n_c as the n from which the envelope of v−g grows, with and without a permanent share.
func TestPacingBisection(t *testing.T) {
	for _, c := range []struct{ rho, kappa, phi float64 }{{1, 1, 0}, {1, 4, 0}, {2, 1, 0}, {1, 2, 0.2}} {
		low, high := 0.5, 0.99/math.Max(c.phi, 0.2)
		for range 8 {
			p := pacing{c.rho, c.kappa, c.phi, (low + high) / 2}
			speeds := p.run(t)
			third := len(speeds) / 3
			if p.swing(speeds[2*third:]) > p.swing(speeds[third:2*third]) {
				high = p.n
			} else {
				low = p.n
			}
		}
		near(t, "n_c", high, 1+c.rho/c.kappa, 0.02*(1+c.rho/c.kappa)) // the gate of V7
	}
}
