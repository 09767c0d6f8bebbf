package oracle

import (
	"fmt"
	"math"

	"firesale/agents/policy"
	"firesale/experiments/metric"
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

// policy is how the queue of p is sold.
func (p pacing) policy() policy.Params {
	if p.theta > 0 {
		hours := p.theta * math.Tan(p.theta/2) / p.rho
		return &policy.TWAP{Profile: "equal", Over: unit.Duration(hours * float64(unit.Hour))}
	}
	return &policy.TWAP{Profile: "exponential", Rate: 8_760 * p.kappa}
}

// world is a run at the density of p.
func (p pacing) world() (*sim.World, error) {
	coins := unit.CoinsOf(p.n * pacingDepth * denseReach / denseLoans)
	pool := loansWaking(denseLoans, fine, coins, func(i int) float64 { return -denseReach * (float64(i) + 0.5) / denseLoans })
	slow, err := closeOut(pool)
	if err != nil {
		return nil, err
	}
	length := unit.Duration(fallLength / pacingSpeed * float64(unit.Hour))
	slow.Charter.Policy = p.policy()
	slow.Charter.Market = policy.Market{StepHours: pacingStep.Hours(), Depth: pacingDepth}
	law := &impact.Resilient{Depth: pacingDepth, Permanent: p.phi, HalfLife: unit.Duration(math.Ln2 / p.rho * float64(unit.Hour))}
	falling := &price.Scripted{At: []unit.Duration{0, length}, USD: []float64{fine, fine * math.Exp(-fallLength)}}
	return timed(fine, falling, pacingStep, int(length/pacingStep), law, slow), nil
}

// latest is the greatest v/g, over an hour, of the last quarter of a run, and the run's distance to criticality.
func (p pacing) latest() (most, distance float64, err error) {
	w, err := p.world()
	if err != nil {
		return 0, 0, err
	}
	run, err := once(w, sim.Keep{Path: true})
	if err != nil {
		return 0, 0, err
	}
	return p.steepest(run.Path), distanceOf(run), nil
}

// distanceOf is the metric of a study.
func distanceOf(run *record.Run) float64 {
	for _, k := range metric.Kinds {
		if x, ok := k.Of(run); ok && k.Name == "distance_to_criticality" {
			return x
		}
	}
	return math.NaN()
}

func (p pacing) steepest(path []record.Step) (most float64) {
	hour := int(unit.Hour / pacingStep)
	for k := 3 * len(path) / 4; k < len(path); k++ {
		most = math.Max(most, math.Log(path[k-hour].Price/path[k].Price)/pacingSpeed)
	}
	return most
}

func pacingInStudies(b *bench) error {
	for _, p := range []pacing{{rho: 1, kappa: 1}, {rho: 1, kappa: 4}, {rho: 1, theta: math.Pi / 2}} {
		at := fmt.Sprintf(", twap in a run: recovery %g, pace %g", p.rho, p.kappa)
		if p.theta > 0 {
			at = fmt.Sprintf(", equal slices in a run: recovery %g, angle %.4g", p.rho, p.theta)
		}
		for _, share := range []float64{0.95, 1, 1.05} {
			p.n = share * p.critical()
			late, distance, err := p.latest()
			if err != nil {
				return err
			}
			of := fmt.Sprintf(" at %.4g n_c", share) + at
			switch {
			case share < 1:
				b.holds("late v/g"+of, "< 1.25", number(late), late < 1.25)
			case share > 1:
				b.holds("late v/g"+of, "> 2", number(late), late > 2)
			}
			b.within("distance to criticality"+of, 1-share, distance, 0.01) // a loan of the hundred within 1% of the mid
		}
	}
	return nil
}
