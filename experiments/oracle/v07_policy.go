package oracle

import (
	"fmt"
	"math"

	"firesale/agents/policy"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/record"
)

// The same threshold through all of the engine: loans with dense and even wake prices, a lender that closes them out by
// the exponential twap of a study, the resilient impact of a study, and a price that falls steadily. The queue begins
// empty, which disturbs the stationary fall by all of it, and the last quarter of the run is judged.

const (
	fallLength = 0.6 // log that the price falls by itself, at pacingSpeed
	denseLoans = 12_000
	denseReach = 2 * fallLength // log over which wake prices lie: a fall that runs away stays inside of them for long
	pacingStep = 3 * unit.Minute
)

// world is a run at the density of p.
func (p pacing) world() (*sim.World, error) {
	coins := unit.CoinsOf(p.n * pacingDepth * denseReach / denseLoans)
	pool := loansWaking(denseLoans, fine, coins, func(i int) float64 { return -denseReach * (float64(i) + 0.5) / denseLoans })
	slow, err := closeOut(pool)
	if err != nil {
		return nil, err
	}
	length := unit.Duration(fallLength / pacingSpeed * float64(unit.Hour))
	slow.Charter.Policy = &policy.TWAP{Profile: "exponential", Rate: 8_760 * p.kappa}
	slow.Charter.Market = policy.Market{StepHours: pacingStep.Hours(), Depth: pacingDepth}
	law := &impact.Resilient{Depth: pacingDepth, Permanent: p.phi, HalfLife: unit.Duration(math.Ln2 / p.rho * float64(unit.Hour))}
	falling := &price.Scripted{At: []unit.Duration{0, length}, USD: []float64{fine, fine * math.Exp(-fallLength)}}
	return timed(fine, falling, pacingStep, int(length/pacingStep), law, slow), nil
}

// latest is the greatest v/g, over an hour, of the last quarter of a run.
func (p pacing) latest() (most float64, err error) {
	w, err := p.world()
	if err != nil {
		return 0, err
	}
	run, err := once(w, sim.Keep{Path: true})
	if err != nil {
		return 0, err
	}
	return p.steepest(run.Path), nil
}

func (p pacing) steepest(path []record.Step) (most float64) {
	hour := int(unit.Hour / pacingStep)
	for k := 3 * len(path) / 4; k < len(path); k++ {
		most = math.Max(most, math.Log(path[k-hour].Price/path[k].Price)/pacingSpeed)
	}
	return most
}

func pacingInStudies(b *bench) error {
	for _, p := range []pacing{{rho: 1, kappa: 1}, {rho: 1, kappa: 4}} {
		at := fmt.Sprintf(", twap in a run: recovery %g, pace %g", p.rho, p.kappa)
		p.n = 0.95 * p.critical()
		below, err := p.latest()
		if err != nil {
			return err
		}
		b.holds("late v/g at .95 n_c"+at, "< 1.25", number(below), below < 1.25)
		p.n = 1.05 * p.critical()
		above, err := p.latest()
		if err != nil {
			return err
		}
		b.holds("late v/g at 1.05 n_c"+at, "> 2", number(above), above > 2)
	}
	return nil
}
