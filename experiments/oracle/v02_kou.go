package oracle

import (
	"fmt"
	"math"

	"firesale/agents/credit"
	"firesale/market/impact"
	"firesale/market/price"
	"firesale/market/unit"
	"firesale/sim"
	"firesale/sim/stream"
)

// kou is a jump diffusion with double exponential jumps and a barrier at log distance d below the start. With m the log
// drift and
//
//	G(x) = −m·x + ½σ_d²x² + λ[(1−p)η₂/(η₂−x) + pη₁/(η₁+x) − 1]
//
// let β₁ < η₂ < β₂ be the positive roots of G = a. The chance of crossing before an independent exponential time of mean
// 1/a, and the part of it that crosses by a jump, are
//
//	E[e^{−aτ}] = (η₂−β₁)/η₂·β₂/(β₂−β₁)·e^{−dβ₁} + (β₂−η₂)/η₂·β₁/(β₂−β₁)·e^{−dβ₂}
//	by a jump    (η₂−β₁)(β₂−η₂)/(η₂(β₂−β₁))·(e^{−dβ₁}−e^{−dβ₂})
//
// and given a jump the overshoot is Exp(η₂), whatever the path. Source: Kou and Wang 2003.
type kou struct {
	diffusive, rate, share, up, down float64 // σ_d, λ, p, η₁, η₂
	distance                         float64 // d
}

// logDrift is m for a price without drift.
func (k kou) logDrift() float64 {
	growth := k.share*k.up/(k.up-1) + (1-k.share)*k.down/(k.down+1) - 1
	return -k.diffusive*k.diffusive/2 - k.rate*growth
}

func (k kou) exponent(x float64) float64 {
	jumps := (1-k.share)*k.down/(k.down-x) + k.share*k.up/(k.up+x) - 1
	return -k.logDrift()*x + k.diffusive*k.diffusive*x*x/2 + k.rate*jumps
}

// roots are β₁ and β₂: G − a changes its sign once on either side of η₂.
func (k kou) roots(a float64) (below, above float64) {
	root := func(low, high float64) float64 {
		for range 200 {
			if middle := (low + high) / 2; k.exponent(middle) > a {
				high = middle
			} else {
				low = middle
			}
		}
		return low
	}
	return root(0, k.down), root(k.down, 1e6)
}

func (k kou) crosses(a float64) (all, byJump float64) {
	b1, b2 := k.roots(a)
	e1, e2 := math.Exp(-k.distance*b1), math.Exp(-k.distance*b2)
	all = ((k.down-b1)*b2*e1 + (b2-k.down)*b1*e2) / (k.down * (b2 - b1))
	return all, (k.down - b1) * (b2 - k.down) / (k.down * (b2 - b1)) * (e1 - e2)
}

// volatility is the total one, jumps included.
func (k kou) volatility() float64 {
	second := 2 * (k.share/(k.up*k.up) + (1-k.share)/(k.down*k.down))
	return math.Sqrt(k.diffusive*k.diffusive + k.rate*second)
}

// kouOvershoots is V2.
func kouOvershoots(b *bench) error {
	printed := kou{0.489, 20, 0.4, 1 / 0.03, 1 / 0.045, -math.Log(0.5578 / threshold)}
	b.within("formula, log drift", 0.1497632, printed.logDrift(), 5e-8)
	b.within("formula, total volatility", 0.5496553, printed.volatility(), 5e-8)
	for _, c := range []struct{ days, below, above, all, byJump float64 }{
		{30, 8.172560, 27.024904, 0.047578, 0.008445},
		{90, 4.632091, 26.595382, 0.180368, 0.029647},
		{365, 2.111275, 26.446708, 0.459334, 0.073361},
	} {
		at := fmt.Sprintf(", mean time %g d", c.days)
		below, above := printed.roots(365 / c.days)
		all, byJump := printed.crosses(365 / c.days)
		b.within("formula, β1"+at, c.below, below, 1e-6)
		b.within("formula, β2"+at, c.above, above, 1e-6)
		b.within("formula, crosses"+at, c.all, all, 1e-6)
		b.within("formula, by a jump"+at, c.byJump, byJump, 1e-6)
		if err := kouEngine(b, printed, c.days, 0); err != nil {
			return err
		}
	}
	violent := kou{0.3, 60, 0.4, 1 / 0.03, 22, -math.Log(0.72 / threshold)}
	if err := kouEngine(b, violent, 60, 0); err != nil {
		return err
	}
	return kouEngine(b, violent, 60, 0.02)
}

// crossing is what a path does to a loan.
type crossing struct {
	crossed, byJump bool
	overshoot, loss float64 // log; share of the debt
}

// kouEngine runs a loan on the process until an exponential time. With the bridge a step may be as long as one likes: it
// is split at its jumps, a diffusive crossing sells at the wake price, a jump at the mid behind it.
func kouEngine(b *bench, k kou, days, cost float64) error {
	n := b.replications(200_000)
	all := make([]crossing, n)
	err := share(b.ctx, n, func() (func(int) error, error) {
		return func(i int) (err error) {
			all[i], err = k.path(i, days, cost)
			return err
		}, nil
	})
	if err != nil {
		return err
	}
	at := fmt.Sprintf(": σd %g, λ %g, η2 %.3g, d %.3f, mean time %g d, cost %g", k.diffusive, k.rate, k.down, k.distance, days, cost)
	cross, byJump := k.crosses(365 / days)
	jumps := countIf(all, func(c crossing) bool { return c.byJump })
	b.share("crosses first"+at, cross, countIf(all, func(c crossing) bool { return c.crossed }), n)
	b.share("by a jump"+at, byJump, jumps, n)
	overshoot, deep, loss := 0.0, 0, 0.0
	for _, c := range all {
		if !c.byJump {
			continue
		}
		overshoot += c.overshoot
		loss += c.loss
		if c.loss > 0 {
			deep++
		}
	}
	b.estimate("mean overshoot of a jump"+at, 1/k.down, overshoot/float64(jumps), 1/k.down/math.Sqrt(float64(jumps)))
	lossRows(b, k, at, cost, jumps, deep, loss)
	same(b, "losses without a jump"+at, 0, countIf(all, func(c crossing) bool { return !c.byJump && c.loss > 0 }))
	return nil
}

// lossRows: sold at overshoot O through θ at cost c, a loan loses iff O > A = ln((1−c)/θ), with probability e^{−η₂A}; the
// expected loss is e^{−η₂A}/(1+η₂) of the debt.
func lossRows(b *bench, k kou, at string, cost float64, jumps, deep int, loss float64) {
	loses := math.Exp(-k.down * math.Log((1-cost)/threshold))
	b.share("loses, given a jump"+at, loses, deep, jumps)
	second := 2 * loses / ((1 + k.down) * (2 + k.down)) // E of the square of 1 − e^{−X}, X ~ Exp(η₂)
	mean := loses / (1 + k.down)
	b.estimate("loss over debt, given a jump"+at, mean, loss/float64(jumps), math.Sqrt((second-mean*mean)/float64(jumps)))
}

// path runs one replication in a world of its own, whose length is drawn.
func (k kou) path(replication int, days, cost float64) (crossing, error) {
	const coins = 1_000 * unit.Coin
	lives := stream.Open(seed, replication, "killing", "time").Exponential() * days * float64(unit.Day)
	steps := 1 + int(lives/float64(20*unit.Day))
	terms := ledn("close-out")
	terms.Cost = unit.Rate(math.Round(cost * 1e6))
	debt := cents(threshold * fine * math.Exp(-k.distance) * coins.Float())
	lender, err := lender("ledn", &credit.Pool{Loans: []credit.Loan{loan(0, debt, coins)}}, terms)
	if err != nil {
		return crossing{}, err
	}
	w := timed(fine, &price.Kou{JumpRate: k.rate, UpShare: k.share, UpMean: unit.Ratio(1 / k.up), DownMean: unit.Ratio(1 / k.down)},
		unit.Duration(lives)/unit.Duration(steps)+1, steps, &impact.None{}, lender)
	w.Bridge, w.Common.Volatility = true, unit.Ratio(k.volatility())
	runner, err := sim.NewRunner(w)
	if err != nil {
		return crossing{}, err
	}
	run, err := runner.Run(replication, sim.Keep{})
	if err != nil || !run.AtSale.Any {
		return crossing{}, err
	}
	c := crossing{crossed: true, overshoot: math.Log(run.AtSale.Max / threshold), loss: run.Lenders[0].Shortfall.Float() / debt.Float()}
	c.byJump = c.overshoot > 1e-7 // marks are good to 1e-9
	return c, nil
}
