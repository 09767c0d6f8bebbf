package oracle

import (
	"fmt"
	"math"
	"slices"

	"firesale/market"
	"firesale/market/impact"
	"firesale/market/liquidity"
	"firesale/market/unit"
)

// pacing is a queue of liquidations that is sold slowly: wake prices are dense and even below the lowest mid so far, new
// lows fill the queue, a share κ of it is sold per unit of time into a book that recovers at ρ, a share φ of each move
// stays, and the exogenous price falls steadily at speed g:
//
//	v = −dx/dt = g + ΛκB − ρD,   dB/dt = s·v⁺ − κB,   dD/dt = (1−φ)·ΛκB − ρD
//
// With n = Λs: trace κ(n−1)−ρ, determinant κρ(1−φn), so it is stable iff n < 1 + ρ/κ and φn < 1, and then v → g/(1−φn).
// Selling slowly raises the tolerable n from 1 to 1 + ρ/κ, as far as impact is not permanent. Own derivation; here the
// queue is the model's and the price is moved by the engine's dealer, in v07_policy.go both are the engine's.
//
// Sold in equal slices over T instead, with ρT = θ·tan(θ/2), 0 < θ < π, the tolerable n is θ/sin θ if nothing is permanent:
// v = g + (n/T)·∫₀ᵀv(t−u)du − ρD then has the solution v ∝ e^{iθt/T}.
type pacing struct {
	rho, kappa, phi, n float64
	theta              float64 // of equal slices; 0: a share κ of the queue
}

const (
	pacingSpeed = 0.01 // g, log an hour
	pacingDepth = 1e6  // BTC per unit of log price
)

func (p pacing) critical() float64 {
	if p.theta > 0 {
		return p.theta / math.Sin(p.theta)
	}
	return 1 + p.rho/p.kappa
}

// final is v/g where a stable fall settles.
func (p pacing) final() float64 { return 1 / (1 - p.phi*p.n) }

// run starts at the stationary state with the queue 5% too large and gives v/g of every step; it stops once the fall has
// run away.
func (p pacing) run() (speeds []float64, err error) {
	step := 0.002 / math.Max(p.rho, p.kappa)
	halfLife := unit.Duration(math.Ln2 / p.rho * float64(unit.Hour))
	d, err := dealer(&impact.Resilient{Depth: pacingDepth, Permanent: p.phi, HalfLife: halfLife}, &liquidity.Fixed{}, step)
	if err != nil {
		return nil, err
	}
	flow := pacingDepth * p.n * p.final() * pacingSpeed // κB, BTC an hour
	d.Clear(market.Flow(-flow / p.rho))                 // leaves D = (1−φ)·ΛκB/ρ
	queue, low := 1.05*flow/p.kappa, d.LogMid()
	for range int(60 / math.Min(p.rho, p.kappa) / step) {
		before := d.LogMid()
		d.Advance(-pacingSpeed*step, false)
		sold := queue * -math.Expm1(-p.kappa*step)
		d.Clear(market.Flow(-sold))
		mid := d.LogMid()
		queue += pacingDepth*p.n*math.Max(low-mid, 0) - sold
		low = math.Min(low, mid)
		speeds = append(speeds, (before-mid)/step/pacingSpeed)
		if before-mid > 100*pacingSpeed*step {
			break
		}
	}
	return speeds, nil
}

// grows reports whether v is further from its final value in the last third of a run than in the one before.
func (p pacing) grows() (bool, error) {
	speeds, err := p.run()
	third := len(speeds) / 3
	return p.swing(speeds[2*third:]) > p.swing(speeds[third:2*third]), err
}

func (p pacing) swing(speeds []float64) (most float64) {
	for _, speed := range speeds {
		most = math.Max(most, math.Abs(speed-p.final()))
	}
	return most
}

// pacingThreshold is V7.
func pacingThreshold(b *bench) error {
	for _, p := range []pacing{{rho: 1, kappa: 1}, {rho: 1, kappa: 4}} {
		at := fmt.Sprintf(": recovery %g, pace %g", p.rho, p.kappa)
		p.n = 0.95 * p.critical()
		speeds, err := p.run()
		if err != nil {
			return err
		}
		b.holds("peak v/g at .95 n_c"+at, "< 1.25", number(slices.Max(speeds)), slices.Max(speeds) < 1.25)
		b.within("last v/g at .95 n_c"+at, 1, speeds[len(speeds)-1], 0.01)
		p.n = 1.05 * p.critical()
		if speeds, err = p.run(); err != nil {
			return err
		}
		b.holds("peak v/g at 1.05 n_c"+at, "> 2", number(slices.Max(speeds)), slices.Max(speeds) > 2)
	}
	for _, p := range []pacing{{rho: 1, kappa: 1}, {rho: 1, kappa: 4}, {rho: 2, kappa: 1}, {rho: 1, kappa: 2, phi: 0.2}} {
		if err := pacingBisection(b, p); err != nil {
			return err
		}
	}
	return pacingInStudies(b)
}

func pacingBisection(b *bench, p pacing) error {
	low, high := 0.5, 0.99/math.Max(p.phi, 0.2)
	for range 8 {
		p.n = (low + high) / 2
		grows, err := p.grows()
		if err != nil {
			return err
		}
		if grows {
			high = p.n
		} else {
			low = p.n
		}
	}
	b.relative(fmt.Sprintf("n_c: recovery %g, pace %g, permanent %g", p.rho, p.kappa, p.phi), p.critical(), high, 0.02)
	return nil
}
